/** CIs one at a time: made, changed, attested; whoever comes second is told what changed. */
import type { Handlers } from '../contract/handlers';
import { CiRef, type AccountId } from '../contract/ids';
import type { InputIssue } from '../contract/rpc';
import { AppError } from '../kernel/errors';
import { diffCi, snapshotOf } from './baseline-diff';
import { refFor, validateCi, valuesIn } from './ci-rules';
import { identifyingValues, keysOf } from './ci-keys';
import type { ClassCatalogue } from './class-catalogue';
import type { cmdbContract } from './cmdb.contract';
import type { CiWrite, CmdbPorts, StoredCi, StoredHistory } from './cmdb.ports';
import type { CiChanges, CiView } from './cmdb.shapes';
import { AttributeValue, Ci, CiContent, type CiDraft, type CiSnapshot } from './model';
import { briefOf, noSuchCi, readCi, readingFor, type Reading } from './reading';
import { veilFor } from './veil';

type Offered = 'cmdb.get' | 'cmdb.create' | 'cmdb.update' | 'cmdb.attest';

/** What people write is from here. */
export const MANUAL = 'manual';

/** How often a free ref is looked for anew when somebody takes it first. */
const RACES = 3;

export function cisPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { cis, clock, directory } = ports;

  async function view(accountId: AccountId, reading: Reading, stored: StoredCi): Promise<CiView> {
    const { ci, version } = stored;
    const editable = await directory.managesConfigurations(accountId);
    const ciClass = reading.catalogue.classes.get(ci.classKey);
    const ofType = (type: string): string[] =>
      (ciClass?.attributes ?? []).flatMap((one) => {
        const value = ci.attributes[one.key];
        return one.type === type && typeof value === 'string' ? [value] : [];
      });
    const users = [ci.owner, ci.attestedBy, ...ofType('user')].filter((one) => one !== null);
    const names = await directory.namesOf(users.flatMap((one) => accountIn(one)));
    const told = Object.entries(ci.attributes).map(([key, value]) => ({ [`attributes.${key}`]: value }));
    const veil = await veilFor(ports, reading, told);
    const attributes = Object.entries(ci.attributes).map(([key, value]) => {
      return [key, AttributeValue.parse(veil.value(`attributes.${key}`, value))] as const;
    });
    const referred = await ports.graph.cards(ofType('reference').flatMap((one) => CiRef.safeParse(one).data ?? []));
    return {
      ci: { ...ci, attributes: Object.fromEntries(attributes) },
      version,
      brief: briefOf(reading.catalogue, ci),
      people: Object.fromEntries(names),
      references: Object.fromEntries(
        [...referred.values()].filter((card) => reading.mayRead(card.classKey)).map(({ ref, name }) => [ref, name]),
      ),
      editable,
      attestable: editable || ci.owner === accountId,
    };
  }

  async function validated(catalogue: ClassCatalogue, draft: CiDraft): Promise<CiContent> {
    const judged = validateCi(catalogue, draft);
    const issues = judged.ok ? await danglingReferences(ports, catalogue, judged.ci) : judged.issues;
    if (judged.ok && issues.length === 0) return judged.ci;
    throw new AppError('INVALID_INPUT', 'The CI is not saved: some of its fields are not right.', { issues });
  }

  async function create(accountId: AccountId, reading: Reading, draft: CiDraft): Promise<StoredCi> {
    const content = await validated(reading.catalogue, draft);
    for (let race = 1; ; race += 1) {
      const ref = await freeRef(ports, content);
      const now = clock.now();
      const ci = stamped(undefined, { ...content, ref }, now);
      const history = { ref, at: now, by: accountId, source: MANUAL, before: null, after: snapshotOf(content) };
      try {
        return await cis.create(writeOf(reading.catalogue, ci, history));
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code !== 'CONFLICT' || race >= RACES) throw cause;
      }
    }
  }

  /** Whoever is overtaken between reading and writing is told as much as whoever was before. */
  async function saved(reading: Reading, expectedVersion: number, write: CiWrite): Promise<StoredCi> {
    try {
      return await cis.update(expectedVersion, write);
    } catch (cause) {
      const present = cause instanceof AppError && cause.code === 'CONFLICT' ? await cis.get(write.ci.ref) : undefined;
      if (present === undefined || present.version === expectedVersion) throw cause;
      throw await conflictSince(ports, reading, present, expectedVersion);
    }
  }

  return {
    async 'cmdb.get'({ accountId }, { ref }) {
      const reading = await readingFor(ports, accountId);
      return view(accountId, reading, await readCi(ports, reading, ref));
    },
    async 'cmdb.create'({ accountId }, { draft }) {
      const reading = await readingFor(ports, accountId);
      return view(accountId, reading, await create(accountId, reading, draft));
    },
    async 'cmdb.update'({ accountId }, { ref, expectedVersion, changes }) {
      const reading = await readingFor(ports, accountId);
      const stored = await cis.get(ref);
      if (stored === undefined) throw noSuchCi(ref);
      if (stored.version !== expectedVersion) throw await conflictSince(ports, reading, stored, expectedVersion);
      const present = contentOf(stored.ci);
      const after = await validated(reading.catalogue, draftAfter(reading.catalogue, present, changes));
      const change = diffCi(present, after);
      if (change === undefined) return view(accountId, reading, stored);
      const now = clock.now();
      const ci = stamped(stored.ci, after, now, Object.keys(change.after ?? {}));
      const history = { ref, at: now, by: accountId, source: MANUAL, ...change };
      return view(accountId, reading, await saved(reading, expectedVersion, writeOf(reading.catalogue, ci, history)));
    },
    async 'cmdb.attest'({ accountId }, { ref, expectedVersion }) {
      const reading = await readingFor(ports, accountId);
      const stored = await readCi(ports, reading, ref);
      if (stored.ci.owner !== accountId && !(await directory.managesConfigurations(accountId)))
        throw new AppError('FORBIDDEN', 'Only its owner or a configuration manager can attest a CI.');
      if (stored.version !== expectedVersion) throw await conflictSince(ports, reading, stored, expectedVersion);
      const now = clock.now();
      const ci = { ...stored.ci, attestedAt: now, attestedBy: accountId };
      const before: CiSnapshot = { attestedAt: stored.ci.attestedAt };
      const history = { ref, at: now, by: accountId, source: MANUAL, before, after: { attestedAt: now } };
      return view(accountId, reading, await saved(reading, expectedVersion, writeOf(reading.catalogue, ci, history)));
    },
  };
}

