import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { carryOver } from '../../../emulator/replay/carry-over';
import { readEventLog } from '../../../emulator/replay/event-log';

const LOG = join(__dirname, '../../../../shared/data/itsm-event-log.csv');
const DAYS = 8 * 86_400_000;
const INCIDENTS = 20;

/** `npm run replay` carries over all of the log. */
describe('replaying the real incidents of some days', () => {
  if (!existsSync(LOG)) {
    it.skip(`SKIPPED: the event log ${LOG} is not on this machine`, () => undefined);
    return;
  }

  it('ends each as the log has it, accounts for every clock, and the gadget shows the same', async () => {
    const log = readEventLog(readFileSync(LOG, 'utf8'));
    const first = Math.min(...log.map(({ rows }) => rows[0].opened_at));
    const incidents = log.filter(({ last }) => last.closed_at < first + DAYS).slice(0, INCIDENTS);
    expect(incidents).toHaveLength(INCIDENTS);
    const { differences, matching, replayed, clocks, attainment } = await carryOver(incidents);
    expect(differences).toEqual([]);
    expect(matching).toBe(INCIDENTS);
    // The ITIL matrix has 5 for low × low, the log's tool 4: nothing else may differ.
    for (const override of replayed.flatMap(({ overrides }) => overrides))
      expect(override).toBe('Lowest → Low: The source log has priority 4 for impact 3 and urgency 3.');
    expect(clocks.length).toBeGreaterThanOrEqual(2 * INCIDENTS);
    expect(clocks.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(attainment.faults).toEqual([]);
    const issues = attainment.rows.filter(({ definition }) => definition === 'Time to resolution');
    const decided = issues.reduce((sum, { met, breached, open }) => sum + met + breached + open, 0);
    expect(decided).toBeGreaterThanOrEqual(INCIDENTS);
  }, 300_000);
});
