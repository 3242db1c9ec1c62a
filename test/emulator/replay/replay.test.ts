import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { carryOver } from '../../../emulator/replay/carry-over';
import { readEventLog } from '../../../emulator/replay/event-log';

const LOG = join(__dirname, '../../../../shared/data/itsm-event-log.csv');

describe('replaying 600 real incidents', () => {
  if (!existsSync(LOG)) {
    it.skip(`SKIPPED: the event log ${LOG} is not on this machine`, () => undefined);
    return;
  }

  it('ends each as the log has it, and every override names the log', async () => {
    const incidents = readEventLog(readFileSync(LOG, 'utf8'));
    const outcome = await carryOver(incidents);
    expect(outcome.differences).toEqual([]);
    expect(outcome.matching).toBe(600);
    const overrides = outcome.replayed.flatMap((one) => one.overrides);
    // The ITIL matrix has 5 for low × low, the log's tool 4: nothing else may differ.
    expect(new Set(overrides)).toEqual(
      new Set(['Lowest → Low: The source log has priority 4 for impact 3 and urgency 3.']),
    );
  }, 300_000);
});
