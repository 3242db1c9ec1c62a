/** The calendar shows what the reader may see; what stands against it is judged by what the app sees. Gadgets count by query. */
import type { CalendarFilter } from '../../src/change/change.contract';
import { ProjectKey } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';
import { aNode, anEdge, ci, hours, person } from './builders';
import { aDesk, LOW, type Desk } from './practice';

const ALL: CalendarFilter = { from: hours(48), to: hours(96), projects: [], services: [], types: [], levels: [] };

const calendar = (desk: Desk, filter: Partial<CalendarFilter> = {}, who = 'cus') =>
  desk.handlers['change.calendar'](desk.as(who), { ...ALL, ...filter });

describe('the calendar', () => {
  it('marks a conflict with a change that the reader may not see, without telling of it', async () => {
    const desk = aDesk();
    await desk.add({ stage: 'scheduled' });
    await desk.add({ id: '1002', stage: 'scheduled', implementer: person('olga'), summary: 'Secret' });
    desk.world.issues.get('1002')?.hiddenFrom.add(person('cus'));
    const { changes } = await calendar(desk);
    expect(changes.map(({ issueKey, conflicts }) => [issueKey, conflicts])).toEqual([['IT-1001', 'unaccepted']]);
    expect(JSON.stringify(await calendar(desk))).not.toMatch(/1002|Secret|olga/i);
    expect((await calendar(desk, {}, 'ada')).changes).toHaveLength(2);
  });

  it('asks Jira for the reader’s own minutes, in their zone', async () => {
    const desk = aDesk();
    await calendar(desk, { from: instant('2026-02-04T08:00:30.000Z'), to: instant('2026-02-06T08:00:30.000Z') });
    expect(desk.world.asked.at(-1)).toBe(
      'project in ("IT") AND issuetype = 12 AND status in (1, 2, 3, 4, 5, 6, 7) AND ' +
        'cf[102] < "2026-02-06 09:01" AND cf[103] >= "2026-02-04 09:00" ORDER BY cf[102] ASC',
    );
  });

  it('leaves out what only shares a minute with the span', async () => {
    const desk = aDesk();
    await desk.add({ stage: 'scheduled' });
    expect((await calendar(desk, { from: hours(62) })).changes).toEqual([]);
    expect((await calendar(desk, { to: hours(60) })).changes).toEqual([]);
    expect((await calendar(desk, { to: instant('2026-02-04T20:00:00.001Z') })).changes).toHaveLength(1);
  });

  it('finds changes by the services that they can bring down', async () => {
    const desk = aDesk();
    await desk.add({ cis: [ci('database:orders')] });
    await desk.assess(LOW);
    const shop = ci('businessService:shop');
    expect((await calendar(desk, { services: [shop] })).changes).toHaveLength(1);
    expect((await calendar(desk, { services: [ci('businessService:mail')] })).changes).toEqual([]);
    desk.world.closed.add(shop);
    expect((await calendar(desk, { services: [shop] })).changes).toEqual([]);
  });

  it.each<{ says: string; filter: Partial<CalendarFilter>; path: string }>([
    { says: 'an end before the start', filter: { to: hours(40) }, path: 'to' },
    { says: 'more than a hundred days', filter: { to: hours(48 + 24 * 101) }, path: 'to' },
    { says: 'no time', filter: { from: 'monday' }, path: 'from' },
  ])('refuses $says', async ({ filter, path }) => {
    await expect(calendar(aDesk(), filter)).rejects.toMatchObject({ issues: [{ path }] });
  });

  it('is exported with what it shows', async () => {
    const desk = aDesk();
    await desk.add({ stage: 'scheduled' });
    const { text } = await desk.handlers['change.ics'](desk.as('cus'), ALL);
    expect(text).toMatch(/UID:change-IT-1001@acme\.atlassian\.net/);
  });

  it('shows windows of CIs only to those who may see one of them', async () => {
    const desk = aDesk();
    const window = {
      key: 'web',
      name: 'Web maintenance',
      kind: 'maintenance' as const,
      scope: { on: 'cis' as const, refs: [ci('server:web-01'), ci('server:web-02')] },
      timeZone: 'UTC',
      start: '2026-02-05T00:00',
      end: '2026-02-05T02:00',
      rrule: null,
      except: [],
      enabled: true,
      note: '',
    };
    await desk.world.ports.settings.windows.save(undefined, { windows: [window] }, person('root'), desk.world.now);
    desk.world.closed.add(ci('server:web-01'));
    expect((await calendar(desk)).windows.map(({ scope }) => scope)).toEqual([{ on: 'cis', refs: ['server:web-02'] }]);
    desk.world.closed.add(ci('server:web-02'));
    expect((await calendar(desk)).windows).toEqual([]);
  });
});

