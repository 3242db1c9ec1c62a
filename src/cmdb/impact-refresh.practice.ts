/**
 * Keeps what panels tell of impact up to date. A panel reads what was remembered; what is not known, or was true some while
 * ago, is analysed in the background, so that nobody has to ask for it and the next look finds it.
 */
import type { CiRef } from '../contract/ids';
import { toEpoch, type Instant } from '../kernel/time';
import { resolveCatalogue } from './class-catalogue';
import type { CmdbPorts, PanelRead } from './cmdb.ports';
import { analysedAt, rememberImpact } from './impact-cache';
import { analyse } from './impact-view';
import { catalogueOf } from './reading';

type RefreshPorts = Pick<CmdbPorts, 'catalogue' | 'graph' | 'documents' | 'queue' | 'clock' | 'newJobId' | 'panel'>;

/** Where something changes all the time, an analysis is repeated no oftener: a hub's reads 9 MB. */
const LASTING_MS = 5 * 60_000;
/** Requests after which the rest waits: an installation may read 40 MB a minute, and people need most of it. */
const A_STEP = 150;
const PAUSE_SECONDS = 20;

/** Those whose impact is not known, or is from before the last change and some minutes old. */
export function toAnalyse(
  refs: readonly CiRef[],
  { impacts, changedAt }: Pick<PanelRead, 'impacts' | 'changedAt'>,
  now: Instant,
): readonly CiRef[] {
  return refs.filter((ref) => {
    const at = analysedAt(impacts.get(ref));
    if (at === undefined) return true;
    return changedAt !== undefined && changedAt > at && toEpoch(now) - toEpoch(at) >= LASTING_MS;
  });
}

/** A step: as many as there is room for, leaving out what somebody else analysed meanwhile; another is pushed for the rest. */
export async function refreshImpacts(ports: RefreshPorts, refs: readonly CiRef[]): Promise<void> {
  const found = await ports.panel(refs);
  const wanted = toAnalyse(
    refs.filter((ref) => found.cards.has(ref)),
    found,
    ports.clock.now(),
  );
  const catalogue = resolveCatalogue(catalogueOf(await ports.catalogue.read()));
  let requests = 0;
  for (const [place, ref] of wanted.entries()) {
    if (requests >= A_STEP) {
      await ports.queue.push({ kind: 'impact', refs: wanted.slice(place) }, PAUSE_SECONDS);
      return;
    }
    const asOf = ports.clock.now();
    const analysed = await analyse(ports, { catalogue }, [ref]);
    await rememberImpact(ports, ref, analysed, asOf);
    requests += analysed.walk.cost.requests;
  }
}
