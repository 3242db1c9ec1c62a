/** Changes beside each other: what is gone holds no time, what was not looked at closes the gate, what was accepted is what it was. */
import { IssueKey } from '../../src/contract/ids';
import { overlaid } from '../../src/forge/jira/change-beans';
import { changeRecords } from '../../src/forge/entities/change-records';
import { memoryRecords } from '../support/memory-records';
import { aChange, aRecord, ci, hours, person } from './builders';
import { aDesk, LOW, type Desk } from './practice';
import { CI_FIELD, SITE } from './world';

/** Two changes of one server at the same time. */
async function two(implementer = 'olga'): Promise<Desk> {
  const desk = aDesk();
  await desk.add({ stage: 'scheduled', implementer: person('ivo') });
  await desk.add({ id: '1002', stage: 'scheduled', implementer: person(implementer) });
  return desk;
}

const kinds = async (desk: Desk) => (await desk.panel()).conflicts.map(({ kind }) => kind);

describe('a change that is gone without a word', () => {
  it('holds its time until a night has looked', async () => {
    const desk = await two();
    expect(await kinds(desk)).toEqual(['sameCi']);
    desk.world.issues.delete('1002');
    await desk.practice.nightly();
    expect(await kinds(desk)).toEqual([]);
  });

  it('is not looked for again the next night', async () => {
    const desk = await two();
    desk.world.issues.delete('1002');
    await desk.practice.nightly();
    const before = await desk.world.ports.records.read('1002');
    await desk.practice.nightly();
    expect((await desk.world.ports.records.read('1002'))?.version).toBe(before?.version);
  });

  it('also when all of its project is', async () => {
    const desk = await two();
    desk.world.issues.clear();
    await desk.practice.nightly();
    const { records } = await desk.world.ports.records.within({ from: hours(0), to: hours(100) }, 10);
    expect(records).toEqual([]);
  });
});

it('a conflict over a person is accepted for that person', async () => {
  const desk = await two('ivo');
  desk.world.edit('1002', { cis: [ci('database:orders')] });
  await desk.practice.settle('1002');
  const [conflict] = (await desk.panel('mia')).conflicts;
  if (conflict?.kind !== 'implementer') throw new Error('they have one implementer');
  const issueKey = desk.keyOf();
  const accept = { issueKey, conflict: conflict.id, signature: conflict.signature, reason: 'He is fast.' };
  await desk.handlers['change.acceptConflict'](desk.as('mia', issueKey), accept);
  expect((await desk.panel()).conflicts[0]?.accepted).not.toBeNull();
  for (const id of ['1001', '1002']) {
    desk.world.edit(id, { implementer: person('olga') });
    await desk.practice.settle(id);
  }
  expect((await desk.panel()).conflicts[0]?.accepted).toBeNull();
});

describe('a landscape that was not walked whole', () => {
  const ready = async (): Promise<Desk> => {
    const desk = aDesk();
    await desk.add();
    await desk.go('assess');
    await desk.assess(LOW);
    await desk.go('authorize');
    await desk.approve('mia');
    desk.world.cut = true;
    return desk;
  };

  it('keeps gates closed: there may be a conflict or a freeze that nobody saw', async () => {
    const desk = await ready();
    expect(await desk.move('schedule', 'scheduled')).toMatch(/More depends on its CIs than could be followed/);
    desk.world.cut = false;
    expect(await desk.move('schedule', 'scheduled')).toBe('scheduled');
  });

  it('proposes no slot', async () => {
    const desk = await ready();
    const issueKey = desk.keyOf();
    const search = { after: hours(60), until: hours(200), minutes: 120, step: 30, hours: 'any' } as const;
    await expect(
      desk.handlers['change.findSlot'](desk.as('ada', issueKey), { issueKey, search }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('is told by the calendar', async () => {
    const desk = await ready();
    const all = { from: hours(48), to: hours(96), projects: [], services: [], types: [], levels: [] };
    const { changes } = await desk.handlers['change.calendar'](desk.as('ada'), all);
    expect(changes.map(({ conflicts }) => conflicts)).toEqual(['unknown']);
  });
});

it('a busy week costs whoever looks at an evening the changes of a day, not of the week', async () => {
  let read = 0;
  const stored = memoryRecords();
  const records = changeRecords({
    ...stored,
    table: (definition) => {
      const table = stored.table(definition);
      const page: typeof table.page = async (query) => {
        const found = await table.page(query);
        read += found.records.length;
        return found;
      };
      return { ...table, page };
    },
  });
  for (let hour = 0; hour < 7 * 24; hour += 1)
    await records.write(
      undefined,
      aRecord(aChange({ id: String(2_000 + hour), plannedStart: hours(hour), plannedEnd: hours(hour + 2) })),
    );
  const { records: found } = await records.within({ from: hours(6 * 24), to: hours(6 * 24 + 2) }, 100);
  expect(found).toHaveLength(3);
  expect(read).toBeLessThanOrEqual(24 + 3);
});

it('a reporter entered with a transition is its requester', () => {
  const reading = { site: SITE, ids: { cis: CI_FIELD, published: undefined } };
  const facts = aChange();
  expect(overlaid(reading, facts, { reporter: { accountId: 'mia' } }).requester).toBe('mia');
  expect(overlaid(reading, facts, { reporter: null }).requester).toBeUndefined();
  expect(overlaid(reading, facts, { summary: 'Another' }).requester).toBe('ada');
});

it('an issue of another key is never found by the one it had', async () => {
  const desk = await two();
  expect((await desk.practice.gate('implement', IssueKey.parse('IT-9'), {})).result).toBe(false);
});
