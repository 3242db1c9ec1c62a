/** Automatic closing on a whole site: the hourly run, business days and clock changes. */
import { z } from 'zod';
import { applySetUp } from '../../emulator/seed/apply-set-up';
import { Site } from '../../emulator/site';
import { invoke } from '../support/site';
import { SiteDesk } from './site-desk';

let site: Site;
let desk: SiteDesk;

beforeAll(async () => {
  // The Thursday before Europe's clocks go forward; a week before Australia's go back.
  site = await Site.open({
    data: ':memory:',
    clock: { mode: 'manual', startAt: Date.parse('2026-03-26T08:00:00Z') },
  });
  await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
  desk = await SiteDesk.open(site);
}, 60_000);

afterAll(() => site.close());
afterEach(() => site.forge.clearFaults());

const assessed = { impact: 'Department', urgency: 'High' } as const;

describe('automatic closing', () => {
  const DAY = 24 * 3600;
  const status = async (key: string): Promise<string> => (await desk.issue(key)).fields.status.name;
  const until = (instant: string): Promise<void> => site.forge.advanceTo(Date.parse(instant));
  const policy = async (timeZone: string, businessDays: number, automatic = true): Promise<void> => {
    const State = z.object({ ok: z.literal(true), value: z.object({ version: z.number().nullable() }) });
    const { version } = State.parse(await invoke(site, 'admin', 'incident.closurePolicy')).value;
    const payload = { expectedVersion: version, policy: { automatic, businessDays, timeZone } };
    State.parse(await invoke(site, 'admin', 'incident.saveClosurePolicy', payload));
  };
  const resolvedAt = async (instant: string): Promise<string> => {
    await until(instant);
    const key = await desk.create(assessed);
    await desk.move(key, 'Resolved', desk.resolution());
    return key;
  };

  it.each([
    // Friday 16:00 in Berlin; from Sunday on its clocks are an hour ahead.
    ['over a weekend in which summer time begins', 'Europe/Berlin', 2, '2026-03-27T15:00:00Z', '2026-03-31T14:00:00Z'],
    // Friday 19:00 in Sydney; from Sunday on its clocks are an hour behind.
    ['over a weekend in which summer time ends', 'Australia/Sydney', 2, '2026-04-03T08:00:00Z', '2026-04-07T09:00:00Z'],
    ['within the week', 'Europe/Berlin', 1, '2026-04-07T09:30:00Z', '2026-04-08T09:30:00Z'],
    ['resolved on a Saturday, counted from Monday', 'Europe/Berlin', 1, '2026-04-11T10:00:00Z', '2026-04-13T22:00:00Z'],
  ])('%s (%s): %d business days', async (_case, zone, days, resolution, due) => {
    await policy(zone, days);
    const key = await resolvedAt(resolution);
    const at = Date.parse(due);
    await site.forge.advanceTo(at - 60_000);
    expect(await status(key)).toBe('Resolved');
    // The hourly run after it is due.
    await site.forge.advanceTo(at + 3600_000);
    expect(await status(key)).toBe('Closed');
  });

  it('closes each incident once, though a run is killed half-way and Jira is busy', async () => {
    await policy('UTC', 1);
    const keys = [await resolvedAt('2026-04-15T08:00:00Z')];
    for (let more = 0; more < 3; more += 1) keys.push(await resolvedAt('2026-04-15T08:00:00Z'));
    await until('2026-04-16T07:59:00Z');
    site.forge.addFault({ kind: 'kill', functionKey: 'incident-auto-close', afterCalls: 5 });
    site.forge.addFault({
      kind: 'jira',
      functionKey: 'incident-auto-close',
      status: 429,
      retryAfterSeconds: 90,
      times: 1,
    });
    await desk.pass(6 * 3600);
    const History = z.object({
      values: z.array(z.object({ items: z.array(z.object({ field: z.string(), toString: z.string().nullable() })) })),
    });
    for (const key of keys) {
      expect(await status(key)).toBe('Closed');
      const { values } = await desk.as('admin').get(`/rest/api/3/issue/${key}/changelog`, History);
      const closings = values
        .flatMap(({ items }) => items)
        .filter((item) => item.field === 'status' && item.toString === 'Closed');
      expect(closings).toHaveLength(1);
    }
  });

  it('switched off closes nothing', async () => {
    await policy('UTC', 1, false);
    const key = await resolvedAt('2026-04-20T08:00:00Z');
    await desk.pass(10 * DAY);
    expect(await status(key)).toBe('Resolved');
  });
});
