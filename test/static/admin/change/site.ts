/** The admin pages of windows and templates over the real linters and a few CIs, in the place of the backend. */
import { createElement } from 'react';
import { configure, screen } from '@testing-library/react';
import type { Finding } from '../../../../src/change/change.shapes';
import { ChangeWindow } from '../../../../src/change/schedule.shapes';
import { lintTemplates } from '../../../../src/change/template-lint';
import type { ChangeTemplates, TemplateView } from '../../../../src/change/template.shapes';
import { windowFaults, windowFindings, type WindowKnowns } from '../../../../src/change/window-lint';
import { nextOccurrences } from '../../../../src/change/windows';
import { readDraft } from '../../../../src/change/draft';
import { spanOf } from '../../../../src/change/intervals';
import { DEFAULT_RISK_RULES } from '../../../../src/change/risk-defaults';
import type { SearchHit } from '../../../../src/cmdb/cmdb.shapes';
import { CiRef } from '../../../../src/contract/ids';
import { instant } from '../../../../src/kernel/time';
import { Shell } from '../../../../static/admin/App';
import { backend, show, Refusal, type Answers } from '../bridge';
import { catalogue, row } from '../../console/cmdb/world';

// Two cores may be busy with other suites at the same time.
configure({ asyncUtilTimeout: 10_000 });

export const WEB = CiRef.parse('server:web-1');
export const MAIL = CiRef.parse('businessService:mail');
const hits: SearchHit[] = [
  { ...row(1), match: 'name' },
  {
    ...row(2),
    ref: MAIL,
    name: 'Mail',
    classKey: 'businessService',
    className: 'Business service',
    icon: 'business-service',
    match: 'name',
  },
];

const knowns: WindowKnowns = {
  now: instant('2027-01-01T00:00:00Z'),
  cis: new Set([WEB, MAIL]),
  services: new Set([MAIL]),
  classes: new Set(['ci', 'server', 'service']),
};

export const sunday = (changes: Partial<ChangeWindow> = {}): ChangeWindow => ({
  key: 'sunday',
  name: 'Sunday maintenance',
  kind: 'maintenance',
  scope: { on: 'classes', keys: ['server'] },
  timeZone: 'Europe/Berlin',
  start: '2027-03-07T02:00',
  end: '2027-03-07T06:00',
  rrule: 'FREQ=WEEKLY;BYDAY=SU',
  except: ['emergency'],
  enabled: true,
  note: '',
  ...changes,
});

export const closing: ChangeWindow = {
  ...sunday(),
  key: 'closing',
  name: 'Year-end closing',
  kind: 'freeze',
  scope: { on: 'services', refs: [MAIL] },
  start: '2027-12-27T00:00',
  end: '2028-01-02T00:00',
  rrule: null,
  except: [],
};

type SavedTemplate = ChangeTemplates['templates'][number];

export const restart = (changes: Partial<SavedTemplate> = {}): SavedTemplate => ({
  key: 'restart',
  name: 'Restart a server',
  description: 'When it hangs.',
  reason: 'It hangs.',
  implementationPlan: 'Drain it, restart it, put it back.',
  backoutPlan: 'Start the standby.',
  testPlan: 'Call the health check.',
  communicationPlan: 'Tell the service desk.',
  classes: ['server'],
  cis: [],
  minutes: 30,
  answers: {},
  enabled: true,
  reapprovedAt: null,
  reapprovedBecause: null,
  ...changes,
});

export const standing = (changes: Partial<TemplateView> = {}): TemplateView => {
  const { reapprovedBecause: _, ...template } = restart();
  return {
    ...template,
    preApproved: true,
    failures: 0,
    rate: { tally: { successful: 24, withIssues: 2, failed: 1, backedOut: 0 }, mean: 0.93, low: 0.84, high: 0.98 },
    ...changes,
  };
};

const saved = { version: 4, updatedAt: '2026-12-01T10:00:00Z', updatedBy: null };
export const savedWindows = (windows: ChangeWindow[], version = 4) => ({ ...saved, version, document: { windows } });
export const savedTemplates = (templates: SavedTemplate[], version = 4) => ({
  ...saved,
  version,
  document: { templates },
});

export const refusal = (findings: readonly Finding[]): Refusal =>
  new Refusal({
    code: 'INVALID_INPUT',
    message: 'Some of this can’t work. Nothing was saved.',
    issues: findings.map(({ path, message }) => ({ path: `draft.${path}`, message })),
  });

function previewOf(draft: unknown, after: string) {
  const { value, findings } = readDraft(ChangeWindow, draft, 'windows.0');
  if (value === undefined) return { findings: [...findings], next: [] };
  const found = windowFindings(value, 'windows.0', knowns);
  const works = found.every(({ severity }) => severity !== 'error');
  return { findings: found, next: works ? nextOccurrences(value, Date.parse(after), 10).map(spanOf) : [] };
}

const answers = (changes: Answers): Answers => ({
  'change.windows': () => savedWindows([sunday(), closing]),
  'change.lintWindows': ({ draft }) => ({ findings: windowFaults(draft, knowns) }),
  'change.previewWindow': ({ draft, after }) => previewOf(draft, after),
  'change.templates': () => savedTemplates([restart()]),
  'change.lintTemplates': ({ draft }) => ({
    findings: [...lintTemplates(draft, { ...knowns, questions: DEFAULT_RISK_RULES.questions }).findings],
  }),
  'change.catalogue': () => ({ templates: [standing()], projects: [] }),
  'change.riskRules': () => ({ ...saved, version: null, document: DEFAULT_RISK_RULES }),
  'cmdb.catalogue': () => catalogue(),
  'cmdb.search': ({ classKey }) => ({
    hits: hits.filter((hit) => classKey === undefined || hit.classKey === classKey),
  }),
  'cmdb.briefs': ({ refs }) => ({ hits: hits.filter(({ ref }) => refs.includes(ref)) }),
  ...changes,
});

const isAsked = (data: unknown): data is { readonly functionKey: string } =>
  typeof data === 'object' && data !== null && 'functionKey' in data;

/** `slow` names a procedure that answers later than others. */
export async function open(path: string, changes: Answers = {}, locale: 'en-GB' | 'de-DE' = 'en-GB', slow = '') {
  const calls = backend(answers(changes));
  const answered = globalThis.__bridgeHandler;
  globalThis.__bridgeHandler = async (command, data) => {
    const late = isAsked(data) && data.functionKey === slow;
    if (late) await new Promise((done) => setTimeout(done, 400));
    return answered?.(command, data);
  };
  const container = show(createElement(Shell), path, locale);
  // The first page is compiled while it loads.
  await screen.findByRole('heading', { name: /^Change enablement$/i }, { timeout: 20_000 });
  const payloads = (name: string): unknown[] =>
    calls.filter(({ functionKey }) => functionKey === name).map(({ payload }) => payload);
  return { calls, container, payloads };
}
