/**
 * What keeping clocks costs: `npx tsx bench/sla-cost.ts`. One incident's life, step by step, as the local host meters it:
 * invocations, Jira's points, and bytes of the app's storage, of all functions together.
 */
import { z } from 'zod';
import { adf, JiraClient } from '../emulator/jira-client';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { emailOf } from '../emulator/seed/people';
import { Site } from '../emulator/site';

const TIMES = 5;
const MINUTE = 60_000;
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));
const Key = z.object({ key: z.string() });
const Transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })),
});
const Used = z.object({
  invocations: z.number(),
  jiraCalls: z.number(),
  jiraPoints: z.number(),
  kvsRequests: z.number(),
  kvsReadBytes: z.number(),
  kvsWrittenBytes: z.number(),
});
const Meter = z.object({ functions: z.record(z.string(), Used) });
type Usage = z.output<typeof Used>;

/** Functions that run by the clock, whether or not there is an incident. */
const BY_THE_CLOCK = ['sla-sweep', 'sla-nightly', 'incident-auto-close'];

export interface StepCost extends Usage {
  readonly step: string;
}

/** The average of a few incidents, each step by itself and the whole life at the end. */
export async function slaCosts(): Promise<StepCost[]> {
  const site = await Site.open({
    data: ':memory:',
    clock: { mode: 'manual', startAt: Date.parse('2026-02-02T08:00:00Z') },
  });
  try {
    await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
    return await lifeOf(site);
  } finally {
    await site.close();
  }
}

async function lifeOf(site: Site): Promise<StepCost[]> {
  const jira = new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf('agent'), 'agent');
  const names = new Map((await jira.get('/rest/api/3/field', Fields)).map(({ id, name }) => [name, id]));
  const field = (name: string): string => names.get(name) ?? name;
  const keys: string[] = [];
  const costs: StepCost[] = [];

  const measure = async (step: string, act: (index: number) => Promise<unknown>, minutes = 0): Promise<void> => {
    site.forge.resetMeter();
    for (let index = 0; index < TIMES; index += 1) await act(index);
    await site.forge.drain();
    if (minutes > 0) await site.forge.advanceTo(site.clock.now() + minutes * MINUTE);
    costs.push({ step, ...averageOf(site) });
  };
  const move = async (key: string, to: string, fields: Record<string, unknown> = {}): Promise<void> => {
    const { transitions } = await jira.get(`/rest/api/3/issue/${key}/transitions`, Transitions);
    const transition = { id: transitions.find((one) => one.to.name === to)?.id };
    await jira.post(`/rest/api/3/issue/${key}/transitions`, { transition, fields }, z.unknown());
  };
  const key = (index: number): string => keys[index] ?? '';
  const common = { project: { key: 'IT' }, issuetype: { name: 'Incident' }, summary: 'Mail is down' };
  const assessed = { [field('Impact')]: { value: 'Enterprise' }, [field('Urgency')]: { value: 'Critical' } };

  await measure('created', async () => {
    keys.push((await jira.post('/rest/api/3/issue', { fields: { ...common, ...assessed } }, Key)).key);
  });
  await measure('summary edited (no effect)', (index) =>
    jira.put(`/rest/api/3/issue/${key(index)}`, { fields: { summary: 'Mail is down again' } }),
  );
  await measure('warning reached', async () => {}, 24);
  await measure('breached', async () => {}, 7);
  await measure('work started', (index) => move(key(index), 'In Progress'));
  await measure('commented', (index) =>
    jira.post(`/rest/api/3/issue/${key(index)}/comment`, { body: adf('Looking.') }, z.unknown()),
  );
  const pending = { [field('Pending reason')]: { value: 'Awaiting Vendor' } };
  await measure('put on hold', (index) => move(key(index), 'On Hold', pending));
  await measure('resumed', (index) => move(key(index), 'In Progress'));
  const resolution = {
    [field('Resolution code')]: { value: 'Solved (permanently)' },
    [field('Resolution notes')]: adf('Restarted.'),
  };
  await measure('resolved', (index) => move(key(index), 'Resolved', resolution));
  return [...costs, { step: 'the whole life', ...sumOf(costs) }];
}

/** What each of so many took since the meter was reset, but for functions that run by the clock. */
export function averageOf(site: Site, times = TIMES, byTheClock: readonly string[] = BY_THE_CLOCK): Usage {
  const { functions } = Meter.parse(site.forge.meter());
  const sum = sumOf(Object.entries(functions).flatMap(([name, used]) => (byTheClock.includes(name) ? [] : [used])));
  return map(sum, (total) => total / times);
}

const NONE: Usage = {
  invocations: 0,
  jiraCalls: 0,
  jiraPoints: 0,
  kvsRequests: 0,
  kvsReadBytes: 0,
  kvsWrittenBytes: 0,
};

const sumOf = (parts: readonly Usage[]): Usage =>
  parts.reduce<Usage>(
    (sum, part) => ({
      invocations: sum.invocations + part.invocations,
      jiraCalls: sum.jiraCalls + part.jiraCalls,
      jiraPoints: sum.jiraPoints + part.jiraPoints,
      kvsRequests: sum.kvsRequests + part.kvsRequests,
      kvsReadBytes: sum.kvsReadBytes + part.kvsReadBytes,
      kvsWrittenBytes: sum.kvsWrittenBytes + part.kvsWrittenBytes,
    }),
    NONE,
  );

const map = (usage: Usage, change: (count: number) => number): Usage => ({
  invocations: change(usage.invocations),
  jiraCalls: change(usage.jiraCalls),
  jiraPoints: change(usage.jiraPoints),
  kvsRequests: change(usage.kvsRequests),
  kvsReadBytes: change(usage.kvsReadBytes),
  kvsWrittenBytes: change(usage.kvsWrittenBytes),
});

/** The table, a line each. */
export function costTable(costs: readonly StepCost[]): string[] {
  const round = (count: number): string => String(Math.round(count * 10) / 10);
  const head = 'step                          invocations  Jira calls  points  KVS requests  read B  written B';
  return [
    head,
    ...costs.map(({ step, ...used }) => {
      const cells = [
        [used.invocations, 13],
        [used.jiraCalls, 12],
        [used.jiraPoints, 8],
        [used.kvsRequests, 14],
        [used.kvsReadBytes, 8],
        [used.kvsWrittenBytes, 11],
      ] as const;
      return step.padEnd(28) + cells.map(([count, width]) => round(count).padStart(width)).join('');
    }),
  ];
}

async function main(): Promise<void> {
  for (const line of costTable(await slaCosts())) console.log(line);
}

/** Not when the benchmark of service levels prints it. */
if (process.argv[1]?.endsWith('sla-cost.ts') === true) {
  main().catch((cause: unknown) => {
    console.error(cause);
    process.exitCode = 1;
  });
}
