/** Configuration as administrators edit it: read, linted with what only the site knows, saved whole or not at all. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import { lintPolicies, readPolicies } from './approval-lint';
import type { ApprovalPolicies } from './approval.shapes';
import { personIn } from './approval-view';
import { siteOf } from './asked-change.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts, Saved, SavedSetting } from './change.ports';
import type { Finding } from './change.shapes';
import type { Draft } from './draft';
import { readDraft } from './draft';
import { givenInstant } from './given-time';
import { spanOf } from './intervals';

import { policyPeople } from './policy-people.practice';
import { assess } from './risk';
import { readRiskRules } from './risk-lint';
import { RiskRules } from './risk.shapes';
import { ChangeWindow, ChangeWindows } from './schedule.shapes';
import { cisInTemplates, lintTemplates, withReapprovals } from './template-lint';
import { isDemoted } from './template-standing';
import type { ChangeTemplates } from './template.shapes';
import { nextOccurrences } from './windows';
import { refsInDraft, windowFaults, windowFindings, type WindowKnowns } from './window-lint';

type Contract = typeof changeContract;
type Offered =
  | 'change.riskRules'
  | 'change.lintRiskRules'
  | 'change.tryRiskRules'
  | 'change.saveRiskRules'
  | 'change.policies'
  | 'change.lintPolicies'
  | 'change.savePolicies'
  | 'change.windows'
  | 'change.lintWindows'
  | 'change.saveWindows'
  | 'change.previewWindow'
  | 'change.templates'
  | 'change.lintTemplates'
  | 'change.saveTemplates'
  | 'change.reinstateTemplate';

/** How many happenings of a window a preview shows. */
const PREVIEWED = 10;
const EVER: Instant = instant(0);
/** How often somebody else may save in between. */
const TRIES = 4;

