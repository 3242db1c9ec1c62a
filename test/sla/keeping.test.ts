/** Two workers at one issue: who has seen less of it does not have the last word. */
import { AppError } from '../../src/kernel/errors';
import { keepingPractice } from '../../src/sla/keeping.practice';
import type { SlaPorts } from '../../src/sla/sla.ports';
import { anIssue, created, happen } from '../support/memory-issue';
import { memorySla } from '../support/memory-sla';
import { aDefinition, ALWAYS, HOUR } from './support';

const START = Date.parse('2026-03-02T08:00:00Z');

describe.each([
  ['by id', '1'],
  ['by key', 'IT-1'],
])('a worker told of the issue %s', (_, idOrKey) => {
  it.each([
    ['that has a record', true],
    ['that nobody has looked at yet', false],
  ])('while one %s changes under its eyes ends with the newer state', async (__, known) => {
    const world = memorySla(START);
    const policy = { calendars: [ALWAYS], definitions: [aDefinition({ start: [{ on: 'created' }] })] };
    await world.ports.policies.save(undefined, policy, 'admin', world.ports.clock.now());
    const issue = anIssue(START);
    world.issues.set(issue.id, issue);
    const others = keepingPractice(world.ports);
    if (known) await others.onIssueEvent(created(issue));
    world.now = START + HOUR;
    let meanwhile = true;
    const issues: SlaPorts['issues'] = {
      ...world.ports.issues,
      async read(site, id, options) {
        const seen = await world.ports.issues.read(site, id, options);
        if (!meanwhile) return seen;
        meanwhile = false;
        await others.onIssueEvent(happen(issue, { do: 'set', field: 'status', to: '5' }, world.now));
        return seen;
      },
    };
    const worker = keepingPractice({ ...world.ports, issues });
    await untilItHolds(() => worker.keep(idOrKey));
    expect(meanwhile).toBe(false);
    expect(issue.published).toMatchObject({ state: 'Met', clocks: ['resolution.met'] });
  });
});

it('an issue keeps its clocks while Jira cannot run the query that let it in, and loses them when the query says no', async () => {
  const world = memorySla(START);
  const vip = aDefinition({ start: [{ on: 'created' }] });
  const definitions = [{ ...vip, scope: { ...vip.scope, jql: 'labels = vip' } }];
  await world.ports.policies.save(undefined, { calendars: [ALWAYS], definitions }, 'admin', world.ports.clock.now());
  const issue = anIssue(START);
  world.issues.set(issue.id, issue);
  let answer: boolean | undefined = true;
  const matches = (): Promise<readonly (boolean | undefined)[]> => Promise.resolve([answer]);
  const practice = keepingPractice({ ...world.ports, issues: { ...world.ports.issues, matches } });
  await practice.onIssueEvent(created(issue));
  expect(issue.published).toMatchObject({ state: 'Running' });
  answer = undefined;
  await practice.keep(issue.id);
  expect(issue.published).toMatchObject({ state: 'Running' });
  answer = false;
  await practice.keep(issue.id);
  expect(issue.published.state).toBeNull();
});

/** As the platform does: who lost a race comes again. */
async function untilItHolds(keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
    await keep();
  }
}
