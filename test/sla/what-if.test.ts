/** What a draft would change: what is kept of it, and what it is held against. */
import { IssueKey } from '../../src/contract/ids';
import { judge } from '../../src/sla/judge';
import { historyFrom } from '../../src/sla/history';
import { FLIPS_KEPT, withIssue, type WhatIfDocument } from '../../src/sla/what-if';
import { slaPractice } from '../../src/sla/sla.practice';
import { anIssue } from '../support/memory-issue';
import { memorySla } from '../support/memory-sla';
import { aDefinition, aGoal, ALWAYS, HOUR } from './support';

const START = Date.parse('2026-03-02T08:00:00Z');
const hours = (amount: number) => ({
  calendars: [ALWAYS],
  definitions: [
    aDefinition({ start: [{ on: 'created' }], pause: [], goals: [aGoal({ target: { amount, unit: 'hour' } })] }),
  ],
});

const empty: WhatIfDocument = {
  by: 'admin',
  days: 30,
  draft: hours(1),
  against: 1,
  asOf: START,
  jql: '',
  page: null,
  looked: 0,
  total: null,
  tally: [],
  flips: [],
  flipsCut: false,
  error: null,
  attempts: 0,
};

const reportsUnder = (amount: number) => {
  const told = { ...anIssue(START), issueId: '1', statusCategories: {} };
  const versions = [{ version: 1, from: Number.NEGATIVE_INFINITY, policy: hours(amount) }];
  return judge(historyFrom(told), versions, () => true, START + 5 * HOUR);
};

it.each([
  ['short', 'Mail', FLIPS_KEPT],
  ['long and of wide letters', '郵'.repeat(255), 40],
])('flips with summaries that are %s fit beside the largest draft, and all are counted', (_, summary, atLeast) => {
  const [before, after] = [reportsUnder(8), reportsUnder(1)];
  let document = empty;
  for (let index = 1; index <= 400; index += 1)
    document = withIssue(document, { issueKey: IssueKey.parse(`IT-${index}`), summary, before, after });
  expect(document.flips.length).toBeGreaterThanOrEqual(atLeast);
  expect(Buffer.byteLength(JSON.stringify(document.flips))).toBeLessThanOrEqual(50 * 1024);
  expect(document).toMatchObject({ looked: 400, flipsCut: true });
  expect(document.tally).toMatchObject([
    { before: { met: 0, breached: 0, open: 400 }, after: { met: 0, breached: 400, open: 0 } },
  ]);
});

it('the draft is held against the version that was in force when the run began', async () => {
  const world = memorySla(START);
  const { policies, jobs, clock } = world.ports;
  const first = await policies.save(undefined, hours(8), 'admin', clock.now());
  const issue = anIssue(START);
  world.issues.set(issue.id, issue);
  world.now = START + 5 * HOUR;
  await jobs.start('job-1', { ...empty, against: first.version, asOf: world.now }, clock.now());
  world.now += HOUR;
  await policies.save(first, hours(1), 'admin', clock.now());
  await slaPractice(world.ports).work({ work: 'whatIf', jobId: 'job-1' });
  expect(await jobs.get('job-1')).toMatchObject({
    state: 'done',
    document: { looked: 1, flips: [{ issueKey: 'IT-1', from: 'running', to: 'breached' }] },
  });
});
