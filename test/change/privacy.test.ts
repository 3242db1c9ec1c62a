/** What a reader may not see in Jira or the CMDB, no answer about a change names: neither keys nor refs. */
import { IssueKey, ProjectKey } from '../../src/contract/ids';
import { ci, hours } from './builders';
import { TEST_RULES } from './configuration';
import { aDesk, LOW, WENT_WELL, type Desk } from './practice';

const INCIDENT = IssueKey.parse('IT-7');

/** A change of two CIs of which one has a record of failures: the one its risk speaks of. */
async function assessed(): Promise<Desk> {
  const risk = { ...TEST_RULES, weights: { ...TEST_RULES.weights, ciRecord: 40 } };
  const desk = aDesk({ defaults: { risk } });
  await desk.world.ports.outcomes.put({ issueId: '9', outcome: 'failed', at: hours(-24) }, [
    { of: 'ci', ref: ci('database:orders') },
  ]);
  await desk.add({ cis: [ci('server:web-01'), ci('database:orders')] });
  await desk.go('assess');
  await desk.assess(LOW);
  await desk.go('authorize');
  return desk;
}

describe('a CI of a class that is closed to the reader', () => {
  it('is named in the reasons for the risk to others', async () => {
    expect(JSON.stringify((await (await assessed()).panel()).assessment)).toContain('database:orders');
  });

  it('is not named in the panel', async () => {
    const desk = await assessed();
    desk.world.closed.add(ci('database:orders'));
    expect(JSON.stringify(await desk.panel())).not.toContain('orders');
  });

  it('is not named in the agenda', async () => {
    const desk = await assessed();
    const agenda = async () => {
      const { items } = await desk.handlers['change.agenda'](desk.as('mia'), { mine: false, projects: [] });
      expect(items).toHaveLength(1);
      return JSON.stringify(items);
    };
    expect(await agenda()).toContain('database:orders');
    desk.world.closed.add(ci('database:orders'));
    expect(await agenda()).not.toContain('orders');
  });
});

describe('an incident that the reader may not see', () => {
  const withIncident = async (): Promise<Desk> => {
    const desk = aDesk();
    await desk.add({ stage: 'review' });
    desk.world.incidents.set(INCIDENT, {
      key: INCIDENT,
      summary: 'Orders can’t be placed',
      status: 'New',
      createdAt: hours(1),
      cis: [],
    });
    desk.world.now = hours(70);
    await review(desk, [INCIDENT]);
    return desk;
  };
  const review = (desk: Desk, incidents: readonly IssueKey[]) => {
    const issueKey = desk.keyOf();
    const given = { ...WENT_WELL, incidents: [...incidents] };
    return desk.handlers['change.review'](desk.as('ivo', issueKey), { issueKey, review: given });
  };
  const recorded = async (desk: Desk) => (await desk.world.ports.records.read('1001'))?.record.review?.incidents;

  it('is not named in the review', async () => {
    const desk = await withIncident();
    expect((await desk.panel()).review?.incidents).toEqual([INCIDENT]);
    desk.world.incidents.delete(INCIDENT);
    expect((await desk.panel()).review?.incidents).toEqual([]);
  });

  it('stays in the review when the reader writes it anew', async () => {
    const desk = await withIncident();
    desk.world.incidents.delete(INCIDENT);
    await review(desk, []);
    expect(await recorded(desk)).toEqual([INCIDENT]);
  });

  it('is taken out by who sees it', async () => {
    const desk = await withIncident();
    await review(desk, []);
    expect(await recorded(desk)).toEqual([]);
  });
});

it('an agenda of projects that the reader may not see is refused in words, not by Jira', async () => {
  const desk = await assessed();
  const asked = { mine: false, projects: [ProjectKey.parse('HR')] };
  await expect(desk.handlers['change.agenda'](desk.as('mia'), asked)).rejects.toMatchObject({ code: 'REFUSED' });
});
