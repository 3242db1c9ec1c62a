import type { FullContext } from '@forge/bridge';
import { render, screen } from '@testing-library/react';
import { BacklogView } from '../../../static/gadget-incident-backlog/BacklogView';
import { configurationOf, DEFAULTS, parseBoundaries } from '../../../static/gadget-incident-backlog/configuration';
import { heatOf } from '../../../static/gadget-incident-backlog/HeatMap';
import en from '../../../static/gadget-incident-backlog/messages/en.json';
import { csv } from '../../../static/shared/csv';
import incidentEn from '../../../static/shared/messages/incident.en.json';
import { createQueryClient } from '../../../static/shared/query';
import { Providers } from '../../../static/shared/start';

const one = { count: 1, jql: 'project in ("IT") AND priority = 1' };
const backlog = {
  asOf: '2026-03-02T10:00:00.000Z',
  timeZone: 'UTC',
  projects: ['IT'],
  buckets: [{ fromDays: null, toDays: 1 }],
  rows: [{ level: 1, cells: [one], total: one }],
  columns: [one],
  total: one,
};

function show(answer: unknown): void {
  Object.assign(globalThis, { __bridgeHandler: () => answer });
  const context: FullContext = {
    locale: 'en-GB',
    timezone: 'UTC',
    siteUrl: 'https://acme.example',
    environmentId: 'e',
    environmentType: 'DEVELOPMENT',
    localId: 'l',
    moduleKey: 'incident-backlog',
    cloudId: 'c',
    extension: { type: 'jira:dashboardGadget' },
  };
  render(
    <Providers context={context} client={createQueryClient()} messages={{ en: { ...incidentEn, ...en }, de: {} }}>
      <BacklogView configuration={DEFAULTS} />
    </Providers>,
  );
}

describe('the backlog gadget', () => {
  it('links each number to the very query it counts', async () => {
    show({ ok: true, value: backlog });
    const link = await screen.findByRole('link', { name: '1 incident: 1 Highest, under 1 day' });
    expect(new URL(link.getAttribute('href') ?? '').searchParams.get('jql')).toBe(one.jql);
  });

  it('says why it shows nothing', async () => {
    show({ ok: false, error: { code: 'REFUSED', message: 'Plumbline no longer manages GONE.' } });
    expect(await screen.findByRole('alert')).toHaveTextContent('Plumbline no longer manages GONE.');
  });
});

describe('what it is made of', () => {
  it.each([
    ['1, 3,7', { days: [1, 3, 7] }],
    ['', { fault: { fault: 'none' } }],
    ['1, x', { fault: { fault: 'number', found: 'x' } }],
    ['0', { fault: { fault: 'range', found: '0' } }],
    ['3, 3', { fault: { fault: 'order', found: '3', before: '3' } }],
  ])('boundaries %j', (text, parsed) => {
    expect(parseBoundaries(text)).toEqual(parsed);
  });

  it('reads a foreign configuration as the default', () => {
    expect(configurationOf({ boundaries: 'often', refresh: 1, projects: 7 })).toEqual(DEFAULTS);
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('%j is no formula in the CSV', (text) => {
    expect(csv([[text]])).toBe(`'${text}\r\n`);
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 2],
    [6, 3],
    [11, 4],
    [20, 4],
    [21, 5],
  ])('%d incidents are step %d, however many other cells hold', (count, step) => {
    expect(heatOf(count)).toBe(step);
  });
});
