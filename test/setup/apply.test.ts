import fc from 'fast-check';
import { planFor } from '../../src/setup/plan';
import { withPanels } from '../../src/setup/site-mapping';
import { bareSite, existingProject, FakeSite, type Fault } from './fake-site';
import { someChoices, World } from './world';

const applied = async (site: FakeSite, choices = someChoices()): Promise<World> => {
  const world = new World(site);
  await world.start('job', choices);
  await world.drain();
  return world;
};

/** The site without ids: what somebody would see who looks at names only. */
const looks = (site: FakeSite): string =>
  JSON.stringify(site.state, (key: string, value: unknown) =>
    typeof value === 'string' && /^(t|c|customfield_)?(customfield_)?3\d{4}$/.test(value)
      ? '#'
      : key === 'roleMembers'
        ? ''
        : value,
  ).replace(/"\d{5,}":/g, '"#":');

it('plans everything as new on a bare site, except what Jira has already', () => {
  const { steps, problems } = planFor(someChoices(), bareSite);
  expect(problems).toEqual([]);
  expect(steps.filter(({ verdict }) => verdict === 'reuse').map(({ name }) => name)).toEqual([
    'In Progress',
    'Done',
    "Won't Do",
    'Duplicate',
  ]);
  expect(steps.filter(({ verdict }) => verdict === 'drift')).toEqual([]);
});

it('makes all of it, then has nothing left to plan', async () => {
  const world = await applied(new FakeSite());
  expect(world.jobs.get('job')?.state).toBe('done');
  const site = withPanels(world.site.state, world.map?.panels ?? []);
  expect(planFor(someChoices(), site).steps.filter(({ verdict }) => verdict !== 'reuse')).toEqual([]);
  expect(world.map?.projects).toEqual([
    {
      id: world.site.state.project?.id,
      key: 'ITSM',
      practices: someChoices().practices,
      agentsSetReporter: false,
    },
  ]);
  expect(world.map?.statuses['inProgress']).toBe('3');
  expect(Object.keys(world.map?.issueTypes ?? {})).toHaveLength(6);
});

it('changes nothing when it runs again', async () => {
  const world = await applied(new FakeSite());
  const before = world.site.made.length;
  await world.start('again', someChoices());
  await world.drain();
  expect(world.jobs.get('again')?.state).toBe('done');
  expect(world.site.made).toHaveLength(before);
});

it('adds to an existing project without taking anything from it', async () => {
  const site = new FakeSite({ ...bareSite, project: existingProject });
  const choices = someChoices({ project: { kind: 'existing', id: existingProject.id }, practices: ['incident'] });
  const world = await applied(site, choices);
  const { project } = world.site.state;
  expect(world.jobs.get('job')?.state).toBe('done');
  expect(project?.issueTypeScheme.issueTypeIds).toEqual(['10002', '10004', world.map?.issueTypes.incident]);
  expect(project?.workflowScheme.mapping.default).toBe('jira');
  expect(project?.issueTypeScreenScheme.mapping.default).toBe('1');
});

it('waits out permissions that have not arrived yet', async () => {
  const site = new FakeSite(bareSite, (call) => (call < 4 ? { kind: 'refuse', code: 'FORBIDDEN' } : { kind: 'none' }));
  const world = await applied(site);
  expect(world.jobs.get('job')?.state).toBe('done');
});

it('gives up with Jira’s reason when the permissions never arrive', async () => {
  const world = await applied(new FakeSite(bareSite, () => ({ kind: 'refuse', code: 'FORBIDDEN' })));
  expect(world.jobs.get('job')).toMatchObject({
    state: 'failed',
    document: { note: { code: 'refused', step: null, failure: 'FORBIDDEN', message: 'Jira refused.' } },
  });
});

it('waits as long as Jira asks for', async () => {
  const site = new FakeSite(bareSite, (call) =>
    call === 0 ? { kind: 'refuse', code: 'UNAVAILABLE', retryAfterSeconds: 120 } : { kind: 'none' },
  );
  const world = new World(site);
  await world.start('job', someChoices());
  const before = Date.parse(world.now);
  await world.drain();
  expect(Date.parse(world.now) - before).toBe(120_000);
});

it('stops at the next step when it is cancelled, and finishes when it is started again', async () => {
  const site = new FakeSite();
  const world = new World(site);
  await world.start('job', someChoices());
  const perform = site.perform.bind(site);
  jest.spyOn(site, 'perform').mockImplementation(async (change) => {
    const job = world.jobs.get('job');
    if (site.made.length === 10 && job) world.jobs.set('job', { ...job, version: job.version + 1, state: 'cancelled' });
    return perform(change);
  });
  await world.drain();
  expect(world.jobs.get('job')?.state).toBe('cancelled');
  expect(site.made).toHaveLength(11);
  await world.start('second', someChoices());
  await world.drain();
  expect(world.jobs.get('second')?.state).toBe('done');
});

it('lets a second delivery of the event wait while the first is at work', async () => {
  const site = new FakeSite();
  const world = new World(site);
  await world.start('job', someChoices());
  await world.ports.queue.goOn('job', 0);
  await world.drain();
  expect(world.jobs.get('job')?.state).toBe('done');
  const reference = await applied(new FakeSite());
  expect(site.made).toHaveLength(reference.site.made.length);
});

const NONE: Fault = { kind: 'none' };
const FAULTS: readonly Fault[] = [
  NONE,
  { kind: 'refuse', code: 'UNAVAILABLE', retryAfterSeconds: 7 },
  { kind: 'refuse', code: 'FORBIDDEN' },
  { kind: 'lose-answer' },
  { kind: 'kill-before' },
  { kind: 'kill-after' },
];
/** Bursts of trouble, each short enough for the run not to give up: a look at the site and one step get through after it. */
const trouble: fc.Arbitrary<Fault[]> = fc
  .array(fc.array(fc.constantFrom(...FAULTS), { maxLength: 4 }), { minLength: 10, maxLength: 80 })
  .map((bursts) => bursts.flatMap((burst) => [...burst, NONE, NONE]));

it('ends with the same site, nothing twice, whatever fails on the way', async () => {
  const reference = await applied(new FakeSite());
  const wanted = looks(reference.site);
  await fc.assert(
    fc.asyncProperty(trouble, async (faults) => {
      const world = await applied(new FakeSite(bareSite, (call) => faults[call] ?? NONE));
      expect(world.jobs.get('job')?.state).toBe('done');
      expect(looks(world.site)).toBe(wanted);
    }),
    { numRuns: 60 },
  );
});
