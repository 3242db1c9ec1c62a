/** Classes and relation types: read by everyone, changed by configuration managers, and never saved with faults. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import type { InputIssue } from '../contract/rpc';
import { AppError } from '../kernel/errors';
import { lintCatalogue, NO_USE, type CatalogueUse } from './catalogue-lint';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts, ListQuery } from './cmdb.ports';
import type { CatalogueFinding, CatalogueState } from './cmdb.shapes';
import { HealthResult, RESULT } from './health-document';
import { Catalogue } from './model';
import { catalogueOf, classViews, readingFor } from './reading';
import { identifiedOtherwise } from './rekeying.practice';

type Offered = 'cmdb.catalogue' | 'cmdb.lintCatalogue' | 'cmdb.saveCatalogue';

export function cataloguePractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  async function state(accountId: AccountId): Promise<CatalogueState> {
    const reading = await readingFor(ports, accountId);
    return {
      catalogue: catalogueOf(reading.saved),
      classes: classViews(reading),
      version: reading.saved?.version ?? null,
      updatedAt: reading.saved?.updatedAt ?? null,
      updatedBy: reading.saved?.updatedBy ?? null,
      editable: await ports.directory.managesConfigurations(accountId),
    };
  }

  /** By the last examination of the CMDB's health: one read, however many CIs there are. */
  const lastCounted = async (): Promise<CatalogueUse> =>
    HealthResult.safeParse(await ports.documents.read(RESULT, 0)).data?.use ?? NO_USE;

  /** Classes that CIs are of and that go, or become abstract. Asked of the store, one request each: figures may be old. */
  async function inUse(document: Catalogue): Promise<InputIssue[]> {
    const concrete = new Set(document.classes.flatMap((one) => (one.abstract ? [] : [one.key])));
    const before = catalogueOf(await ports.catalogue.read());
    const issues: InputIssue[] = [];
    for (const { key, name, abstract } of before.classes) {
      if (abstract || concrete.has(key)) continue;
      const { items } = await ports.cis.list({ ...ANY_ONE, classKeys: [key] });
      if (items.length > 0)
        issues.push({ path: `classes.${key}`, message: `There are CIs of “${name}”. Move or delete them first.` });
    }
    return issues;
  }

  return {
    'cmdb.catalogue': ({ accountId }) => state(accountId),
    'cmdb.lintCatalogue': async (_, { catalogue }) => ({ findings: judged(catalogue, await lastCounted()).findings }),
    async 'cmdb.saveCatalogue'({ accountId }, { expectedVersion, catalogue }) {
      const { document, findings } = judged(catalogue);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (document === undefined || errors.length > 0)
        throw new AppError('INVALID_INPUT', 'The classes are not saved: they have faults.', { issues: errors });
      const issues = await inUse(document);
      if (issues.length > 0)
        throw new AppError('INVALID_INPUT', 'The classes are not saved: some CIs would be of no class.', { issues });
      const before = catalogueOf(await ports.catalogue.read());
      await ports.catalogue.write(expectedVersion ?? undefined, document, accountId, ports.clock.now());
      const classKeys = identifiedOtherwise(before, document);
      if (classKeys.length > 0) await ports.queue.push({ kind: 'keys', classKeys, cursor: null });
      return state(accountId);
    },
  };
}

const ANY_ONE: Omit<ListQuery, 'classKeys'> = {
  states: undefined,
  criticalities: undefined,
  environments: undefined,
  owner: undefined,
  without: new Set(),
  sort: { by: 'name', descending: false },
  cursor: undefined,
  limit: 1,
};

/** A record has 240 KiB (developer.atlassian.com/platform/forge/limits-kvs-ce); its form and who wrote it take some. */
const MOST_BYTES = 230_000;

function tooLarge(document: Catalogue): CatalogueFinding[] {
  const bytes = new TextEncoder().encode(JSON.stringify(document)).length;
  if (bytes <= MOST_BYTES) return [];
  const message = `All classes together have ${bytes} bytes; at most ${MOST_BYTES} are kept. Shorten help texts or remove classes.`;
  return [{ path: 'classes', severity: 'error', message }];
}

/**
 * The draft read as a catalogue, and what is wrong with it. What is in use is told as a warning: the figures may be a day
 * old, and whoever has moved the CIs since is not to wait for the next examination.
 */
function judged(
  draft: unknown,
  use: CatalogueUse = NO_USE,
): { readonly document: Catalogue | undefined; readonly findings: CatalogueFinding[] } {
  const parsed = Catalogue.safeParse(draft);
  if (parsed.success)
    return {
      document: parsed.data,
      findings: [
        ...lintCatalogue(parsed.data, use).map(({ fault, path, severity, message }) => ({
          path,
          severity: fault === 'in-use' ? ('warning' as const) : severity,
          message,
        })),
        ...tooLarge(parsed.data),
      ],
    };
  return {
    document: undefined,
    findings: parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      severity: 'error',
      message,
    })),
  };
}
