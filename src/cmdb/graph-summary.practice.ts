/**
 * Keeping the graph's summary, and answering from it. Two sets of pages take turns, and a head says which of them is whole:
 * whoever reads while the other one is written reads the old one, and what dies half-way leaves it as it was. What is read
 * is never out of date, for the CIs that changed since are read, too.
 */
import { z } from 'zod';
import type { CiRef } from '../contract/ids';
import { instant, toEpoch } from '../kernel/time';
import type { CmdbPorts, GraphNodeRecord, ReadCount } from './cmdb.ports';
import { pagesOf, summaryOf, updated, type Summary } from './graph-summary';

type SummaryPorts = Pick<CmdbPorts, 'graph' | 'documents' | 'queue' | 'clock' | 'newJobId'>;

const HEAD = 'graph';
const setCollection = (set: 'a' | 'b'): string => `graph ${set}`;

const Head = z.object({
  set: z.enum(['a', 'b']),
  stamp: z.string(),
  pages: z.int().min(0),
  /** Everything that changed before is in it: an instant, or a place among changes of one. */
  from: z.string().min(1),
});
type Head = z.output<typeof Head>;

/** Longer than from the moment that a change names to the end of its transaction, and until an index shows it. */
const SETTLING_MS = 60_000;
/** CIs taken in by one step: each is some 0.5 KB to read, and a step writes all pages again. */
const A_STEP = 10_000;
/** Fewer are laid over the summary by each analysis, in five requests. */
const WORTHWHILE = 500;
/** Requests that an analysis makes for what changed. */
const MOST_PAGES_OF_CHANGES = 20;
/** About a million CIs with four relations each, beyond what an invocation's memory holds. */
const MOST_PAGES = 500;

interface Stored {
  readonly head: Head;
  readonly summary: Summary;
}

async function stored({ documents }: SummaryPorts, count: ReadCount): Promise<Stored | undefined> {
  count.requests += 1;
  const head = Head.safeParse(await documents.read(HEAD, 0)).data;
  if (head === undefined) return undefined;
  const numbers = Array.from({ length: head.pages }, (_, number) => ({ collection: setCollection(head.set), number }));
  count.requests += Math.ceil(numbers.length / PAGES_A_REQUEST);
  const summary = summaryOf(await documents.readAll(numbers), head.stamp);
  return summary === undefined ? undefined : { head, summary };
}

/** developer.atlassian.com/platform/forge/storage-reference/kvs-batch */
const PAGES_A_REQUEST = 25;

/**
 * The whole graph as it is now; undefined while there is no summary, or too much changed since it was made. Then, and when
 * it grows old, a new one is asked for.
 */
export async function currentSummary(ports: SummaryPorts, count: ReadCount): Promise<Summary | undefined> {
  const found = await stored(ports, count);
  if (found === undefined) {
    await ports.queue.push({ kind: 'graph' });
    return undefined;
  }
  const changes = new Map<CiRef, GraphNodeRecord | null>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES_OF_CHANGES; page += 1) {
    const next = await ports.graph.changes({ from: found.head.from, cursor }, count);
    for (const [ref, node] of next.nodes) changes.set(ref, node);
    cursor = next.cursor;
    if (cursor === undefined) break;
  }
  if (cursor !== undefined || changes.size >= WORTHWHILE) await ports.queue.push({ kind: 'graph' });
  return cursor === undefined ? updated(found.summary, changes, true) : undefined;
}

/** A step of bringing the summary up to date; another is pushed until nothing is left that is worth one. */
export async function refreshSummary(ports: SummaryPorts): Promise<void> {
  const began = toEpoch(ports.clock.now());
  const count = { requests: 0 };
  const before = await stored(ports, count);
  const from = before?.head.from;
  const changes = new Map<CiRef, GraphNodeRecord | null>();
  let cursor: string | undefined;
  let upTo: string | undefined;
  do {
    const next = await ports.graph.changes({ from, cursor }, count);
    for (const [ref, node] of next.nodes) changes.set(ref, node);
    ({ cursor } = next);
    upTo = next.upTo ?? upTo;
    // What was written together has one place, a few CIs; before there were places, it could be all of one instant.
  } while (cursor !== undefined && (changes.size < A_STEP || upTo === from));
  if (changes.size < WORTHWHILE) return;
  const settled = instant(began - SETTLING_MS);
  const reached = cursor === undefined || upTo === undefined || upTo > settled ? settled : upTo;
  const summary = updated(before?.summary ?? new Map(), changes, cursor === undefined);
  const written = await write(ports, before, summary, reached);
  if (written && cursor !== undefined) await ports.queue.push({ kind: 'graph' }, SETTLING_MS / 1000);
}

/** False when it is more than can be kept: then analyses walk. */
async function write(
  { documents, newJobId }: SummaryPorts,
  before: Stored | undefined,
  summary: Summary,
  from: string,
): Promise<boolean> {
  const set = before?.head.set === 'a' ? 'b' : 'a';
  const stamp = newJobId();
  const pages = pagesOf(summary, stamp);
  if (pages.length > MOST_PAGES) return false;
  for (const [number, page] of pages.entries()) await documents.write(setCollection(set), number, page);
  const head: Head = { set, stamp, pages: pages.length, from };
  await documents.write(HEAD, 0, head);
  return true;
}
