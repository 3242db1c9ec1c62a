/** What change enablement costs: `npm run bench:change`. */
import { changeCosts } from './change-cost';
import { printScheduleTable } from './change-schedule';
import { costTable } from './sla-cost';

async function main(): Promise<void> {
  printScheduleTable();
  console.log('');
  for (const line of costTable(await changeCosts())) console.log(line);
}

void main();
