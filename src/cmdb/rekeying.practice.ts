/**
 * What identifies CIs is kept as keys beside them. Where a class gets other identifiers or unique attributes, the keys of its
 * CIs are written anew in the background: an import that looks for them by the new ones is to find those that are there.
 */
import { identifyingValues, keysOf } from './ci-keys';
import { resolveCatalogue, type ClassCatalogue, type ResolvedClass } from './class-catalogue';
import type { CmdbPorts, CmdbWork, ListQuery } from './cmdb.ports';
import type { Catalogue } from './model';
import { catalogueOf } from './reading';

type RekeyPorts = Pick<CmdbPorts, 'catalogue' | 'cis' | 'queue'>;
type KeysWork = Extract<CmdbWork, { readonly kind: 'keys' }>;

/** Lists of 100 in one step. A CI that needs new keys takes some 5 KB to write: people at work need most of what may be. */
const LISTS_A_STEP = 5;
const PAUSE_SECONDS = 10;

const EVERY: Omit<ListQuery, 'classKeys' | 'cursor'> = {
  states: undefined,
  criticalities: undefined,
  environments: undefined,
  owner: undefined,
  without: new Set(),
  sort: { by: 'name', descending: false },
  limit: 100,
};

/** Classes whose CIs are identified otherwise than before. */
export function identifiedOtherwise(before: Catalogue, after: Catalogue): string[] {
  const was = resolveCatalogue(before).classes;
  return [...resolveCatalogue(after).classes.values()].flatMap((one) => {
    const earlier = was.get(one.key);
    const isSame = earlier === undefined || one.abstract || identityOf(earlier) === identityOf(one);
    return isSame ? [] : [one.key];
  });
}

const identityOf = ({ identifiers, uniqueWithin }: ResolvedClass): string =>
  JSON.stringify([identifiers, [...uniqueWithin].sort()]);

/** A step; another is pushed until all CIs of the classes were looked at. Done again, it finds nothing to do. */
export async function rekeyOn(ports: RekeyPorts, { classKeys, cursor: start }: KeysWork): Promise<void> {
  const catalogue: ClassCatalogue = resolveCatalogue(catalogueOf(await ports.catalogue.read()));
  let cursor = start ?? undefined;
  for (let list = 0; list < LISTS_A_STEP; list += 1) {
    const page = await ports.cis.list({ ...EVERY, classKeys, cursor });
    await ports.cis.rekey(
      page.items.map(({ ci }) => ci.ref),
      (ci) => {
        const ciClass = catalogue.classes.get(ci.classKey);
        return { keys: keysOf(ci, ciClass), searchable: identifyingValues(ci, ciClass) };
      },
    );
    ({ cursor } = page);
    if (cursor === undefined) return;
  }
  await ports.queue.push({ kind: 'keys', classKeys, cursor: cursor ?? null }, PAUSE_SECONDS);
}
