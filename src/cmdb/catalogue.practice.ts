/** Classes and relation types: read by everyone, changed by configuration managers, and never saved with faults. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { lintCatalogue, NO_USE, type CatalogueUse } from './catalogue-lint';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { CatalogueFinding, CatalogueState } from './cmdb.shapes';
import { HealthResult, RESULT } from './health-document';
import { Catalogue } from './model';
import { catalogueOf, classViews, readingFor } from './reading';

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

  return {
    'cmdb.catalogue': ({ accountId }) => state(accountId),
    'cmdb.lintCatalogue': async (_, { catalogue }) => ({ findings: judged(catalogue, await lastCounted()).findings }),
    async 'cmdb.saveCatalogue'({ accountId }, { expectedVersion, catalogue }) {
      const { document, findings } = judged(catalogue);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (document === undefined || errors.length > 0)
        throw new AppError('INVALID_INPUT', 'The classes are not saved: they have faults.', { issues: errors });
      await ports.catalogue.write(expectedVersion ?? undefined, document, accountId, ports.clock.now());
      return state(accountId);
    },
  };
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
      findings: lintCatalogue(parsed.data, use).map(({ fault, path, severity, message }) => ({
        path,
        severity: fault === 'in-use' ? 'warning' : severity,
        message,
      })),
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
