import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { AccountId } from '../../../src/contract/ids';
import { Shell } from '../../../static/admin/App';
import type { OutputOf } from '../../../static/shared/api';
import { backend, Refusal, show, type Answers } from './bridge';

type Progress = OutputOf<'setup.progress'>;
type Plan = OutputOf<'setup.plan'>;

const progress = (changes: Partial<Progress> = {}): Progress => ({
  jobId: 'job-1',
  state: 'running',
  startedAt: '2026-03-02T08:00:00.000Z',
  total: 40,
  done: 10,
  current: 'Impact',
  note: null,
  attempts: 0,
  project: null,
  ...changes,
});

const plan: Plan = {
  steps: [
    { id: 'fields:impact', group: 'fields', name: 'Impact', verdict: 'create', differences: [] },
    { id: 'fields:urgency', group: 'fields', name: 'Urgency: options', verdict: 'drift', differences: ['lacks “Low”'] },
    { id: 'statuses:inProgress', group: 'statuses', name: 'In Progress', verdict: 'reuse', differences: [] },
  ],
  problems: [],
};

const answers = (changes: Answers = {}): Answers => ({
  'setup.overview': () => ({ projects: [], practices: [], lastRun: null }),
  'setup.options': () => ({
    projects: [{ id: '10001', key: 'OPS', name: 'Operations' }],
    practices: [
      { key: 'incident', name: 'Incident', description: 'An interruption.' },
      { key: 'problem', name: 'Problem', description: 'A cause.' },
    ],
    roles: [{ key: 'incidentManager', name: 'Incident Manager', description: 'Answers for incidents.' }],
  }),
  'setup.people': () => [{ accountId: AccountId.parse('mei'), displayName: 'Mei Tanaka' }],
  'setup.plan': () => plan,
  'setup.apply': () => ({ jobId: 'job-1' }),
  'setup.progress': () => progress(),
  ...changes,
});

const violations = async (container: HTMLElement): Promise<string[]> => {
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

const showPlan = async () => userEvent.click(await screen.findByRole('button', { name: 'Show the plan' }));

it('shows the plan before anything is written', async () => {
  const calls = backend(answers());
  const container = show(<Shell />, '/setup');
  await showPlan();
  expect(await screen.findByText('1 to create, 1 to change, 1 already there.')).toBeVisible();
  expect(screen.getByText('lacks “Low”')).toBeVisible();
  expect(within(screen.getByRole('region', { name: 'Fields' })).getByText('Impact')).toBeVisible();
  expect(calls.map(({ functionKey }) => functionKey)).not.toContain('setup.apply');
  expect(await violations(container)).toEqual([]);
});

it('sends what was chosen', async () => {
  const calls = backend(answers());
  show(<Shell />, '/setup');
  await userEvent.click(await screen.findByRole('radio', { name: 'In an existing company-managed project' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: /Project/ }), 'Operations (OPS)');
  await userEvent.click(screen.getByRole('checkbox', { name: /Problem/ }));
  await userEvent.click(screen.getByText(/^Incident Manager/, { selector: 'summary' }));
  await userEvent.type(screen.getByRole('textbox', { name: /Add to Incident Manager/ }), 'mei');
  await userEvent.click(screen.getByRole('button', { name: 'Find' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Add Mei Tanaka to Incident Manager' }));
  await showPlan();
  expect(calls.find(({ functionKey }) => functionKey === 'setup.plan')?.payload).toEqual({
    project: { kind: 'existing', id: '10001' },
    practices: ['incident'],
    people: { incidentManager: ['mei'] },
  });
});

it('asks for a project and a practice before it plans', async () => {
  const calls = backend(answers());
  show(<Shell />, '/setup');
  await userEvent.click(await screen.findByRole('radio', { name: 'In an existing company-managed project' }));
  await showPlan();
  expect(screen.getByRole('alert')).toHaveTextContent('Choose a project.');
  expect(calls.map(({ functionKey }) => functionKey)).not.toContain('setup.plan');
});

it('says which input is wrong, and lets nobody apply it', async () => {
  const message = 'The key ITSM is taken. Choose another, or add to the existing project.';
  const refusal = new Refusal({ code: 'INVALID_INPUT', message: 'No.', issues: [{ path: 'project.key', message }] });
  backend(answers({ 'setup.plan': () => refusal }));
  show(<Shell />, '/setup');
  await showPlan();
  expect(await screen.findByText(message)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Apply the plan' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(await screen.findByRole('textbox', { name: /Project key/ })).toHaveAccessibleDescription(message);
});

it('follows a run that is under way, and can cancel it', async () => {
  let state: Progress['state'] = 'waiting';
  const note = 'Impact: Jira is busy.';
  backend(
    answers({
      'setup.overview': () => ({ projects: [], practices: [], lastRun: progress() }),
      'setup.progress': () => progress({ state, note }),
      'setup.cancel': () => progress({ state: (state = 'cancelled') }),
    }),
  );
  const container = show(<Shell />, '/setup');
  expect(await screen.findByText('Waiting to try again: Impact: Jira is busy.')).toBeVisible();
  expect(screen.getByText(/10 of 40 steps/)).toBeVisible();
  expect(screen.getByRole('progressbar', { name: 'Progress of set-up' })).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText(/Set-up was cancelled/)).toBeVisible();
});

it('links to what was made', async () => {
  backend(
    answers({ 'setup.progress': () => progress({ state: 'done', done: 40, project: { id: '10002', key: 'ITSM' } }) }),
  );
  show(<Shell />, '/setup');
  await showPlan();
  await userEvent.click(await screen.findByRole('button', { name: 'Apply the plan' }));
  expect(await screen.findByRole('link', { name: 'Open the project ITSM' })).toHaveAttribute(
    'href',
    'https://acme.example/browse/ITSM',
  );
});

it.each([
  ['/drift', 'Go to set-up'],
  ['/roles', 'Go to set-up'],
])('%s sends to set-up first on a site that is not set up', async (path, link) => {
  backend(answers());
  show(<Shell />, path);
  expect(await screen.findByRole('link', { name: link })).toBeVisible();
});

it('shows drift in words and repairs it', async () => {
  const calls = backend(
    answers({
      'setup.overview': () => ({ projects: [{ id: '10002', key: 'ITSM' }], practices: ['incident'], lastRun: null }),
      'setup.drift': () => plan,
      'setup.repair': () => ({ jobId: 'job-1' }),
    }),
  );
  show(<Shell />, '/drift');
  expect(await screen.findByText('lacks “Low”')).toBeVisible();
  expect(screen.queryByText('In Progress')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Repair' }));
  expect(await screen.findByText(/10 of 40 steps/)).toBeVisible();
  expect(calls.find(({ functionKey }) => functionKey === 'setup.repair')?.payload).toEqual({ projectId: '10002' });
});

it('speaks German to those who do', async () => {
  backend(answers());
  show(<Shell />, '/setup', 'de-DE');
  expect(await screen.findByRole('button', { name: 'Plan anzeigen' })).toBeVisible();
});
