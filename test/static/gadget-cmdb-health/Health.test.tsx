/** The gadget of the CMDB's health. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CiRef } from '../../../src/contract/ids';
import type { HealthClassRow, HealthRow, HealthSummary } from '../../../src/cmdb/cmdb.shapes';
import { App } from '../../../static/gadget-cmdb-health/App';
import { configurationOf } from '../../../static/gadget-cmdb-health/configuration';
import { healthGadgetMessages } from '../../../static/gadget-cmdb-health/text';
import type { Answers } from '../admin/bridge';
import { backend, show, violations } from '../surface';

const classRow = (classKey: string, className: string, stale: number): HealthClassRow => ({
  classKey,
  className,
  cis: 10,
  healthy: 10 - stale,
  findings: { incomplete: 0, incorrect: 0, stale, orphan: 0, duplicate: 0 },
});

const summary: HealthSummary = {
  asOf: '2026-03-02T09:00:00.000Z',
  cis: 20,
  healthy: 17,
  findings: { incomplete: 0, incorrect: 0, stale: 3, orphan: 0, duplicate: 0 },
  classes: [classRow('server', 'Server', 1), classRow('database', 'Database', 2)],
  running: null,
  failed: null,
};

const row = (ref: string, classKey: string): HealthRow => ({
  brief: {
    ref: CiRef.parse(ref),
    name: ref,
    classKey,
    className: classKey,
    icon: 'generic',
    state: 'inUse',
    stateName: 'In use',
    inService: true,
    retired: false,
    environment: null,
    criticality: null,
    owner: null,
  },
  rule: 'stale',
  details: ['Not changed for 400 days.'],
});

const open = (answers: Answers, extension: Record<string, unknown> = {}) => ({
  ...backend(answers),
  container: show(<App />, { messages: healthGadgetMessages, extension }),
});

it('shows how much is healthy and what is not, and lists the CIs behind a number', async () => {
  const { container, invoked } = open({
    'cmdb.health': () => summary,
    'cmdb.healthList': () => ({
      rows: [row('server:a', 'server'), row('database:b', 'database')],
      gone: 1,
      cursor: null,
    }),
  });
  expect(await screen.findByText('healthy: 17 of 20 CIs')).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '3 Stale, all classes shown: list them' }));
  expect(await screen.findByRole('row', { name: /server:a/ })).toHaveTextContent('Not changed for 400 days.');
  expect(screen.getByText('1 more CI was counted and is no longer there, or not for you to see.')).toBeVisible();
  expect(invoked.at(-1)?.payload).toEqual({ rule: 'stale', cursor: null });
  await userEvent.click(screen.getByRole('button', { name: 'Back to the figures' }));
  expect(screen.getByText('healthy: 17 of 20 CIs')).toBeVisible();
});

it('counts and lists only the classes and rules it was set to', async () => {
  const { invoked } = open(
    {
      'cmdb.health': () => summary,
      'cmdb.healthList': () => ({ rows: [row('database:b', 'database')], gone: 0, cursor: null }),
    },
    { gadgetConfiguration: { classes: ['database'], rules: ['stale'] } },
  );
  expect(await screen.findByText('healthy: 8 of 10 CIs')).toBeVisible();
  expect(screen.queryByText('Orphans')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /^2 Stale/ }));
  expect(await screen.findByRole('row', { name: /database:b/ })).toBeVisible();
  expect(invoked.at(-1)?.payload).toEqual({ rule: 'stale', classKeys: ['database'], cursor: null });
});

it('is a table by class as well', async () => {
  open({ 'cmdb.health': () => summary });
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
  const table = within(screen.getByRole('table'));
  expect(table.getByRole('row', { name: /^Database/ })).toHaveTextContent('Database108');
});

it('says what to do before the first examination', async () => {
  open({ 'cmdb.health': () => ({ ...summary, asOf: null, classes: [] }) });
  expect(await screen.findByText('The CMDB was never examined')).toBeVisible();
});

it('is set to rules and classes, which the dashboard keeps', async () => {
  const { asked } = open({ 'cmdb.health': () => summary }, { entryPoint: 'edit' });
  await userEvent.click(await screen.findByLabelText('Database'));
  await userEvent.click(screen.getByLabelText('Stale'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(asked.filter(({ command }) => command === 'submit')).toMatchObject([
    { data: { classes: ['database'], rules: ['stale'], refresh: 60, title: '' } },
  ]);
});

it('reads what a dashboard kept leniently', () => {
  expect(configurationOf({ rules: ['stale', 'nonsense', 4], classes: 'x', refresh: 0 })).toEqual({
    title: '',
    classes: [],
    rules: ['stale'],
    refresh: 60,
  });
});
