/**
 * What incident management costs: `npx tsx bench/incident-cost.ts`. Prints what each event uses of Jira and of the app's
 * storage, as the local host meters it, averaged over a few incidents.
 */
import { z } from 'zod';
import { JiraClient } from '../emulator/jira-client';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { emailOf } from '../emulator/seed/people';
import { Site } from '../emulator/site';

const TIMES = 5;
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));
const Key = z.object({ key: z.string() });
const Meter = z.object({
  functions: z.record(
    z.string(),
    z.object({
      invocations: z.number(),
      jiraCalls: z.number(),
      jiraPoints: z.number(),
      kvsRequests: z.number(),
      kvsReadBytes: z.number(),
      kvsWrittenBytes: z.number(),
    }),
  ),
});

async function main(): Promise<void> {
  const site = await Site.open({
    data: ':memory:',
    clock: { mode: 'manual', startAt: Date.parse('2026-02-02T08:00:00Z') },
  });
  await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
  const jira = new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf('agent'), 'agent');
  const fields = new Map((await jira.get('/rest/api/3/field', Fields)).map(({ id, name }) => [name, id]));
  const field = (name: string): string => fields.get(name) ?? name;
  const assessed = { [field('Impact')]: { value: 'Department' }, [field('Urgency')]: { value: 'High' } };
  const create = async (values: Record<string, unknown> = assessed): Promise<string> => {
    const common = { project: { key: 'IT' }, issuetype: { name: 'Incident' }, summary: 'Mail is down' };
    return (await jira.post('/rest/api/3/issue', { fields: { ...common, ...values } }, Key)).key;
  };
  const edit = (key: string, values: Record<string, unknown>): Promise<void> =>
    jira.put(`/rest/api/3/issue/${key}`, { fields: values });

  console.log('event                                     runs  Jira calls  points  KVS requests  read B  written B');
  const measure = async (name: string, act: (key: string) => Promise<unknown>): Promise<void> => {
    const keys: string[] = [];
    for (let number = 0; number < TIMES; number += 1) keys.push(await create());
    await site.forge.drain();
    site.forge.resetMeter();
    for (const key of keys) {
      await act(key);
      await site.forge.drain();
    }
    const used = Meter.parse(site.forge.meter()).functions['on-issue-event'];
    const each = (count: number | undefined): string => String(Math.round(((count ?? 0) / TIMES) * 10) / 10);
    const columns = [
      used?.invocations,
      used?.jiraCalls,
      used?.jiraPoints,
      used?.kvsRequests,
      used?.kvsReadBytes,
      used?.kvsWrittenBytes,
    ];
    const widths = [4, 12, 8, 14, 8, 11];
    console.log(name.padEnd(42) + columns.map((value, index) => each(value).padStart(widths[index] ?? 8)).join(''));
  };

  await measure('created, has its priority already', () => create());
  await measure('created, gets another priority', () =>
    create({ ...assessed, [field('Urgency')]: { value: 'Critical' } }),
  );
  await measure('created without impact and urgency', () => create({}));
  await measure('summary edited (no effect)', (key) => edit(key, { summary: 'Mail is down again' }));
  await measure('impact edited', (key) => edit(key, { [field('Impact')]: { value: 'Enterprise' } }));
  await measure('overridden with a reason', (key) =>
    edit(key, { priority: { name: 'Highest' }, [field('Priority override reason')]: 'The CEO waits' }),
  );
  await measure('priority set by hand, put back', (key) => edit(key, { priority: { name: 'Highest' } }));
  await site.close();
}

main().catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