const accountIn = (text: string): AccountId[] => {
  const parsed = Ci.shape.owner.safeParse(text);
  return parsed.success && parsed.data !== null ? [parsed.data] : [];
};

export const contentOf = (ci: Ci): CiContent => CiContent.parse(ci);

/**
 * What is absent in the changes stays; an attribute that is null or empty goes, and so does one that the class, as it is now,
 * does not have.
 */
function draftAfter(catalogue: ClassCatalogue, content: CiContent, changes: CiChanges): CiDraft {
  const classKey = changes.classKey ?? content.classKey;
  return {
    ...content,
    ...changes,
    classKey,
    name: changes.name ?? content.name,
    identifiers: changes.identifiers ?? content.identifiers,
    attributes: { ...valuesIn(catalogue, classKey, content.attributes), ...changes.attributes },
  };
}

/** The CI with who wrote which path when. Without `paths`, everything in it is new. */
export function stamped(
  before: Ci | undefined,
  content: CiContent & { readonly ref?: CiRef },
  now: string,
  paths: readonly string[] = Object.keys(snapshotOf(content)),
  source = MANUAL,
): Ci {
  const written = Object.fromEntries(paths.map((path) => [path, { source, at: now }]));
  return Ci.parse({
    attestedAt: null,
    attestedBy: null,
    createdAt: now,
    ...before,
    ...content,
    sources: { ...before?.sources, ...written },
    updatedAt: now,
  });
}

