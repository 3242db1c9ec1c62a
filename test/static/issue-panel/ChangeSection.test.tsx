import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CiRef, IssueKey } from '../../../src/contract/ids';
import ChangeSection from '../../../static/issue-panel/change/ChangeSection';
import type { OutputOf } from '../../../static/shared/api';
import { Refusal, type Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';
import { approval, assessment, AT, changePanel, conflict, freeze, person } from './a-change';

type Panel = OutputOf<'change.panel'>;

function open(panel: Panel, answers: Answers = {}, locale: 'en-GB' | 'de-DE' = 'en-GB') {
  const calls: BridgeCalls = backend({ 'change.panel': () => panel, ...answers });
  const container = show(
    <main>
      <h1>Issue</h1>
      <ChangeSection issueKey="IT-1" />
    </main>,
    { messages: { en: {}, de: {} }, locale },
  );
  return { ...calls, container };
}

const sent = ({ invoked }: BridgeCalls, name: string) =>
  invoked.filter(({ functionKey }) => functionKey === name).map(({ payload }) => payload);

describe('a change on its issue', () => {
  it('says what the next step lacks and who can provide it', async () => {
    const { container } = open(changePanel());
    const needs = await screen.findByRole('list', { name: '“Request authorization” still needs' });
    expect(within(needs).getByRole('listitem')).toHaveTextContent(
      'Missing: Risk assessedIts risk has not been assessed. Who can: change managers.',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('is assessed by the questionnaire, which asks for every answer', async () => {
    const done = changePanel({ assessment: assessment(), currency: { state: 'current', until: AT } });
    const calls = open(changePanel(), { 'change.assess': () => done });
    await userEvent.click(await screen.findByRole('button', { name: 'Assess the risk' }));
    await userEvent.click(screen.getByRole('button', { name: 'Assess' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Choose an answer.');
    expect(sent(calls, 'change.assess')).toEqual([]);
    await userEvent.selectOptions(screen.getByLabelText(/How many people would notice/), 'Everybody');
    await userEvent.click(screen.getByRole('button', { name: 'Assess' }));
    expect(await screen.findByText('High · likelihood 3 × impact 4 = 12')).toBeVisible();
    expect(sent(calls, 'change.assess')).toEqual([{ issueKey: 'IT-1', answers: { reach: 'all' } }]);
    expect(await violations(calls.container)).toEqual([]);
  });

  it.each([
    ['en-GB', 'There is no back-out plan.', 'Fill in: Back-out plan.'],
    ['de-DE', 'Es gibt keinen Rückfallplan.', 'Ausfüllen: Rückfallplan.'],
  ] as const)('gives its reasons and what would lower the risk in %s', async (locale, why, lower) => {
    open(changePanel({ assessment: assessment(), currency: { state: 'current', until: AT } }), {}, locale);
    expect(await screen.findByText(why)).toBeInTheDocument();
    expect(screen.getByText(lower, { exact: false })).toBeInTheDocument();
  });

  it('says what was edited since it was assessed', async () => {
    open(changePanel({ assessment: assessment(), currency: { state: 'edited', parts: ['plannedEnd', 'cis'] } }));
    expect(
      await screen.findByText('Edited since: planned end and configuration items. Assess it again.'),
    ).toBeVisible();
  });

  it('lists every conflict; one is accepted with a reason, a freeze never', async () => {
    const calls = open(changePanel({ conflicts: [conflict(), freeze()] }), {
      'change.acceptConflict': () =>
        changePanel({
          conflicts: [
            conflict({
              accepted: { by: person('Max').accountId, name: 'Max', at: AT, reason: 'Ivo does both in one go.' },
            }),
            freeze(),
          ],
        }),
    });
    const list = await screen.findByRole('list', { name: 'Conflicts (2)' });
    expect(within(list).getByText('A freeze can’t be accepted: move the change.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Accept the conflict' }));
    await userEvent.click(screen.getByRole('button', { name: 'Accept the conflict' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Say why.');
    await userEvent.type(screen.getByLabelText(/Why it is acceptable/), 'Ivo does both in one go.');
    await userEvent.click(screen.getByRole('button', { name: 'Accept the conflict' }));
    expect(await screen.findByText(/Accepted by Max/)).toBeVisible();
    expect(sent(calls, 'change.acceptConflict')).toEqual([
      { issueKey: 'IT-1', conflict: 'sameCi:1002', signature: 'v1', reason: 'Ivo does both in one go.' },
    ]);
    expect(await violations(calls.container)).toEqual([]);
  });

  it('names nothing of a change that the reader may not see', async () => {
    const hidden = conflict({ other: { key: null, summary: null, planned: { from: AT, to: AT } } });
    open(changePanel({ conflicts: [hidden] }));
    expect(await screen.findByText('A change you can’t see')).toBeVisible();
  });

  it('moves to the next free slot, which says why none is earlier', async () => {
    const slot = { from: '2026-02-06T20:00:00.000Z', to: '2026-02-06T22:00:00.000Z' };
    const calls = open(changePanel({ conflicts: [freeze()] }), {
      'change.findSlot': () => ({
        slot,
        searchedUntil: slot.to,
        blocked: [{ from: AT, to: slot.from, because: 'freeze', other: null, window: 'Year-end freeze' }],
        cut: false,
      }),
      'change.move': () => changePanel(),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Find a free slot' }));
    expect(await screen.findByText(/Next free slot:/)).toBeVisible();
    expect(screen.getByText('Why not earlier (1)')).toBeVisible();
    expect(await violations(calls.container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Move it there' }));
    expect(await screen.findByText('Nothing stands against it where it is planned.')).toBeVisible();
    expect(sent(calls, 'change.findSlot')).toMatchObject([
      { issueKey: 'IT-1', search: { minutes: 120, hours: 'any', after: AT } },
    ]);
    expect(sent(calls, 'change.move')).toEqual([{ issueKey: 'IT-1', to: slot }]);
  });

  it('is approved by the seal of what was looked at, for oneself or who handed the vote over', async () => {
    const waiting = changePanel({ approval: approval({ mine: [null, person('Carl')] }) });
    const calls = open(waiting, { 'change.decide': () => changePanel({ approval: approval({ state: 'approved' }) }) });
    expect(await screen.findByText('Ada may not: asked for it.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Say why you reject it.');
    await userEvent.selectOptions(screen.getByLabelText(/Whose vote/), 'Carl');
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect((await screen.findAllByText('Approved'))[0]).toBeVisible();
    expect(sent(calls, 'change.decide')).toEqual([
      { issueKey: 'IT-1', verdict: 'approve', onBehalfOf: 'carl', reason: '', seal: 'seal-1' },
    ]);
  });

  it('says when the change is no longer the one that was looked at', async () => {
    open(changePanel({ approval: approval({ mine: [null] }) }), {
      'change.decide': () => new Refusal({ code: 'CONFLICT', message: 'The planned end was edited since.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('The planned end was edited since.')).toBeVisible();
  });

  it('records its outcome with the incidents it caused', async () => {
    const reviewing = changePanel({
      change: { ...changePanel().change, stage: 'review' },
      reviewBecause: ['highRisk'],
      may: { edit: true, assess: true, accept: false, review: true },
    });
    const calls = open(reviewing, {
      'change.suspects': () => ({
        suspects: [
          {
            key: IssueKey.parse('IT-9'),
            summary: 'Shop is slow',
            status: 'New',
            createdAt: AT,
            hours: 2,
            shared: [{ ref: CiRef.parse('server:web-01'), name: 'web-01' }],
            linked: false,
          },
        ],
      }),
      'change.review': () => reviewing,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Record the outcome' }));
    await userEvent.selectOptions(screen.getByLabelText(/Outcome/), 'Backed out');
    await userEvent.type(screen.getByLabelText('Deviations'), 'The key did not fit.');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'IT-9 Shop is slow' }));
    expect(await violations(calls.container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save the review' }));
    expect(sent(calls, 'change.review')).toEqual([
      {
        issueKey: 'IT-1',
        review: {
          outcome: 'backedOut',
          actualStart: null,
          actualEnd: null,
          deviations: 'The key did not fit.',
          lessons: '',
          incidents: ['IT-9'],
        },
      },
    ]);
  });
});
