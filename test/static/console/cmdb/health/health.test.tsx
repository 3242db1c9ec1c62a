/** The figures of the CMDB's health and the CIs behind them. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AccountId, CiRef } from '../../../../../src/contract/ids';
import type { HealthRow, HealthSummary } from '../../../../../src/cmdb/cmdb.shapes';
import { violations } from '../../../surface';
import { open } from '../shown';
import { catalogue } from '../world';

const summary = (changes: Partial<HealthSummary> = {}): HealthSummary => ({
  asOf: '2026-03-02T09:00:00.000Z',
  cis: 10,
  healthy: 8,
  findings: { incomplete: 1, incorrect: 0, stale: 2, orphan: 0, duplicate: 0 },
  classes: [
    {
      classKey: 'server',
      className: 'Server',
      cis: 10,
      healthy: 8,
      findings: { incomplete: 1, incorrect: 0, stale: 2, orphan: 0, duplicate: 0 },
    },
  ],
  running: null,
  failed: null,
  ...changes,
});

const row = (owner: string): HealthRow => ({
  brief: {
    ref: CiRef.parse('server:web-01'),
    name: 'web-01',
    classKey: 'server',
    className: 'Server',
    icon: 'server',
    state: 'inUse',
    stateName: 'In use',
    inService: true,
    retired: false,
    environment: null,
    criticality: null,
    owner: AccountId.parse(owner),
  },
  rule: 'stale',
  details: ['Neither changed nor attested for 400 days.'],
});

it('lead from each figure to the CIs that it counts', async () => {
  const { payloadsOf, container } = await open('/cmdb/health', {
    'cmdb.health': () => summary(),
    'cmdb.healthList': () => ({ rows: [row('somebody')], gone: 2, cursor: null }),
  });
  expect(await screen.findByText('8 of 10 CIs')).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: '2 Stale, Server: list them' }));
  expect(await screen.findByText('Neither changed nor attested for 400 days.')).toBeVisible();
  expect(payloadsOf('cmdb.healthList')).toEqual([{ rule: 'stale', classKey: 'server', cursor: null }]);
  expect(screen.getByText('2 more CIs were counted and are no longer there, or not for you to see.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'web-01' })).toHaveAttribute('href', '/cmdb/ci/server:web-01');
  expect(screen.getByRole('heading', { name: 'Stale · Server' })).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('link', { name: '← Figures by class' }));
  expect(await screen.findByRole('table', { name: 'By class' })).toBeVisible();
});

it('say by name what is not filled', async () => {
  await open('/cmdb/health?rule=incomplete', {
    'cmdb.health': () => summary(),
    'cmdb.healthList': () => ({
      rows: [{ ...row('somebody'), rule: 'incomplete', details: ['Owner', 'IP address'] }],
      gone: 0,
      cursor: null,
    }),
  });
  expect(await screen.findByText('Not filled: Owner and IP address.')).toBeVisible();
});

it('are examined anew by those who may, with word of how far it is', async () => {
  let now = summary({ asOf: null, cis: 0, healthy: 0, classes: [] });
  const { payloadsOf } = await open('/cmdb/health', {
    'cmdb.health': () => now,
    'cmdb.examineHealth': () => (now = { ...now, running: { startedAt: '2026-03-02T09:00:00.000Z', examined: 7 } }),
  });
  expect(await screen.findByText('The CMDB was never examined')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Examine now' }));
  expect(await screen.findByText(/Examining: 7 CIs/)).toBeVisible();
  expect(payloadsOf('cmdb.examineHealth')).toHaveLength(1);
});

it.each([
  ['the owner', 'agent', true],
  ['nobody else', 'somebody', false],
])('let a stale CI be attested from the list by %s', async (_, owner, may) => {
  await open('/cmdb/health?rule=stale', {
    'cmdb.catalogue': () => ({ ...catalogue(), editable: false }),
    'cmdb.health': () => summary(),
    'cmdb.healthList': () => ({ rows: [row(owner)], gone: 0, cursor: null }),
  });
  await screen.findByText('Neither changed nor attested for 400 days.');
  await waitFor(() => expect(screen.queryAllByRole('button', { name: 'Attest web-01' })).toHaveLength(may ? 1 : 0));
});
