/** What change enablement costs: `npm run bench:change`. */
import { printScheduleTable } from './change-schedule';

printScheduleTable();
