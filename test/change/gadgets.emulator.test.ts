/** Each number of the gadgets on changes is what its reader finds behind it. */
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import type { UserName } from '../../emulator/seed/people';
import { changeContract, ChangePanel } from '../../src/change/change.contract';
import { Failure, invoke } from '../support/site';
import { SiteChanges } from './site-changes';

const HOUR = 3_600_000;
const Answer = z.object({ ok: z.literal(true), value: z.unknown() });

interface Count {
  readonly count: number;
  readonly jql: string;
}

let changes: SiteChanges;

async function ask(user: UserName, procedure: string, input: JsonObject, module = 'plumbline-panel'): Promise<unknown> {
  const answer = await invoke(changes.site, user, procedure, input, module);
  const failed = Failure.safeParse(answer).data;
  if (failed !== undefined) throw new Error(`${failed.error.code}: ${failed.error.message}`);
  return Answer.parse(answer).value;
}

async function panel(user: UserName, procedure: string, key: string, input: JsonObject = {}) {
  const shown = ChangePanel.parse(await ask(user, procedure, { issueKey: key, ...input }));
  if (shown.kind !== 'change') throw new Error(`${key} is no change`);
  return shown;
}

/** With the mildest answer to each question, or the gravest. */
async function assess(key: string, graveness: 'mild' | 'grave'): Promise<void> {
  const { questions } = await panel('agent', 'change.panel', key);
  const answers = Object.fromEntries(
    questions.map((question) => {
      const byRisk = question.choices.toSorted((one, other) => one.risk - other.risk);
      return [question.key, byRisk.at(graveness === 'mild' ? 0 : -1)?.key ?? ''];
    }),
  );
  await panel('agent', 'change.assess', key, { answers });
}

async function assessed(server: string, graveness: 'mild' | 'grave', start: number): Promise<string> {
  const { key } = await changes.create(
    changes.described({
      'Planned start': changes.at(start),
      'Planned end': changes.at(start + 2),
      'Configuration items': [`server:${server}`],
    }),
  );
  await changes.move(key, 'Request assessment');
  await assess(key, graveness);
  await changes.settled();
  return key;
}

/** An emergency from its request to its review, or closed after it. */
async function emergency(server: string, outcome: string, closed: boolean): Promise<string> {
  const { key } = await changes.create(
    changes.described({
      'Change type': 'Emergency',
      'Planned start': changes.at(0.5),
      'Planned end': changes.at(2),
      'Configuration items': [`server:${server}`],
    }),
  );
  await changes.move(key, 'Request assessment');
  await assess(key, 'mild');
  await changes.move(key, 'Request authorization');
  for (const user of ['changemanager', 'cab'] as const) {
    const { approval } = await panel(user, 'change.panel', key);
    await panel(user, 'change.decide', key, {
      verdict: 'approve',
      onBehalfOf: null,
      reason: 'It burns.',
      seal: approval.seal,
    });
  }
  await changes.move(key, 'Implement emergency');
  await changes.move(key, 'Review');
  const review = { outcome, actualStart: null, actualEnd: null, deviations: '', lessons: 'Look twice.', incidents: [] };
  await panel('agent', 'change.review', key, { review });
  if (closed) await changes.move(key, 'Close');
  await changes.settled();
  return key;
}

const window = (key: string, kind: 'freeze' | 'maintenance', rrule: string | null) => ({
  key,
  name: key,
  kind,
  scope: { on: 'site' },
  timeZone: 'Europe/Berlin',
  start: '2026-02-06T18:00',
  end: '2026-02-06T22:00',
  rrule,
  except: [],
  enabled: true,
  note: '',
});

/** Somebody changed it past the workflow: the app says so. */
async function pastItsGates(server: string): Promise<void> {
  const { key } = await changes.create(changes.described({ 'Configuration items': [`server:${server}`] }));
  const { db } = changes.site.jira.site;
  const scheduled = db.prepare<[], { id: number }>("SELECT id FROM status WHERE name = 'Scheduled'").get();
  db.prepare('UPDATE issue SET status_id = ? WHERE key = ?').run(scheduled?.id, key);
  await changes.edit(key, { 'Test plan': 'Looked at again.' });
}

beforeAll(async () => {
  changes = await SiteChanges.open();
  await emergency('db-01', 'successful', true);
  await emergency('db-02', 'backedOut', true);
  await emergency('db-03', 'withIssues', false);
  await assessed('web-01', 'mild', 30);
  await assessed('web-02', 'grave', 54);
  await assessed('web-03', 'grave', 40 * 24);
  await changes.create(changes.described({ 'Configuration items': ['server:web-04'] }));
  await pastItsGates('web-05');
  const windows = [window('release-freeze', 'freeze', null), window('evenings', 'maintenance', 'FREQ=DAILY;COUNT=30')];
  await ask('admin', 'change.saveWindows', { expectedVersion: null, draft: { windows } }, 'plumbline-admin');
}, 120_000);

afterAll(() => changes.site.close());

