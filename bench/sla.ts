/** What service levels cost: `npm run bench:sla`. Prints one table after the other, asserts no time. */
import { printCalendarTable } from './sla-calendar';
import { clockTable } from './sla-clocks';

/** In the order in which they are printed. */
const TABLES: readonly (() => void | Promise<void>)[] = [printCalendarTable, printClockTable];

async function printClockTable(): Promise<void> {
  console.log(await clockTable());
}

async function main(): Promise<void> {
  for (const print of TABLES) {
    await print();
    console.log('');
  }
}

void main();