export function writeOf(catalogue: ClassCatalogue, ci: Ci, history: CiWrite['history']): CiWrite {
  const ciClass = catalogue.classes.get(ci.classKey);
  return { ci, keys: keysOf(ci, ciClass), searchable: identifyingValues(ci, ciClass), history };
}

/** Looked for in one request each time. */
const CANDIDATES = 25;

/** The first ref by class and name that no CI has, nor one that is being deleted. */
async function freeRef({ cis }: CmdbPorts, content: CiContent): Promise<CiRef> {
  const taken = new Set<CiRef>();
  for (;;) {
    const candidates: CiRef[] = [];
    while (candidates.length < CANDIDATES)
      candidates.push(refFor(content.classKey, content.name, (ref) => taken.has(ref) || candidates.includes(ref)));
    const present = await cis.taken(candidates);
    const free = candidates.find((ref) => !present.has(ref));
    if (free !== undefined) return free;
    for (const ref of candidates) taken.add(ref);
  }
}

async function danglingReferences(
  { graph }: CmdbPorts,
  catalogue: ClassCatalogue,
  ci: CiContent,
): Promise<InputIssue[]> {
  const references = (catalogue.classes.get(ci.classKey)?.attributes ?? []).flatMap((attribute) => {
    const ref = attribute.type === 'reference' ? CiRef.safeParse(ci.attributes[attribute.key]).data : undefined;
    return ref === undefined ? [] : [{ attribute, ref }];
  });
  if (references.length === 0) return [];
  const cards = await graph.cards(references.map(({ ref }) => ref));
  return references.flatMap(({ attribute: { key, referenceClass }, ref }) => {
    const card = cards.get(ref);
    const path = `attributes.${key}`;
    if (card === undefined) return [{ path, message: `There is no CI ${ref}.` }];
    if (referenceClass === undefined || catalogue.isA(card.classKey, referenceClass)) return [];
    const wanted = catalogue.classes.get(referenceClass)?.name ?? referenceClass;
    return [{ path, message: `${card.name} is no ${wanted}.` }];
  });
}

/** Entries of the history looked through, 100 in a request: relations are among them, and make no version. */
const MOST_REQUESTS = 5;

async function changedSince({ history }: CmdbPorts, ref: CiRef, seen: number): Promise<StoredHistory[]> {
  const since: StoredHistory[] = [];
  let cursor: string | undefined;
  for (let request = 0; request < MOST_REQUESTS; request += 1) {
    const page = await history.ofCi({ ref, cursor, limit: 100 });
    since.push(...page.items.filter(({ version }) => version !== undefined && version > seen));
    cursor = page.cursor;
    if (cursor === undefined || page.items.some(({ version }) => version !== undefined && version <= seen)) break;
  }
  return since;
}

/** Who changed what since the version that the caller saw. */
async function conflictSince(ports: CmdbPorts, reading: Reading, { ci }: StoredCi, seen: number): Promise<AppError> {
  const since = await changedSince(ports, ci.ref, seen);
  const veil = await veilFor(
    ports,
    reading,
    since.map(({ entry }) => entry.after),
  );
  const names = await ports.directory.namesOf(since.flatMap(({ entry }) => entry.by ?? []));
  const issues = since.flatMap(({ entry }) =>
    Object.entries(veil.snapshot(entry.after) ?? {}).map(([path, value]) => ({
      path,
      message: `${(entry.by === null ? undefined : names.get(entry.by)) ?? entry.source} changed it to ${JSON.stringify(value)} at ${entry.at}.`,
    })),
  );
  const latest = [...new Map(issues.reverse().map((issue) => [issue.path, issue])).values()];
  return new AppError('CONFLICT', `${ci.name} was changed in the meantime. Look at the changes and try again.`, {
    issues: latest,
  });
}
