import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import CiSection from '../../../static/issue-panel/cmdb/CiSection';
import type { OutputOf } from '../../../static/shared/api';
import { Refusal, type Answers } from '../admin/bridge';
import { oneDown, SHOP, twoDown, WEB } from '../console/cmdb/map/a-map';
import { AT, row } from '../console/cmdb/world';
import { backend, show, violations, type BridgeCalls } from '../surface';

type Panel = OutputOf<'cmdb.panel'>;
type Cis = Extract<Panel, { kind: 'cis' }>;
type Ci = Cis['cis'][number];

const brief = { ...row(1), name: 'web' };
const known: NonNullable<Ci['impact']> = {
  services: twoDown().nodes.flatMap((node) =>
    node.kind === 'ci' && node.id === SHOP ? [{ ref: node.ref, name: node.name, criticality: node.criticality }] : [],
  ),
  counts: { services: 1, impacted: 2 },
  asOf: AT,
  outdated: false,
  truncated: false,
};
const web = (change: Partial<Ci> = {}): Ci => ({
  brief,
  ownerName: 'Anna Weber',
  impact: known,
  openIssues: { count: 2, jql: 'cf = "server:web-1"' },
  ...change,
});
const panelOf = (change: Partial<Cis> = {}): Cis => ({
  kind: 'cis',
  issueKey: 'IT-7',
  cis: [web()],
  restricted: 0,
  unknown: [],
  more: 0,
  open: { issues: [], count: 0, jql: null, cut: false },
  ...change,
});

function open(panel: Panel | (() => Panel | Refusal), answers: Answers = {}): BridgeCalls & { container: HTMLElement } {
  const calls = backend({ 'cmdb.panel': typeof panel === 'function' ? panel : () => panel, ...answers });
  const container = show(
    <main>
      <h1>Issue</h1>
      <CiSection issueKey="IT-7" />
    </main>,
    { messages: { en: {}, de: {} } },
  );
  return { ...calls, container };
}