export function configurationPractice(ports: ChangePorts): Pick<Handlers<Contract>, Offered> {
  const { settings, directory, landscape, calendars, outcomes, clock, log } = ports;

  async function shown<T>({ document, version, updatedAt, updatedBy }: Saved<T>) {
    const people = updatedBy === undefined ? new Map<never, never>() : await directory.people([updatedBy]);
    return {
      document,
      version: version ?? null,
      updatedAt: updatedAt ?? null,
      updatedBy: updatedBy === undefined ? null : personIn(people, updatedBy),
    };
  }

  /** Saves what the linter finds no error in. */
  async function save<T>(
    what: string,
    setting: SavedSetting<T>,
    { value, findings }: Draft<T>,
    expectedVersion: number | null,
    by: AccountId,
  ) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (value === undefined || errors.length > 0)
      throw new AppError('INVALID_INPUT', 'Some of this can’t work. Nothing was saved.', {
        issues: errors.map(({ path, message }) => ({ path: `draft.${path}`.replace(/\.$/, ''), message })),
      });
    const saved = await setting.save(expectedVersion ?? undefined, value, by, clock.now());
    log.info(`change ${what} saved`, { account: by, version: saved.version });
    return shown(saved);
  }

  // ── Linters, with what the site knows ──────────────────────────────────────────────────────────────────────────────

  async function riskDraft(draft: unknown): Promise<Draft<RiskRules>> {
    const key = RiskRules.pick({ businessCalendar: true }).safeParse(draft).data?.businessCalendar ?? null;
    const exists = key !== null && (await calendars.business(key)) !== undefined;
    return readRiskRules(draft, { calendars: exists ? [key] : [] });
  }

  async function policiesDraft(draft: unknown): Promise<Draft<ApprovalPolicies>> {
    const { policies, findings } = readPolicies(draft);
    if (policies === undefined) return { value: undefined, findings };
    const people = await policyPeople(directory, await siteOf(ports), policies);
    return { value: policies, findings: [...findings, ...lintPolicies(policies, people)] };
  }

  async function windowKnowns(draft: unknown): Promise<WindowKnowns> {
    const [cards, classes] = await Promise.all([landscape.cards(refsInDraft(draft)), landscape.classes()]);
    const services = [...cards.values()].filter(({ service }) => service).map(({ ref }) => ref);
    return { now: clock.now(), cis: new Set(cards.keys()), services: new Set(services), classes };
  }

  async function windowsDraft(draft: unknown): Promise<Draft<ChangeWindows>> {
    const findings = windowFaults(draft, await windowKnowns(draft));
    return { value: ChangeWindows.safeParse(draft).data, findings };
  }

  async function templatesDraft(draft: unknown): Promise<Draft<ChangeTemplates>> {
    const [cards, classes, rules, before] = await Promise.all([
      landscape.cards(cisInTemplates(draft)),
      landscape.classes(),
      settings.risk.read(),
      settings.templates.read(),
    ]);
    const knowns = { cis: new Set(cards.keys()), classes, questions: rules.document.questions };
    const { templates, findings } = lintTemplates(draft, knowns);
    const value = templates === undefined ? undefined : withReapprovals(templates, before.document.templates);
    return { value, findings };
  }

  const said = ({ findings }: { readonly findings: readonly Finding[] }) => ({ findings: [...findings] });

  async function reinstate(key: string, reason: string, by: AccountId) {
    for (let attempt = 1; ; attempt += 1) {
      const { document, version } = await settings.templates.read();
      const template = document.templates.find((one) => one.key === key);
      if (template === undefined) throw new AppError('NOT_FOUND', 'This template is gone.');
      const entries = await outcomes.of({ of: 'template', template: key }, EVER);
      if (!isDemoted(template, entries))
        throw new AppError('REFUSED', `${template.name} has its pre-approval: there is nothing to give back.`);
      const now = clock.now();
      const templates = document.templates.map((one) =>
        one.key === key ? { ...one, reapprovedAt: now, reapprovedBecause: reason } : one,
      );
      try {
        const saved = await settings.templates.save(version, { templates }, by, now);
        log.info('template approved anew', { account: by, template: key });
        return await shown(saved);
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code !== 'CONFLICT' || attempt === TRIES) throw cause;
      }
    }
  }

  return {
    'change.riskRules': async () => shown(await settings.risk.read()),
    'change.lintRiskRules': async (_, { draft }) => said(await riskDraft(draft)),
    async 'change.tryRiskRules'(_, { draft, example }) {
      const { value, findings } = await riskDraft(draft);
      if (value === undefined || findings.some(({ severity }) => severity === 'error')) return { result: null };
      const assessed = assess(example, value);
      return { result: assessed.ok ? assessed.result : null };
    },
    'change.saveRiskRules': async ({ accountId }, { draft, expectedVersion }) =>
      save('risk rules', settings.risk, await riskDraft(draft), expectedVersion, accountId),
    'change.policies': async () => shown(await settings.policies.read()),
    'change.lintPolicies': async (_, { draft }) => said(await policiesDraft(draft)),
    'change.savePolicies': async ({ accountId }, { draft, expectedVersion }) =>
      save('approval policies', settings.policies, await policiesDraft(draft), expectedVersion, accountId),
    'change.windows': async () => shown(await settings.windows.read()),
    'change.lintWindows': async (_, { draft }) => said(await windowsDraft(draft)),
    'change.saveWindows': async ({ accountId }, { draft, expectedVersion }) =>
      save('windows', settings.windows, await windowsDraft(draft), expectedVersion, accountId),
    async 'change.previewWindow'(_, { draft, after }) {
      const from = toEpoch(givenInstant(after, 'after'));
      const { value, findings } = readDraft(ChangeWindow, draft, '');
      if (value === undefined) return { findings: [...findings], next: [] };
      const all = windowFindings(value, '', await windowKnowns({ windows: [draft] })).map((finding) => ({
        ...finding,
        path: finding.path.replace(/^\./, ''),
      }));
      const works = all.every(({ severity }) => severity !== 'error');
      return { findings: all, next: works ? nextOccurrences(value, from, PREVIEWED).map(spanOf) : [] };
    },
    'change.templates': async () => shown(await settings.templates.read()),
    'change.lintTemplates': async (_, { draft }) => said(await templatesDraft(draft)),
    'change.saveTemplates': async ({ accountId }, { draft, expectedVersion }) =>
      save('templates', settings.templates, await templatesDraft(draft), expectedVersion, accountId),
    'change.reinstateTemplate': ({ accountId }, { template, reason }) => reinstate(template, reason, accountId),
  };
}
