/**
 * Deleting a CI: what hangs on it is told first; then it is hidden at once, its relations go in steps of which each leaves
 * a whole, and at last it goes itself. Whatever dies on the way goes on where it stopped.
 */
import type { Handlers } from '../contract/handlers';
import type { AccountId, CiRef } from '../contract/ids';
import { snapshotOf } from './baseline-diff';
import { MANUAL } from './cis.practice';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { DeleteProgress } from './cmdb.shapes';
import { impactView } from './impact-view';
import { openIssuesJql } from './issue-jql';
import { readCi, readingFor } from './reading';
import { removedEntry } from './relations.practice';

type Offered = 'cmdb.deletePreview' | 'cmdb.delete';

/** Relations taken away while somebody waits; the rest goes in the background. */
const AT_ONCE = 100;
const IN_BACKGROUND = 2_000;

export interface DeletionPractice {
  readonly handlers: Pick<Handlers<typeof cmdbContract>, Offered>;
  /** Goes on with a deletion; true when nothing is left of the CI. */
  readonly goOn: (ref: CiRef) => Promise<boolean>;
}

export function deletionPractice(ports: CmdbPorts): DeletionPractice {
  const { cis, relations, clock } = ports;

  async function removeRelations(
    ref: CiRef,
    by: AccountId,
    limit: number,
  ): Promise<{ removed: number; left: boolean }> {
    let removed = 0;
    for (const end of ['from', 'to'] as const) {
      while (removed < limit) {
        const { items } = await relations.page({ ref, end, type: undefined, cursor: undefined, limit: 50 });
        if (items.length === 0) break;
        const now = clock.now();
        await relations.unrelate(items.map((ends) => ({ ends, history: removedEntry(ends, by, now) })));
        removed += items.length;
      }
    }
    return { removed, left: removed >= limit };
  }

  async function work(ref: CiRef, limit: number): Promise<DeleteProgress> {
    const deletion = await cis.deletion(ref);
    if (deletion === undefined) return { ref, state: 'deleted', relationsRemoved: 0 };
    const { removed, left } = await removeRelations(ref, deletion.by, limit);
    if (left) return { ref, state: 'deleting', relationsRemoved: removed };
    const { by, ci } = deletion;
    // The last entry of its history: those of its relations, which went before it, are older.
    const at = clock.now();
    await cis.finishDelete(ref, { ref, at, by, source: MANUAL, before: snapshotOf(ci), after: null });
    return { ref, state: 'deleted', relationsRemoved: removed };
  }

  return {
    handlers: {
      async 'cmdb.deletePreview'({ accountId }, { ref }) {
        const reading = await readingFor(ports, accountId);
        const { ci, version } = await readCi(ports, reading, ref);
        const node = (await ports.graph.read([ref], { requests: 0 })).get(ref);
        const impact = await impactView(ports, reading, [ref]);
        const jql = await openIssuesJql(ports, [ref]);
        const services = new Set(impact.impacted.filter(({ service }) => service).map(({ id }) => id));
        return {
          ref,
          name: ci.name,
          version,
          relations: node?.neighbours.length ?? 0,
          relationsCut: false,
          openIssues: jql === undefined ? null : { jql, count: await ports.viewer.count(jql) },
          services: impact.nodes.flatMap((one) => (one.kind === 'ci' && services.has(one.id) ? [one] : [])),
          truncatedAt: impact.truncatedAt,
        };
      },
      async 'cmdb.delete'({ accountId }, { ref, expectedVersion }) {
        const reading = await readingFor(ports, accountId);
        if ((await cis.deletion(ref)) === undefined) {
          await readCi(ports, reading, ref);
          // Should this invocation die half-way, the event finds the deletion under way and goes on with it.
          await ports.queue.push({ kind: 'delete', ref }, RESUME_SECONDS);
          await cis.markDeleted(ref, expectedVersion, accountId, clock.now());
        }
        return work(ref, AT_ONCE);
      },
    },
    goOn: async (ref) => (await work(ref, IN_BACKGROUND)).state === 'deleted',
  };
}

/** Well after the end of the invocation that began it (25 s). */
const RESUME_SECONDS = 30;
