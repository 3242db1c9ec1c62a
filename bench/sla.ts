/** What service levels cost: `npm run bench:sla`. Prints one table after the other, asserts no time. */
import { printCalendarTable } from './sla-calendar';
import { clockTable } from './sla-clocks';
import { costTable, slaCosts } from './sla-cost';

/** In the order in which they are printed. */
const TABLES: readonly (() => void | Promise<void>)[] = [printCalendarTable, printClockTable, printCostTable];

async function printClockTable(): Promise<void> {
  console.log(await clockTable());
}

/** What one incident's life costs by the local host's meter. */
async function printCostTable(): Promise<void> {
  for (const line of costTable(await slaCosts())) console.log(line);
}

async function main(): Promise<void> {
  for (const print of TABLES) {
    await print();
    console.log('');
  }
}

void main();