it('the simulation finds two changes that break together what each leaves standing', async () => {
  const desk = aDesk();
  desk.world.nodes.push(
    aNode('cluster:web', {
      rules: [{ group: { by: 'relationType', relationType: 'memberOf' }, need: { kind: 'atLeast', count: 1 } }],
    }),
  );
  for (const server of ['server:web-01', 'server:web-02'])
    desk.world.edges.push(anEdge(server, 'cluster:web', 'memberOf'));
  await desk.add({ stage: 'scheduled' });
  await desk.add({ id: '1002', stage: 'scheduled', implementer: person('olga'), cis: [ci('server:web-02')] });
  desk.world.issues.get('1002')?.hiddenFrom.add(person('cus'));
  const { collisions } = await desk.handlers['change.simulate'](desk.as('cus'), { from: hours(48), to: hours(96) });
  expect(collisions).toEqual([
    {
      changes: [
        { key: 'IT-1001', summary: 'Renew the certificate of the shop', planned: { from: hours(60), to: hours(62) } },
        { key: null, summary: null, planned: { from: hours(60), to: hours(62) } },
      ],
      together: { from: hours(60), to: hours(62) },
      breaks: [{ ref: 'cluster:web', name: 'web', service: false }],
    },
  ]);
});

describe('gadgets', () => {
  const projects = [ProjectKey.parse('IT')];
  /** Understands the words that queries ask for, as Jira does. */
  const byTokens = (desk: Desk): void => {
    desk.world.finds = (jql, { key }) => {
      const tokens = [...desk.world.issues.values()].find(({ facts }) => facts.key === key)?.published.tokens ?? [];
      const asked = [...jql.matchAll(/cf\[134\] in \(([^)]*)\)/g)].map(([, list = '']) => list.split(', '));
      const either = jql.includes(' OR ');
      const has = (list: readonly string[]): boolean => list.some((word) => tokens.includes(word.slice(1, -1)));
      const without = [...jql.matchAll(/cf\[134\] not in \(([^)]*)\)/g)].map(([, list = '']) => list.split(', '));
      return (either && asked.length > 1 ? asked.some(has) : asked.every(has)) && !without.some(has);
    };
  };

  it('the heat map’s cells are counts of their own queries, and sum to what is assessed', async () => {
    const desk = aDesk();
    byTokens(desk);
    for (const id of ['1', '2', '3']) await desk.add({ id, stage: 'assess', cis: [ci('database:orders')] });
    await desk.assess(LOW, 'ada', '1');
    await desk.assess({ 'done-before': 'never', users: 'all' }, 'ada', '2');
    const map = await desk.handlers['change.heatMap'](desk.as('cus'), { projects, scope: 'open', days: 30 });
    const cells = map.cells.flat();
    expect(cells).toHaveLength(25);
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect([map.unassessed.count, map.total.count]).toEqual([1, 3]);
    for (const { count, jql } of [...cells, map.unassessed, map.total])
      expect(await desk.world.ports.viewer.count(jql)).toBe(count);
  });

  it('success is counted by week and type, each number by its own query', async () => {
    const desk = aDesk();
    byTokens(desk);
    desk.world.now = hours(70);
    for (const [id, outcome] of [
      ['1', 'successful'],
      ['2', 'successful'],
      ['3', 'backedOut'],
    ] as const) {
      await desk.add({ id, stage: 'review' });
      const key = desk.keyOf(id);
      const review = { outcome, actualStart: null, actualEnd: null, deviations: '', lessons: 'x', incidents: [] };
      await desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review });
    }
    const asked = { projects, weeks: 4, groupBy: 'type' } as const;
    const rate = await desk.handlers['change.successRate'](desk.as('cus'), asked);
    expect(rate.weeks.map(({ successful, backedOut }) => [successful.count, backedOut.count])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [2, 1],
    ]);
    expect([rate.closed.count, rate.succeeded.count]).toEqual([3, 2]);
    expect(rate.weeks.at(-1)?.backedOut.jql).toBe(
      'project in ("IT") AND issuetype = 12 AND cf[134] in ("outcome.backedOut.2026-W06")',
    );
    expect(rate.groups).toMatchObject([{ key: 'normal', closed: { count: 3 }, succeeded: { count: 2 } }]);
  });

  it('the process view has the lifecycle with its gates, and KPIs with their queries', async () => {
    const desk = aDesk();
    const view = await desk.handlers['change.process'](desk.as('cus'), {});
    expect(view.lifecycle.transitions.find(({ name }) => name === 'Implement')?.needs).toHaveLength(1);
    expect(view.kpis.map(({ key }) => key)).toEqual([
      'success',
      'changeFailure',
      'emergencyShare',
      'standardShare',
      'unauthorised',
      'waiting',
    ]);
    for (const { jql, value, unit } of view.kpis)
      if (unit === 'count') expect(await desk.world.ports.viewer.count(jql)).toBe(value);
  });
});
