/** The CMDB as one person may see it: the catalogue, and which classes are closed to them. */
import type { AccountId, CiRef } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { mayRead, resolveCatalogue, type ClassCatalogue } from './class-catalogue';
import { SHIPPED_CATALOGUE } from './classes/shipped';
import type { CiCard, CmdbPorts, Saved, StoredCi } from './cmdb.ports';
import type { CiBrief, CiRow, ClassView } from './cmdb.shapes';
import type { RoleKey } from '../setup/site-map';
import type { Catalogue, Ci } from './model';

export interface Reading {
  readonly catalogue: ClassCatalogue;
  readonly saved: Saved<Catalogue> | undefined;
  /** Classes whose CIs the person may not read. */
  readonly hidden: ReadonlySet<string>;
  readonly mayRead: (classKey: string) => boolean;
}

type ReadingPorts = Pick<CmdbPorts, 'catalogue' | 'directory'>;

export const catalogueOf = (saved: Saved<Catalogue> | undefined): Catalogue => saved?.document ?? SHIPPED_CATALOGUE;

export async function readingFor(ports: ReadingPorts, accountId: AccountId): Promise<Reading> {
  const saved = await ports.catalogue.read();
  return { ...(await readingOf(ports, catalogueOf(saved), accountId)), saved };
}

/** Jira is asked about roles only when some class is closed to somebody. */
export async function readingOf(
  ports: Pick<CmdbPorts, 'directory'>,
  document: Catalogue,
  accountId: AccountId,
): Promise<Omit<Reading, 'saved'>> {
  const catalogue = resolveCatalogue(document);
  const closed = [...catalogue.classes.values()].filter(({ readRoles }) => readRoles.length > 0);
  const roles = closed.length === 0 ? new Set<RoleKey>() : await ports.directory.rolesOf(accountId);
  if (closed.length === 0 || roles.has('configurationManager'))
    return { catalogue, hidden: new Set(), mayRead: () => true };
  const hidden = new Set(closed.filter((one) => !mayRead(one, [...roles])).map(({ key }) => key));
  return { catalogue, hidden, mayRead: (key) => catalogue.classes.has(key) && !hidden.has(key) };
}

/** A CI closed to the reader is told from a missing one by nobody. */
export async function readCi(
  ports: Pick<CmdbPorts, 'cis'>,
  reading: Pick<Reading, 'mayRead'>,
  ref: CiRef,
): Promise<StoredCi> {
  const stored = await ports.cis.get(ref);
  if (stored === undefined || !reading.mayRead(stored.ci.classKey)) throw noSuchCi(ref);
  return stored;
}

/** Without those that are closed to the reader: a question about them is answered as if they were not there. */
export async function openRefs(
  { graph }: Pick<CmdbPorts, 'graph'>,
  reading: Pick<Reading, 'hidden' | 'mayRead'>,
  refs: readonly CiRef[],
): Promise<CiRef[]> {
  if (reading.hidden.size === 0) return [...refs];
  const cards = await graph.cards(refs);
  return refs.filter((ref) => {
    const card = cards.get(ref);
    return card === undefined || reading.mayRead(card.classKey);
  });
}

export const noSuchCi = (ref: CiRef): AppError =>
  new AppError('NOT_FOUND', `There is no CI ${ref}, or you may not read it.`);

export function briefOf(
  catalogue: ClassCatalogue,
  { ref, name, classKey, state, environment, criticality, owner }: Omit<CiCard, 'redundancy'>,
): CiBrief {
  const ciClass = catalogue.classes.get(classKey);
  const found = ciClass?.states.find(({ key }) => key === state);
  return {
    ref,
    name,
    classKey,
    className: ciClass?.name ?? classKey,
    icon: ciClass?.icon ?? 'generic',
    state,
    stateName: found?.name ?? state,
    inService: found?.inService ?? true,
    retired: found?.retired ?? false,
    environment,
    criticality,
    owner,
  };
}

export const rowOf = (catalogue: ClassCatalogue, ci: Ci): CiRow => ({
  ...briefOf(catalogue, ci),
  supportGroup: ci.supportGroup,
  location: ci.location,
  cost: ci.cost,
  updatedAt: ci.updatedAt,
  attestedAt: ci.attestedAt,
});

export function classViews({ catalogue, saved, mayRead: readable }: Reading): ClassView[] {
  const declared = new Map(
    catalogueOf(saved).classes.map(({ key, attributes }) => [key, new Set(attributes.map((one) => one.key))]),
  );
  /** The highest class that has it: those below may only narrow it. */
  const declaredBy = (lineage: readonly string[], attribute: string): string | undefined =>
    lineage.findLast((key) => declared.get(key)?.has(attribute) === true);
  return [...catalogue.classes.values()].map((one) => ({
    key: one.key,
    name: one.name,
    parent: one.parent,
    lineage: [...one.lineage],
    abstract: one.abstract,
    icon: one.icon,
    help: one.help ?? null,
    attributes: one.attributes.map((attribute) => ({
      ...attribute,
      declaredBy: declaredBy(one.lineage, attribute.key) ?? one.key,
    })),
    states: [...one.states],
    identifiers: [...one.identifiers],
    staleAfterDays: one.staleAfterDays,
    readRoles: [...one.readRoles],
    requiredRelations: [...one.requiredRelations],
    redundancy: [...one.redundancy],
    readable: readable(one.key),
  }));
}
