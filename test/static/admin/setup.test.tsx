import { screen } from '@testing-library/react';
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
  choices: {
    project: { kind: 'existing', id: '10001' },
    practices: ['incident'],
    people: {},
    agentsSetReporter: false,
  },
  ...changes,
});

const plan: Plan = {
  steps: [
    { id: 'fields:impact', group: 'fields', name: 'Impact', verdict: 'create', differences: [] },
    {
      id: 'fields:urgency',
      group: 'fields',
      name: 'Urgency: options',
      verdict: 'drift',
      differences: [{ code: 'options-missing', options: ['Low'] }],
    },
    { id: 'statuses:inProgress', group: 'statuses', name: 'In Progress', verdict: 'reuse', differences: [] },
  ],
  problems: [],
};

const answers = (changes: Answers = {}): Answers => ({
  'setup.overview': () => ({ projects: [], practices: [], lastRun: null }),
  'setup.options': () => ({
    projects: [{ id: '10001', key: 'OPS', name: 'Operations' }],
    takenKeys: ['OPS'],
    practices: [
      { key: 'incident', name: 'Incident', description: 'An interruption.' },
      { key: 'problem', name: 'Problem', description: 'A cause.' },
    ],
    roles: [{ key: 'incidentManager', name: 'Incident Manager', description: 'Answers for incidents.' }],
  }),
  'setup.people': () => [{ accountId: AccountId.parse('mei'), displayName: 'Mei Tanaka' }],
  'setup.plan': () => plan,
  'setup.apply': () => ({ jobId: 'job-1', started: true }),
  'setup.progress': () => progress(),
  ...changes,
});

const violations = async (container: HTMLElement): Promise<string[]> => {
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

const goOn = async () => userEvent.click(await screen.findByRole('button', { name: 'Continue' }));
const showPlan = async () => {
  await goOn();
  await screen.findByRole('checkbox', { name: /Incident/ });
  await goOn();
  await userEvent.click(await screen.findByRole('button', { name: 'Show the plan' }));
};

const setUpProject = {
  id: '10002',
  key: 'ITSM',
  name: 'IT service management',
  practices: ['incident' as const],
  agentsSetReporter: false,
};

it('shows the plan before anything is written', async () => {
  const calls = backend(answers());
  const container = show(<Shell />, '/setup');
  await showPlan();
  const numbers = (await screen.findAllByRole('definition')).map(({ textContent }) => textContent);
  expect(numbers).toEqual(['1', '1', '1']);
  expect(screen.getByText('The option Low is missing.')).toBeVisible();
  expect(screen.getByText('Fields').closest('details')).toHaveTextContent(/Impact.*create.*Urgency: options.*change/);
  expect(calls.map(({ functionKey }) => functionKey)).not.toContain('setup.apply');
  expect(await violations(container)).toEqual([]);
});

it('sends what was chosen', async () => {
  const calls = backend(answers());
  show(<Shell />, '/setup');
  await userEvent.click(await screen.findByRole('radio', { name: /In an existing company-managed project/ }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: /Project/ }), 'Operations (OPS)');
  await goOn();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Problem/ }));
  await goOn();
  await userEvent.type(await screen.findByRole('combobox', { name: /Add to Incident Manager/ }), 'mei');
  await screen.findByRole('option', { name: 'Mei Tanaka' });
  await userEvent.keyboard('{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Show the plan' }));
  await screen.findAllByRole('definition');
  expect(calls.find(({ functionKey }) => functionKey === 'setup.plan')?.payload).toEqual({
    project: { kind: 'existing', id: '10001' },
    practices: ['incident'],
    people: { incidentManager: ['mei'] },
    agentsSetReporter: false,
  });
});

it('asks for a project and a practice before it plans', async () => {
  const calls = backend(answers());
  show(<Shell />, '/setup');
  await userEvent.click(await screen.findByRole('radio', { name: /In an existing company-managed project/ }));
  await goOn();
  expect(await screen.findByRole('alert')).toHaveTextContent('Choose a project.');
  expect(screen.getByRole('combobox', { name: /Project/ })).toHaveFocus();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: /Project/ }), 'Operations (OPS)');
  await goOn();
  for (const box of await screen.findAllByRole('checkbox')) await userEvent.click(box);
  await goOn();
  expect(await screen.findByRole('alert')).toHaveTextContent('Choose at least one practice.');
  expect(calls.map(({ functionKey }) => functionKey)).not.toContain('setup.plan');
});

