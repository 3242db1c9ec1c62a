/** Escalations that meet what people do meanwhile: issues out of sight and back, priorities raised by hand. */
import { AppError } from '../../src/kernel/errors';
import type { FixedAction } from '../../src/sla/fixed-action';
import type { EscalationAction } from '../../src/sla/policy';
import type { SlaPorts } from '../../src/sla/sla.ports';
import { slaPractice } from '../../src/sla/sla.practice';
import { anIssue, created, happen } from '../support/memory-issue';
import { memorySla, type MemorySla } from '../support/memory-sla';
import { SlaTime } from '../support/sla-time';
import { aDefinition, aGoal, ALWAYS, HOUR, MINUTE } from './support';

const START = Date.parse('2026-03-02T08:00:00Z');

interface Desk {
  readonly world: MemorySla;
  readonly time: SlaTime;
  readonly done: FixedAction[];
  /** Jira is busy for so many actions. */
  busy: number;
}

/** An incident with one hour to go, and what happens at its breach. */
async function aDesk(onBreach: EscalationAction[]): Promise<Desk> {
  const world = memorySla(START);
  const definition = aDefinition({
    start: [{ on: 'created' }],
    pause: [],
    goals: [aGoal({ target: { amount: 1, unit: 'hour' } })],
    onBreach,
  });
  const policy = { calendars: [ALWAYS], definitions: [definition] };
  await world.ports.policies.save(undefined, policy, 'admin', world.ports.clock.now());
  const escalator: SlaPorts['escalator'] = {
    ...world.ports.escalator,
    act(_site, _issue, action) {
      if (desk.busy > 0) {
        desk.busy -= 1;
        return Promise.reject(new AppError('UNAVAILABLE', 'Jira is busy.'));
      }
      desk.done.push(action);
      return Promise.resolve();
    },
  };
  const desk: Desk = {
    world,
    time: new SlaTime(world, slaPractice({ ...world.ports, escalator })),
    done: [],
    busy: 0,
  };
  const issue = anIssue(START);
  world.issues.set(issue.id, issue);
  desk.time.deliver(START, created(issue));
  return desk;
}

const issueOf = ({ world }: Desk) => {
  const issue = world.issues.get('1');
  if (issue === undefined) throw new Error('the issue is gone');
  return issue;
};

it('an issue that was out of the app’s sight is not escalated again when it comes back', async () => {
  const desk = await aDesk([{ do: 'label', label: 'breached' }]);
  await desk.time.pass(START + 2 * HOUR);
  expect(desk.done).toHaveLength(1);
  const issue = issueOf(desk);
  desk.world.issues.delete('1');
  await desk.time.practice.work({ work: 'clock', issueId: '1' });
  desk.world.issues.set('1', issue);
  desk.time.deliver(START + 3 * HOUR, happen(issue, { do: 'set', field: 'status', to: '3' }, START + 3 * HOUR));
  await desk.time.pass(START + 4 * HOUR);
  expect(issue.published.state).toBe('Breached');
  expect(desk.done).toHaveLength(1);
});

it('a deleted issue leaves no record', async () => {
  const desk = await aDesk([{ do: 'label', label: 'breached' }]);
  await desk.time.pass(START + 2 * HOUR);
  desk.time.deliver(START + 3 * HOUR, { ...created(issueOf(desk)), what: 'deleted' });
  await desk.time.pass(START + 4 * HOUR);
  expect(await desk.world.ports.records.read('1')).toBeUndefined();
});

it('an issue out of sight before anything was escalated leaves no record', async () => {
  const desk = await aDesk([{ do: 'label', label: 'breached' }]);
  await desk.time.pass(START + 30 * MINUTE);
  desk.world.issues.delete('1');
  await desk.time.pass(START + 2 * HOUR);
  expect(await desk.world.ports.records.read('1')).toBeUndefined();
});

it.each([
  ['no higher than before', '3', [{ do: 'raisePriority', priorityId: '2' }]],
  ['as high as was decided', '2', []],
  ['higher than was decided', '1', []],
])('a priority that people set %s while Jira was busy is never lowered', async (_, to, expected) => {
  const desk = await aDesk([{ do: 'raisePriority' }]);
  desk.busy = 1;
  await desk.time.pass(START + HOUR + 10_000);
  expect(desk.busy).toBe(0);
  happen(issueOf(desk), { do: 'set', field: 'priority', to }, START + HOUR + 11_000);
  await desk.time.pass(START + 2 * HOUR);
  expect(desk.done).toMatchObject(expected);
  expect(desk.done).toHaveLength(expected.length);
  const { record } = (await desk.world.ports.records.read('1')) ?? {};
  expect(record?.escalations).toMatchObject([{ actions: [{ state: 'done' }] }]);
});
