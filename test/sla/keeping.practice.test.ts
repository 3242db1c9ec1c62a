/** What becomes of published clocks and their record when an issue or the policy leaves them. */
import { z } from 'zod';
import { AccountId } from '../../src/contract/ids';
import { defaultPolicy } from '../../src/sla/default-policy';
import { NOTHING_PUBLISHED } from '../../src/sla/publication';
import { slaPractice, type SlaPractice } from '../../src/sla/sla.practice';
import { Policy } from '../../src/sla/policy';
import type { SlaPorts } from '../../src/sla/sla.ports';
import { whatIfPractice } from '../../src/sla/what-if.practice';
import { anIssue, created, happen, type MemoryIssue, type Step } from '../support/memory-issue';
import { memorySla, SITE, type MemorySla } from '../support/memory-sla';
import { SlaTime } from '../support/sla-time';
import { DAY, HOUR, MINUTE } from './support';

const START = Date.parse('2026-03-02T09:00:00Z');
const POLICY = Policy.parse(defaultPolicy(SITE, 'UTC'));

let world: MemorySla;
let practice: SlaPractice;
let time: SlaTime;
let issue: MemoryIssue;

beforeEach(async () => {
  world = memorySla(START);
  await world.ports.policies.save(undefined, POLICY, 'admin', world.ports.clock.now());
  practice = slaPractice(world.ports);
  time = new SlaTime(world, practice);
  issue = anIssue(START);
  world.issues.set(issue.id, issue);
  time.deliver(START, created(issue));
  await time.pass(START + HOUR);
  expect(issue.published).toMatchObject({ state: 'Running', clocks: ['first-response.running', 'resolution.running'] });
});

const record = async () => (await world.ports.records.read(issue.id))?.record;

describe('an issue that leaves the scope', () => {
  const ways: readonly [string, Step, boolean][] = [
    ['to another type', { do: 'move', projectId: '100', typeId: '11' }, true],
    ['to another project', { do: 'move', projectId: '999', typeId: '10' }, true],
    ['to another type, which no event tells', { do: 'move', projectId: '100', typeId: '11' }, false],
    ['to another project, which no event tells', { do: 'move', projectId: '999', typeId: '10' }, false],
  ];
  it.each(ways)('%s has empty fields and waits for nothing', async (_way, step, told) => {
    const event = happen(issue, step, world.now);
    if (told) time.deliver(world.now, event);
    await time.pass(world.now + (told ? MINUTE : 2 * DAY));
    expect(issue.published).toEqual(NOTHING_PUBLISHED);
    expect(await record()).toEqual({ escalations: [] });
  });

  it('and comes back has its clocks again, as if it had never been away', async () => {
    const before = issue.published;
    time.deliver(world.now, happen(issue, { do: 'move', projectId: '999', typeId: '10' }, world.now));
    await time.pass(world.now + MINUTE);
    time.deliver(world.now, happen(issue, { do: 'move', projectId: '100', typeId: '10' }, world.now));
    await time.pass(world.now + MINUTE);
    expect(issue.published).toEqual(before);
  });
});

describe('a deleted issue', () => {
  it.each([
    ['told by its event', true],
    ['found by the sweep at its next instant', false],
  ])('%s leaves no record', async (_how, told) => {
    world.issues.delete(issue.id);
    if (told) time.deliver(world.now, { ...created(issue), what: 'deleted' });
    await time.pass(world.now + (told ? MINUTE : 5 * DAY));
    expect(await record()).toBeUndefined();
  });
});

describe('a policy saved while clocks are open', () => {
  const save = async (policy: Policy): Promise<void> => {
    await world.ports.policies.save(await world.ports.policies.head(), policy, 'admin', world.ports.clock.now());
    await world.ports.queue.push([{ work: 'recompute' }], 0);
    await time.pass(world.now + MINUTE);
  };

  it('judges them anew', async () => {
    const quicker = POLICY.definitions.map((one) => ({
      ...one,
      goals: one.goals.map((goal) => ({ ...goal, target: { amount: 30, unit: 'minute' as const } })),
    }));
    await save({ ...POLICY, definitions: quicker });
    expect(issue.published).toMatchObject({ state: 'Breached', due: START + HOUR });
  });

  it('without their definition lets go of them', async () => {
    await save({ ...POLICY, definitions: POLICY.definitions.map((one) => ({ ...one, enabled: false })) });
    expect(issue.published).toEqual(NOTHING_PUBLISHED);
  });
});

describe('a what-if run', () => {
  const admin = { accountId: AccountId.parse('admin'), issueKey: undefined };
  const stricter = {
    ...POLICY,
    definitions: POLICY.definitions.map((one) => ({
      ...one,
      goals: one.goals.map((goal) => ({ ...goal, target: { amount: 1, unit: 'minute' as const } })),
    })),
  };
  const over = (ports: SlaPorts) =>
    whatIfPractice(ports, {
      handlers: slaPractice(ports).handlers,
      site: () => Promise.resolve(SITE),
      checked: (draft) => Promise.resolve(Policy.parse(draft)),
    });
  const started = async (): Promise<string> => {
    const policy = z.json().parse(stricter);
    return (await over(world.ports).handlers['sla.startWhatIf'](admin, { policy, days: 7 })).jobId;
  };
  const found = (jobId: string) => over(world.ports).handlers['sla.whatIf'](admin, { jobId });

  beforeEach(() => {
    for (const id of ['2', '3', '4', '5']) world.issues.set(id, anIssue(START, id));
  });

  /** A worker that never comes back from its second page. */
  async function dieAtSecondPage(jobId: string): Promise<void> {
    const { issues } = world.ports;
    let pages = 0;
    await new Promise<void>((died) => {
      const readMany: SlaPorts['issues']['readMany'] = (...asked) => {
        pages += 1;
        if (pages < 2) return issues.readMany(...asked);
        died();
        return new Promise(() => undefined);
      };
      void over({ ...world.ports, issues: { ...issues, readMany } }).run(jobId);
    });
  }

  it('goes on where a worker died, and counts every issue once', async () => {
    const jobId = await started();
    await dieAtSecondPage(jobId);
    expect(await found(jobId)).toMatchObject({ state: 'running', looked: 2 });
    await over(world.ports).run(jobId);
    const whole = await found(jobId);
    expect(whole).toMatchObject({ state: 'done', looked: 5, total: 5 });
    expect(whole.flips.map(({ issueKey, to }) => `${issueKey} ${to}`).sort()).toEqual(
      ['1', '2', '3', '4', '5'].flatMap((id) => [`IT-${id} breached`, `IT-${id} breached`]),
    );
  });

  it('that was cancelled stays cancelled, whoever still works on it', async () => {
    const jobId = await started();
    await dieAtSecondPage(jobId);
    await over(world.ports).handlers['sla.cancelWhatIf'](admin, { jobId });
    await over(world.ports).run(jobId);
    expect(await found(jobId)).toMatchObject({ state: 'cancelled', looked: 2 });
  });
});