it('says which input is wrong, and lets nobody apply it', async () => {
  const message = 'The key ITSM is taken. Choose another, or add to the existing project.';
  const refusal = new Refusal({ code: 'INVALID_INPUT', message: 'No.', issues: [{ path: 'project.key', message }] });
  backend(answers({ 'setup.plan': () => refusal }));
  show(<Shell />, '/setup');
  await showPlan();
  expect(await screen.findByText(message)).toBeVisible();
  expect(screen.getByRole('button', { name: /^Apply/ })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Project' }));
  expect(await screen.findByRole('textbox', { name: /Project key/ })).toHaveValue('ITSM');
});

it('follows a run that is under way, and can cancel it', async () => {
  let state: Progress['state'] = 'waiting';
  const note = { code: 'refused', step: 'Impact', failure: 'UNAVAILABLE', message: 'I am busy.' } as const;
  backend(
    answers({
      'setup.overview': () => ({ projects: [], practices: [], lastRun: progress() }),
      'setup.progress': () => progress({ state, note }),
      'setup.cancel': () => progress({ state: (state = 'cancelled') }),
    }),
  );
  const container = show(<Shell />, '/setup');
  expect(await screen.findByText('Waiting to try again: Impact. Jira says: I am busy.')).toBeVisible();
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
  await userEvent.click(await screen.findByRole('button', { name: /^Apply/ }));
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
      'setup.overview': () => ({ projects: [setUpProject], practices: ['incident'], lastRun: null }),
      'setup.drift': () => plan,
      'setup.repair': () => ({ jobId: 'job-1', started: true }),
    }),
  );
  show(<Shell />, '/drift');
  expect(await screen.findByText('The option Low is missing.')).toBeVisible();
  expect(screen.queryByText('In Progress')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Repair' }));
  expect(await screen.findByText(/10 of 40 steps/)).toBeVisible();
  expect(calls.find(({ functionKey }) => functionKey === 'setup.repair')?.payload).toEqual({ projectId: '10002' });
});

it('speaks German to those who do', async () => {
  backend(answers());
  show(<Shell />, '/setup', 'de-DE');
  expect(await screen.findByRole('button', { name: 'Weiter' })).toBeVisible();
});

it.each([
  ['itsm', 'ITSM'],
  ['A_2', 'A_2'],
])('takes %s as the key %s', async (typed, key) => {
  const calls = backend(answers());
  show(<Shell />, '/setup');
  const box = await screen.findByRole('textbox', { name: /Project key/ });
  await userEvent.clear(box);
  await userEvent.type(box, typed);
  await showPlan();
  await screen.findAllByRole('definition');
  expect(calls.find(({ functionKey }) => functionKey === 'setup.plan')?.payload).toMatchObject({ project: { key } });
});

it.each([
  ['1', /begin with a letter/],
  ['A', /2 to 10/],
  ['OPS', /has this key already/],
])('refuses the key %s at the field, which gets the focus', async (key, message) => {
  backend(answers());
  show(<Shell />, '/setup');
  const box = await screen.findByRole('textbox', { name: /Project key/ });
  await userEvent.clear(box);
  await userEvent.type(box, key);
  await goOn();
  expect(await screen.findByText(message)).toBeVisible();
  expect(box).toHaveFocus();
  expect(box).toHaveAccessibleDescription(message);
});

it('takes a stopped run up again with what it was started with', async () => {
  const stopped = progress({ state: 'failed', note: { code: 'stuck', steps: ['Impact'] } });
  const calls = backend(
    answers({
      'setup.progress': ({ jobId }) => (jobId === 'job-1' ? stopped : progress({ jobId })),
      'setup.apply': () => ({
        jobId: calls.some(({ functionKey }) => functionKey === 'setup.progress') ? 'job-2' : 'job-1',
        started: true,
      }),
    }),
  );
  show(<Shell />, '/setup');
  await showPlan();
  await userEvent.click(await screen.findByRole('button', { name: /^Apply/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Go on from here' }));
  expect(await screen.findByText(/10 of 40 steps/)).toBeVisible();
  expect(calls.filter(({ functionKey }) => functionKey === 'setup.apply').at(-1)?.payload).toEqual(stopped.choices);
});

it('says so when another run was under way', async () => {
  backend(answers({ 'setup.apply': () => ({ jobId: 'job-1', started: false }) }));
  show(<Shell />, '/setup');
  await showPlan();
  await userEvent.click(await screen.findByRole('button', { name: /^Apply/ }));
  expect(await screen.findByText(/yours was not started/)).toBeVisible();
});

it('tells who is no administrator whom to ask', async () => {
  const refusal = new Refusal({ code: 'FORBIDDEN', message: 'Only Jira administrators can do this.' });
  backend(answers({ 'setup.overview': () => refusal, 'setup.options': () => refusal }));
  show(<Shell />, '/setup');
  expect(await screen.findByText(/Ask a Jira administrator to do it/)).toBeVisible();
});
