/** Trying a draft on the past: start, progress, result, and what can go wrong. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IssueKey } from '../../../../src/contract/ids';
import { flipRows } from '../../../../static/admin/sla/what-if/flip-rows';
import { forgetDraft } from '../../../../static/admin/sla/draft/kept-draft';
import type { OutputOf } from '../../../../static/shared/api';
import { violations } from '../../surface';
import { Refusal } from '../bridge';
import { open } from './policy';

type WhatIf = OutputOf<'sla.whatIf'>;

jest.setTimeout(60_000);
beforeEach(() => forgetDraft('admin'));

const flip: WhatIf['flips'][number] = {
  issueKey: IssueKey.parse('IT-7'),
  summary: 'Phones, all of them',
  definition: 'resolution',
  cycle: 2,
  from: 'met',
  to: 'breached',
  elapsedFromMs: 9_000_000,
  elapsedToMs: 9_000_000,
};
const job = (changes: Partial<WhatIf> = {}): WhatIf => ({
  jobId: 'job-1',
  state: 'running',
  startedAt: '2026-03-02T10:00:00Z',
  days: 90,
  looked: 40,
  total: 120,
  tally: [
    {
      definition: 'resolution',
      name: 'Time to resolution',
      before: { met: 10, breached: 2, open: 1 },
      after: { met: 9, breached: 3, open: 1 },
    },
  ],
  flips: [flip],
  flipsCut: false,
  error: null,
  ...changes,
});

const makeDraft = async (): Promise<void> => {
  await userEvent.click(await screen.findByRole('switch', { name: 'Time to resolution enabled' }));
  await userEvent.click(screen.getByRole('link', { name: 'Try it on the past first' }));
};

it('has nothing to try without a draft', async () => {
  await open('/sla/what-if');
  expect(await screen.findByText(/There is no draft to try/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Run' })).toBeDisabled();
});

it('runs the draft over the days chosen, shows how far it is, and lists which verdicts would differ', async () => {
  let now = job();
  const { calls, container } = await open('/sla/definitions', {
    'sla.startWhatIf': () => job({ looked: 0, total: null }),
    'sla.whatIf': () => now,
  });
  await makeDraft();
  const days = await screen.findByLabelText(/Days to look back/);
  await userEvent.clear(days);
  await userEvent.type(days, '400');
  expect(days).toHaveAccessibleDescription('Enter a whole number from 1 to 365.');
  expect(screen.getByRole('button', { name: 'Run' })).toBeDisabled();
  await userEvent.clear(days);
  await userEvent.type(days, '30');
  await userEvent.click(screen.getByRole('button', { name: 'Run' }));
  expect(await screen.findByText(/40 of 120 issues looked at. 1 verdict would differ so far./)).toBeVisible();
  const started = calls.find(({ functionKey }) => functionKey === 'sla.startWhatIf')?.payload;
  expect(started).toMatchObject({ days: 30, policy: { definitions: [{ enabled: false }] } });
  now = job({ state: 'done', looked: 120 });
  const table = await screen.findByRole('table', { name: '1 clock would be judged differently' });
  const row = within(table).getByRole('row', { name: /IT-7/ });
  expect(row).toHaveTextContent('Time to resolution, cycle 2Met → Breached2 h 30 min 0 s');
  expect(within(row).getByRole('link', { name: 'IT-7' })).toHaveAttribute('href', 'https://acme.example/browse/IT-7');
  expect(screen.getByRole('table', { name: 'Clocks before and after' })).toHaveTextContent('10, then 9');
  expect(screen.getByRole('button', { name: 'Download as CSV' })).toBeVisible();
  expect(await violations(container)).toEqual([]);
});

it('is found again by its address, and cancelled', async () => {
  let now = job();
  const { calls } = await open('/sla/what-if?job=job-1', {
    'sla.whatIf': () => now,
    'sla.cancelWhatIf': () => (now = job({ state: 'cancelled', flips: [] })),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel the run' }));
  expect(await screen.findByText(/The run was cancelled/)).toBeVisible();
  expect(calls.find(({ functionKey }) => functionKey === 'sla.cancelWhatIf')?.payload).toEqual({ jobId: 'job-1' });
});

it.each<[string, WhatIf | Refusal, RegExp]>([
  ['nothing differs', job({ state: 'done', flips: [] }), /No verdict would differ/],
  ['more differ than are kept', job({ state: 'done', flipsCut: true }), /these are the first 1\./],
  ['it failed half-way', job({ state: 'failed', error: 'Jira is busy.' }), /stopped with an error: Jira is busy\./],
  ['it is long gone', new Refusal({ code: 'NOT_FOUND', message: 'No such run.' }), /no longer kept/],
  ['it can’t be asked', new Refusal({ code: 'INTERNAL', message: 'Oh', reference: 'r1' }), /Reference r1/],
])('says so when %s', async (_, answer, said) => {
  await open('/sla/what-if?job=job-1', { 'sla.whatIf': () => answer });
  await waitFor(() => expect(screen.getByText(said)).toBeVisible());
});

it('gives spreadsheets hours they can add up, and nothing where there was no clock', () => {
  const rows = flipRows(
    [{ ...flip, from: null, elapsedFromMs: null }],
    () => 'Resolution',
    (state) => state ?? 'none',
  );
  expect(rows).toEqual([['IT-7', 'Phones, all of them', 'Resolution', 2, 'none', 'breached', '', 2.5]]);
});

it('lists the versions, newest first, and which is in force', async () => {
  await open('/sla/versions', {
    'sla.versions': () => ({
      versions: [
        { version: 2, from: '2026-01-02T10:00:00Z', by: 'Ada' },
        { version: 3, from: '2026-03-02T10:00:00Z', by: 'Bo' },
      ],
    }),
  });
  const rows = await screen.findAllByRole('row');
  expect(rows[1]).toHaveTextContent(/^3 in force2 Mar 2026, 10:00Bo$/);
  expect(rows[2]).toHaveTextContent(/^2\s*2 Jan 2026, 10:00Ada$/);
});
