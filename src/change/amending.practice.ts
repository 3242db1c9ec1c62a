/** Changes to what the app keeps of a change, whoever else keeps it at the same time. */
import { AppError } from '../kernel/errors';
import { withFacts } from './change-copy';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord, StoredChange } from './change-record';
import type { ChangePorts } from './change.ports';

/** How often somebody else may get in between. */
const TRIES = 4;

/** Makes the edit on the record as it is, again when somebody wrote it meanwhile. An edit that changes nothing writes nothing. */
export async function amend(
  { records }: Pick<ChangePorts, 'records'>,
  facts: ChangeFacts,
  edit: (record: ChangeRecord) => ChangeRecord,
): Promise<StoredChange> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await records.read(facts.issueId);
    // What a record copies of the issue is whoever keeps it to bring up to date: these facts may be older than its.
    // In no stage yet: that it came to one is looked at by whoever sees it there first.
    const record = edit(stored?.record ?? { ...withFacts(undefined, facts), stage: null });
    if (stored !== undefined && JSON.stringify(record) === JSON.stringify(stored.record)) return stored;
    try {
      return { record, version: await records.write(stored?.version, record) };
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'CONFLICT' || attempt === TRIES) throw cause;
    }
  }
}
