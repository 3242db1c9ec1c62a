/** Each number of the gadget is what its reader finds behind it, whatever they may see and wherever they are. */
import { z } from 'zod';
import { applySetUp } from '../../emulator/seed/apply-set-up';
import type { UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, invoke } from '../support/site';
import type { Values } from './desk';
import { SiteDesk } from './site-desk';

const Count = z.object({ count: z.number(), jql: z.string() });
const Backlog = z.object({
  ok: z.literal(true),
  value: z.object({
    projects: z.array(z.string()),
    rows: z.array(z.object({ level: z.number().nullable(), cells: z.array(Count), total: Count })),
    columns: z.array(Count),
    total: Count,
  }),
});
type Backlog = z.output<typeof Backlog>['value'];

const IMPACTS = ['Enterprise', 'Department', 'Team', 'Individual'] as const;
const URGENCIES = ['Critical', 'High', 'Medium', 'Low'] as const;
const DAYS = 10;

let site: Site;
let desk: SiteDesk;

/** The second project is for its own people only. */
async function withOwnPermissions(project: string, role: string): Promise<void> {
  const admin = desk.as('admin');
  const roles = await admin.get('/rest/api/3/role', z.array(z.object({ id: z.number(), name: z.string() })));
  const id = roles.find(({ name }) => name === role)?.id;
  const holder = { type: 'projectRole', parameter: String(id) };
  const permissions = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'TRANSITION_ISSUES'].map((permission) => ({
    holder,
    permission,
  }));
  const scheme = await admin.post(
    '/rest/api/3/permissionscheme',
    { name: 'Night shift only', permissions },
    z.object({ id: z.number() }),
  );
  await admin.put(`/rest/api/3/project/${project}/permissionscheme`, { id: scheme.id });
}

/** Ten days of incidents of every kind, an odd number of hours apart; some are resolved, some have a priority of their own. */
async function tenDays(): Promise<void> {
  for (let number = 0; number < DAYS * 4; number += 1) {
    const impact = IMPACTS[number % 4] ?? 'Team';
    const urgency = URGENCIES[(number * 3 + Math.floor(number / 4)) % 4] ?? 'Low';
    const values: Values = number % 7 === 6 ? {} : { impact, urgency };
    const key = await desk.create(values, 'lena', 'Incident', number % 3 === 0 ? 'NIGHT' : 'IT');
    if (number % 5 === 4) await desk.move(key, 'Resolved', desk.resolution(), 'lena');
    await desk.pass(6.1 * 3600);
  }
}

beforeAll(async () => {
  site = await aSite({ setUp: true });
  await applySetUp(site, { projectKey: 'NIGHT', projectName: 'Night shift' });
  desk = await SiteDesk.open(site);
  await withOwnPermissions('NIGHT', 'Service Desk Agent');
  await tenDays();
}, 120_000);

afterAll(() => site.close());

const backlogOf = async (user: UserName, projects: string[], boundaries: number[]): Promise<Backlog> =>
  Backlog.parse(await invoke(site, user, 'incident.backlog', { projects, boundaries }, 'incident-backlog')).value;

const countsOf = (backlog: Backlog): z.output<typeof Count>[] => [
  ...backlog.rows.flatMap(({ cells, total }) => [...cells, total]),
  ...backlog.columns,
  backlog.total,
];

async function foundBehind(user: UserName, jql: string): Promise<{ counted: number; listed: number }> {
  const jira = desk.as(user);
  const { count } = await jira.post('/rest/api/3/search/approximate-count', { jql }, z.object({ count: z.number() }));
  const Page = z.object({ issues: z.array(z.object({ id: z.string() })), nextPageToken: z.string().optional() });
  const ids = new Set<string>();
  let token: string | undefined;
  do {
    const page = await jira.post('/rest/api/3/search/jql', { jql, maxResults: 5, nextPageToken: token }, Page);
    for (const { id } of page.issues) ids.add(id);
    token = page.nextPageToken;
  } while (token !== undefined);
  return { counted: count, listed: ids.size };
}

it.each([
  ['manager', 'Berlin', 'sees IT only', [], [1, 3, 7]],
  ['lena', 'Berlin', 'sees both projects', [], [1, 3, 7]],
  ['lena', 'Berlin', 'looks at the night shift alone', ['NIGHT'], [2]],
  ['diego', 'Bogota', 'sees both projects', [], [1, 2, 3, 4, 5, 6]],
  ['mei', 'Tokyo', 'sees both projects', [], [1, 30]],
  ['customer', 'Berlin', 'sees IT only', ['IT'], [5]],
] as const)('%s in %s, who %s: every number is what is behind it', async (user, _zone, _sees, projects, boundaries) => {
  const backlog = await backlogOf(user, [...projects], [...boundaries]);
  expect(backlog.total.count).toBeGreaterThan(0);
  for (const { count, jql } of countsOf(backlog))
    expect({ jql, ...(await foundBehind(user, jql)) }).toEqual({ jql, counted: count, listed: count });
  const sum = (counts: { count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);
  expect(sum(backlog.rows.map(({ total }) => total))).toBe(backlog.total.count);
  expect(sum(backlog.columns)).toBe(backlog.total.count);
});

it('differs by what its reader may see', async () => {
  const [all, part] = [await backlogOf('lena', [], [1]), await backlogOf('manager', [], [1])];
  expect(part.total.count).toBeLessThan(all.total.count);
});

it('loses an incident that is resolved, and gets it back when it is reopened', async () => {
  const before = (await backlogOf('manager', ['IT'], [1])).total.count;
  const key = await desk.create({ impact: 'Team', urgency: 'Low' });
  await desk.settle();
  expect((await backlogOf('manager', ['IT'], [1])).total.count).toBe(before + 1);
  await desk.move(key, 'Resolved', desk.resolution());
  expect((await backlogOf('manager', ['IT'], [1])).total.count).toBe(before);
  await desk.move(key, 'Reopened');
  expect((await backlogOf('manager', ['IT'], [1])).total.count).toBe(before + 1);
});