async function behind(jql: string, user: UserName): Promise<{ counted: number; listed: number }> {
  const jira = changes.as(user);
  const { count } = await jira.post('/rest/api/3/search/approximate-count', { jql }, z.object({ count: z.int() }));
  const page = z.object({ issues: z.array(z.unknown()) });
  const { issues } = await jira.post('/rest/api/3/search/jql', { jql, maxResults: 100, fields: ['summary'] }, page);
  return { counted: count, listed: issues.length };
}

async function expectEach(counts: readonly Count[], user: UserName = 'manager'): Promise<void> {
  for (const { count, jql } of counts)
    expect({ jql, ...(await behind(jql, user)) }).toEqual({ jql, counted: count, listed: count });
}

const HeatMap = changeContract['change.heatMap'].output;
const Success = changeContract['change.successRate'].output;

async function mapOf(scope: string, days: number): Promise<z.output<typeof HeatMap>> {
  const input = { projects: ['IT'], scope, days };
  return HeatMap.parse(await ask('manager', 'change.heatMap', input, 'change-risk-map'));
}

describe('the heat map of risk', () => {
  it.each([
    // The one far ahead, two near ones, one that nobody assessed, one past its gates; the one in review is done.
    ['open', 30, { total: 5, unassessed: 2 }],
    ['upcoming', 10, { total: 4, unassessed: 2 }],
    ['upcoming', 60, { total: 5, unassessed: 2 }],
    ['closed', 30, { total: 2, unassessed: 0 }],
  ])('counts %s changes within %d days, each cell by its own query', async (scope, days, expected) => {
    const { cells, total, unassessed } = await mapOf(scope, days);
    const each = cells.flat();
    expect(each).toHaveLength(25);
    expect({ total: total.count, unassessed: unassessed.count }).toEqual(expected);
    expect(each.reduce((sum, { count }) => sum + count, 0)).toBe(expected.total - expected.unassessed);
    await expectEach([...each, total, unassessed]);
  });

  it('has grave changes at higher risk than mild ones', async () => {
    const { cells } = await mapOf('open', 30);
    const found = cells.flatMap((row, likelihood) =>
      row.flatMap(({ count }, impact) => (count > 0 ? [{ count, score: (likelihood + 1) * (impact + 1) }] : [])),
    );
    const byScore = found.sort((one, other) => one.score - other.score).map(({ count }) => count);
    expect(byScore).toEqual([1, 2]);
  });

  it('goes on finding what was closed since a fixed minute as time passes', async () => {
    const { total } = await mapOf('closed', 1);
    expect(total.count).toBe(2);
    await changes.site.forge.advanceTo(changes.site.clock.now() + 20 * HOUR);
    await expectEach([total]);
    expect(total.jql).toMatch(/resolved >= "2026-02-01 \d\d:\d\d"$/);
  });
});

describe('how changes ended', () => {
  it.each(['type', 'level', 'team'])('by %s, each number by its own query', async (groupBy) => {
    const input = { projects: ['IT'], weeks: 3, groupBy };
    const success = Success.parse(await ask('manager', 'change.successRate', input, 'change-success'));
    const { weeks, groups, outcomes, closed, succeeded, changeFailures, emergencies, unauthorised } = success;
    expect([closed, succeeded, changeFailures, emergencies, unauthorised].map(({ count }) => count)).toEqual([
      3, 2, 1, 3, 1,
    ]);
    const each = [...weeks, outcomes].map((of) => [of.successful, of.withIssues, of.failed, of.backedOut]);
    expect(each.map((row) => row.map(({ count }) => count))).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [1, 1, 0, 1],
      [1, 1, 0, 1],
    ]);
    const grouped = groups.flatMap((group) => [group.closed, group.succeeded]);
    expect(groups.reduce((sum, group) => sum + group.closed.count, 0)).toBe(closed.count);
    await expectEach([...each.flat(), ...grouped, closed, succeeded, changeFailures, emergencies, unauthorised]);
  });
});

describe('what is planned next', () => {
  const Upcoming = changeContract['change.upcoming'].output;
  const upcoming = async (days: number, limit: number): Promise<z.output<typeof Upcoming>> =>
    Upcoming.parse(await ask('manager', 'change.upcoming', { projects: ['IT'], days, limit }, 'change-upcoming'));

  it('comes in the order of time, and as many as are counted', async () => {
    const { changes: listed, total } = await upcoming(60, 50);
    expect(listed).toHaveLength(total.count);
    const starts = listed.map(({ planned }) => planned.from);
    expect(starts).toEqual(starts.toSorted());
    await expectEach([total]);
  });

  it('is counted whole, however few are listed', async () => {
    const { changes: listed, total } = await upcoming(60, 1);
    expect(listed).toHaveLength(1);
    expect(total.count).toBeGreaterThan(1);
    await expectEach([total]);
  });

  it('tells of freezes, however many other windows come before', async () => {
    const { freezes } = await upcoming(10, 1);
    expect(freezes).toMatchObject([
      { window: 'release-freeze', kind: 'freeze', from: '2026-02-06T17:00:00.000Z', to: '2026-02-06T21:00:00.000Z' },
    ]);
  });
});