describe('the CIs of an issue', () => {
  it('are shown with class, state, owner, what falls with them and what else is open', async () => {
    const { container, invoked } = open(panelOf());
    const card = within(await screen.findByRole('article', { name: 'web' }));
    expect(card.getByText('Server · server:web-1 · Owner: Anna Weber')).toBeVisible();
    expect(card.getByText('In use')).toBeVisible();
    expect(card.getByText('If it fails: 1 business service, 2 CIs in all')).toBeVisible();
    expect(card.getByRole('link', { name: '2 other open issues' })).toHaveAttribute(
      'href',
      `https://acme.example/issues/?jql=${encodeURIComponent('cf = "server:web-1"')}`,
    );
    expect(invoked.map(({ functionKey }) => functionKey)).toEqual(['cmdb.panel']);
    expect(await violations(container)).toEqual([]);
  });

  it('lead to their page and to the map in the console', async () => {
    const { asked } = open(panelOf());
    await userEvent.click(await screen.findByRole('link', { name: 'web (opens in Plumbline)' }));
    await userEvent.click(screen.getByRole('link', { name: 'See on the map what fails with web' }));
    const went = asked.filter(({ command }) => command === 'navigate').map(({ data }) => data);
    expect(went).toEqual([
      expect.objectContaining({ target: 'module', moduleKey: 'plumbline-console', path: '/cmdb/ci/server:web-1' }),
      expect.objectContaining({ path: '/cmdb/map?ci=server:web-1&impact=1' }),
    ]);
  });

  it.each([
    ['straight', twoDown(), 'web → Shop app → Online shop'],
    ['no more', oneDown(), 'It no longer does: something was changed meanwhile.'],
  ])('say why a service falls, when asked: %s', async (_how, answer, words) => {
    const { container, invoked } = open(panelOf(), { 'cmdb.impact': () => answer });
    const why = await screen.findByRole('button', { name: 'Why does Online shop fail with web?' });
    await userEvent.click(why);
    expect(await screen.findByText(words)).toBeVisible();
    expect(invoked.at(-1)).toMatchObject({ functionKey: 'cmdb.impact', payload: { refs: ['server:web-1'] } });
    expect(await violations(container)).toEqual([]);
    await userEvent.click(why);
    expect(screen.queryByText(words)).toBeNull();
  });

  it.each([
    ['never analysed', null, 'What fails with it was not analysed yet.', 'Analyse what fails with web'],
    [
      'outdated',
      { ...known, outdated: true },
      /Something was changed in the CMDB since/,
      'Bring up to date what fails with web',
    ],
  ])('are analysed when asked: %s', async (_when, impact, words, button) => {
    let now: Ci['impact'] = impact;
    const { invoked } = open(() => panelOf({ cis: [web({ impact: now })] }), {
      'cmdb.impact': () => {
        now = known;
        return twoDown();
      },
    });
    expect(await screen.findByText(words)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: button }));
    await waitFor(() => expect(screen.queryByRole('button', { name: button })).toBeNull());
    expect(screen.getByText('If it fails: 1 business service, 2 CIs in all')).toBeVisible();
    expect(invoked.map(({ functionKey }) => functionKey)).toEqual(['cmdb.panel', 'cmdb.impact', 'cmdb.panel']);
  });

  it('show what the app finds out after the first look, without being asked', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    let looks = 0;
    const { invoked } = open(() => panelOf({ cis: [web({ impact: looks++ === 0 ? null : known })] }));
    expect(await screen.findByText('What fails with it was not analysed yet.')).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(11_000));
    expect(await screen.findByText('If it fails: 1 business service, 2 CIs in all')).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(60_000));
    expect(invoked.map(({ functionKey }) => functionKey)).toEqual(['cmdb.panel', 'cmdb.panel']);
    jest.useRealTimers();
  });

  it('are not looked at for ever', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const { invoked } = open(panelOf({ cis: [web({ impact: null })] }));
    expect(await screen.findByText('What fails with it was not analysed yet.')).toBeVisible();
    for (let look = 0; look < 30; look += 1) await act(async () => jest.advanceTimersByTimeAsync(10_000));
    expect(invoked.length).toBeLessThanOrEqual(8);
    jest.useRealTimers();
  });

  it('tell what is not shown: closed ones, lost ones, too many', async () => {
    open(panelOf({ restricted: 2, unknown: [WEB[1]], more: 4 }));
    expect(await screen.findByText('2 CIs you may not see')).toBeVisible();
    expect(screen.getByText(`No longer in the CMDB: ${WEB[1]}. Remove or replace them in the field.`)).toBeVisible();
    expect(screen.getByText('4 more CIs are named in the field.')).toBeVisible();
  });

  it('list other open issues, and the number leads to all of them', async () => {
    const issue = {
      key: 'IT-3',
      summary: 'Shop is slow',
      type: 'Incident',
      status: 'In Progress',
      statusCategory: 'indeterminate',
      priority: null,
      cis: [],
    } as const;
    open(panelOf({ open: { issues: [{ ...issue, cis: [] }], count: 9, jql: 'key = 1', cut: true } }));
    expect(await screen.findByRole('link', { name: 'IT-3 Shop is slow' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'All 9 in Jira' })).toHaveAttribute(
      'href',
      expect.stringContaining('key%20%3D%201'),
    );
    expect(screen.getByText('Asked about the first CIs only.')).toBeVisible();
  });

  it.each([
    ['no-field', 'No field for configuration items', /running the set-up again/],
    ['no-cis', 'No configuration item named yet', /in the field Configuration items of this issue/],
  ] as const)('when there are none (%s), say how to get some', async (reason, title, body) => {
    const { container } = open({ kind: 'none', reason });
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText(body)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('say what went wrong, and are looked up again', async () => {
    let broken = true;
    open(() => (broken ? new Refusal({ code: 'FORBIDDEN', message: 'Not for you.' }) : panelOf()));
    expect(await screen.findByText('Not for you.')).toBeVisible();
    broken = false;
    await act(async () => userEvent.click(screen.getByRole('button', { name: 'Try again' })));
    expect(await screen.findByRole('article', { name: 'web' })).toBeVisible();
  });
});
