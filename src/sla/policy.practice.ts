/** The policy as administrators edit it: read, linted with what only the site knows, saved as a new version. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { lintPolicy, readDraftPolicy } from './linter';
import { reportingZoneOf, type Policy } from './policy';
import { shippedPolicy } from './policy-in-force';
import { POLICY_BYTES, type PolicyHead } from './policy-store';
import { siteFindings } from './site-findings';
import type { PolicyFinding, PolicyState, slaContract } from './sla.contract';
import type { SlaPorts } from './sla.ports';

type Offered = 'sla.policy' | 'sla.vocabulary' | 'sla.lint' | 'sla.savePolicy' | 'sla.versions';

export interface Linted {
  readonly policy: Policy | undefined;
  readonly findings: readonly PolicyFinding[];
}

export interface PolicyPractice {
  readonly handlers: Pick<Handlers<typeof slaContract>, Offered>;
  readonly site: () => Promise<SiteMap>;
  /** INVALID_INPUT with the errors' places, when there are any. */
  readonly checked: (draft: unknown) => Promise<Policy>;
}

export function policyPractice(ports: SlaPorts): PolicyPractice {
  const { policies, vocabulary, clock } = ports;

  async function site(): Promise<SiteMap> {
    const found = await ports.siteMap();
    if (found === undefined || found.projects.length === 0)
      throw new AppError('REFUSED', 'Plumbline is not set up yet. Run the set-up first.');
    return found;
  }

  async function lint(draft: unknown): Promise<Linted> {
    const { policy, findings } = readDraftPolicy(draft);
    if (policy === undefined) return { policy, findings };
    const here = await site();
    const words = await vocabulary.read(here);
    const all = [...findings, ...lintPolicy(policy, words), ...sizeFindings(policy)];
    return { policy, findings: [...all, ...(await siteFindings(vocabulary, here, words, policy))] };
  }

  async function checked(draft: unknown): Promise<Policy> {
    const { policy, findings } = await lint(draft);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (policy === undefined || errors.length > 0)
      throw new AppError('INVALID_INPUT', 'Some of this can’t work. Nothing was saved.', {
        issues: errors.map(({ path, message }) => ({ path: `policy.${path}`.replace(/\.$/, ''), message })),
      });
    return policy;
  }

  async function save(by: AccountId, expected: number | null, draft: unknown): Promise<PolicyState> {
    const policy = await checked(draft);
    const before = await policies.head();
    if ((before?.version ?? null) !== expected)
      throw new AppError('CONFLICT', 'Somebody else saved the service levels meanwhile. Look at theirs first.');
    // A draft that says nothing of it leaves the weeks as they are.
    const reportingZone = policy.reportingZone ?? (before === undefined ? await ports.siteZone() : zoneOf(before));
    const saved = await policies.save(before, { ...policy, reportingZone }, by, clock.now());
    await ports.queue.push([{ work: 'recompute' }], 0);
    return stateOf(saved);
  }

  return {
    site,
    checked,
    handlers: {
      async 'sla.policy'() {
        const head = await policies.head();
        if (head !== undefined) return stateOf(head);
        return {
          policy: await shippedPolicy(ports, await site(), head),
          version: null,
          updatedAt: null,
          updatedBy: null,
        };
      },
      'sla.vocabulary': async () => vocabulary.read(await site()),
      'sla.lint': async (_, { policy }) => ({ findings: [...(await lint(policy)).findings] }),
      'sla.savePolicy': ({ accountId }, { expectedVersion, policy }) => save(accountId, expectedVersion, policy),
      async 'sla.versions'() {
        const head = await policies.head();
        const all = head === undefined ? [] : [...head.earlier, head];
        return {
          versions: all.map(({ version, from, by }) => ({ version, from: instant(from), by })).toReversed(),
        };
      },
    },
  };
}

const zoneOf = ({ policy }: PolicyHead): string => reportingZoneOf(policy);

const stateOf = ({ policy, version, from, by }: PolicyHead): PolicyState => ({
  policy,
  version,
  updatedAt: instant(from),
  updatedBy: by,
});

function sizeFindings(policy: Policy): PolicyFinding[] {
  const bytes = new TextEncoder().encode(JSON.stringify(policy)).length;
  if (bytes <= POLICY_BYTES) return [];
  const [is, may] = [bytes, POLICY_BYTES].map((size) => Math.ceil(size / 1024));
  const message = `The service levels take ${is} KB and may take ${may} KB. Remove calendars, holidays or definitions.`;
  return [{ path: '', severity: 'error', code: 'too-large', message }];
}
