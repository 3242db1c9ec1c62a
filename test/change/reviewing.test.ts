/** Reviews: what they record, whom they suspect, and that one that broke off is whole when it is sent again. */
import { IssueKey } from '../../src/contract/ids';
import { AppError } from '../../src/kernel/errors';
import { ci, hours } from './builders';
import { aDesk, type Desk, type GivenReview } from './practice';
import { Died } from './world';

const EVER = hours(-10_000);
const INCIDENT = IssueKey.parse('IT-7');

async function implemented(): Promise<Desk> {
  const desk = aDesk();
  await desk.add({ stage: 'review', cis: [ci('database:orders')] });
  desk.world.incidents.set(INCIDENT, {
    key: INCIDENT,
    summary: 'Orders can’t be placed',
    status: 'New',
    createdAt: hours(64),
    cis: [ci('businessService:shop')],
  });
  desk.world.now = hours(70);
  return desk;
}

const GIVEN: GivenReview = {
  outcome: 'failed',
  actualStart: hours(60),
  actualEnd: hours(63),
  deviations: 'It had to be backed out.',
  lessons: '',
  incidents: [INCIDENT],
};

const review = (desk: Desk, changed: Partial<GivenReview> = {}) => {
  const key = desk.keyOf();
  const given = { ...GIVEN, ...changed };
  return desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review: given });
};

const ofCi = ({ world }: Desk) => world.ports.outcomes.of({ of: 'ci', ref: ci('database:orders') }, EVER);

it('records the outcome for each CI and the team, links incidents, and publishes both', async () => {
  const desk = await implemented();
  await review(desk);
  expect((await ofCi(desk)).map(({ outcome }) => outcome)).toEqual(['failed']);
  expect(await desk.world.ports.outcomes.of({ of: 'team', team: 'Web operations' }, EVER)).toHaveLength(1);
  expect(desk.world.links).toEqual([{ change: 'IT-1001', incident: 'IT-7' }]);
  expect(desk.world.issues.get('1001')?.published.tokens).toEqual(
    expect.arrayContaining(['outcome.failed', 'reviewed', 'caused-incident']),
  );
  expect((await desk.panel()).review).toMatchObject({ outcome: 'failed', by: { name: 'Ivo' } });
});

it('replaces what was reviewed before', async () => {
  const desk = await implemented();
  await review(desk);
  await review(desk, { outcome: 'withIssues' });
  expect((await ofCi(desk)).map(({ outcome }) => outcome)).toEqual(['withIssues']);
});

it.each([
  'viewer.linkIncidents#1 before',
  'viewer.linkIncidents#1 after',
  'outcomes.put#1 before',
  'outcomes.put#1 after',
  'records.write#2 before',
  'records.write#2 after',
  'issues.publish#2 before',
  'issues.publish#2 after',
])('is whole when it dies at %s and is sent again', async (death) => {
  const [call = '', how] = death.split(' ');
  const desk = await implemented();
  desk.world.deaths.set(call, how === 'after' ? 'after' : 'before');
  await expect(review(desk)).rejects.toThrow(Died);
  // Whatever was lost: the gate opens exactly when the review is recorded, and then its outcome counts already.
  const isRecorded = (await desk.world.ports.records.read('1001'))?.record.review !== null;
  expect((await desk.practice.gate('close', desk.keyOf(), {})).result).toBe(isRecorded);
  if (isRecorded) expect(await ofCi(desk)).toHaveLength(1);
  await review(desk);
  expect((await ofCi(desk)).map(({ outcome }) => outcome)).toEqual(['failed']);
  expect(desk.world.links).toHaveLength(1);
  expect(desk.world.issues.get('1001')?.published.tokens).toContain('caused-incident');
});

it.each<{ says: string; changed: Partial<GivenReview>; at: string }>([
  { says: 'an end before its start', changed: { actualEnd: hours(59) }, at: 'review.actualEnd' },
  { says: 'an end that is still ahead', changed: { actualEnd: hours(71) }, at: 'review.actualEnd' },
  { says: 'an incident that nobody sees', changed: { incidents: [IssueKey.parse('IT-8')] }, at: 'review.incidents.0' },
  { says: 'itself as its incident', changed: { incidents: [IssueKey.parse('IT-1001')] }, at: 'review.incidents.0' },
])('refuses $says, and saves nothing', async ({ changed, at }) => {
  const desk = await implemented();
  await expect(review(desk, changed)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: at }] });
  expect(desk.world.links).toEqual([]);
  expect(await ofCi(desk)).toEqual([]);
});

it('has no outcome before work began', async () => {
  const desk = aDesk();
  await desk.add({ stage: 'scheduled' });
  await expect(review(desk, { actualStart: null, actualEnd: null, incidents: [] })).rejects.toThrow(AppError);
});

describe('suspects', () => {
  const suspects = async (desk: Desk) => {
    const key = desk.keyOf();
    return (await desk.handlers['change.suspects'](desk.as('ivo', key), { issueKey: key })).suspects;
  };

  it('are incidents on what falls with the CIs, soon after work could begin', async () => {
    const desk = await implemented();
    expect(await suspects(desk)).toEqual([
      {
        key: 'IT-7',
        summary: 'Orders can’t be placed',
        status: 'New',
        createdAt: hours(64),
        hours: 5,
        shared: [{ ref: 'businessService:shop', name: 'shop' }],
        linked: false,
      },
    ]);
    expect(desk.world.asked.at(-1)).toBe(
      'project in ("IT") AND issuetype = 10 AND cf[120] in ("database:orders", "businessService:shop") AND ' +
        'created >= "2026-02-04 20:00" AND created < "2026-02-07 20:00" ORDER BY created ASC',
    );
  });

  it('do not include what came before, or three days later', async () => {
    const desk = await implemented();
    for (const [number, createdAt] of [hours(58.9), hours(59 + 72)].entries()) {
      const key = IssueKey.parse(`IT-${20 + number}`);
      desk.world.incidents.set(key, { key, summary: '', status: 'New', createdAt, cis: [ci('database:orders')] });
    }
    expect((await suspects(desk)).map(({ key }) => key)).toEqual(['IT-7']);
  });

  it('come from none before work can have begun', async () => {
    const desk = await implemented();
    desk.world.now = hours(10);
    expect(await suspects(desk)).toEqual([]);
  });
});
