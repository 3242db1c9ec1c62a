/** What service levels cost: `npm run bench:sla`. Prints one table after the other, asserts no time. */
import { printCalendarTable } from './sla-calendar';

/** In the order in which they are printed. */
const TABLES: readonly (() => void | Promise<void>)[] = [printCalendarTable];

async function main(): Promise<void> {
  for (const print of TABLES) {
    await print();
    console.log('');
  }
}

void main();
