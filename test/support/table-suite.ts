import { z } from 'zod';
import { entity, records, type Table, type TableOf } from '../../src/forge/entities/table';

/** An entity with everything a table can have; `TASK_MANIFEST` is its declaration as the manifest would have it. */
export const taskEntity = entity({
  name: 'task',
  attributes: z.object({
    owner: z.string().min(1),
    due: z.iso.datetime(),
    note: z.string(),
    effort: z.int().optional(),
    steps: z.array(z.string()),
  }),
  indexes: { 'by-owner': { partition: ['owner'], range: 'due' }, 'by-due': { partition: [], range: 'due' } },
  emptyStrings: ['note'],
});

export const TASK_MANIFEST = {
  name: 'task',
  attributes: {
    version: { type: 'integer' },
    owner: { type: 'string' },
    due: { type: 'string' },
    note: { type: 'string' },
    effort: { type: 'integer' },
    steps: { type: 'any' },
  },
  indexes: [
    { name: 'by-owner', partition: ['owner'], range: ['due'] },
    { name: 'by-due', partition: [], range: ['due'] },
  ],
} as const;

type Task = z.output<typeof taskEntity.attributes>;

const aTask = (overrides: Partial<Task> = {}): Task => ({
  owner: 'ann',
  due: '2026-03-01T09:00:00.000Z',
  note: '',
  steps: [],
  ...overrides,
});
const day = (n: number): string => `2026-03-0${n}T09:00:00.000Z`;

async function keys<T, I extends Readonly<Record<string, { partition: readonly string[] }>>>(
  table: Table<T, I>,
  query: Parameters<Table<T, I>['page']>[0],
): Promise<string[]> {
  const found: string[] = [];
  for await (const record of records(table, query)) found.push(record.key);
  return found;
}

/** What every table promises, whoever keeps the records. */
export function tableSuite(name: string, open: () => TableOf<typeof taskEntity>): void {
  describe(name, () => {
    it('gives back what was created, at version 1', async () => {
      const table = open();
      const task = aTask({ note: 'call back', effort: 3, steps: ['a', 'b'] });
      expect(await table.create('t1', task)).toEqual({ key: 't1', version: 1, value: task });
      expect(await table.get('t1')).toEqual({ key: 't1', version: 1, value: task });
      expect(await table.get('t2')).toBeUndefined();
    });

    it('keeps an empty text where the entity allows one, and refuses it elsewhere', async () => {
      const table = open();
      await table.create('t1', aTask({ note: '' }));
      expect((await table.get('t1'))?.value.note).toBe('');
      await expect(table.create('t2', aTask({ owner: '' }))).rejects.toThrow();
      expect(await table.get('t2')).toBeUndefined();
    });

    it('does not create a key twice', async () => {
      const table = open();
      await table.create('t1', aTask());
      await expect(table.create('t1', aTask({ owner: 'bob' }))).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await table.get('t1'))?.value.owner).toBe('ann');
    });

    it('raises the version with every update, and forgets attributes that are gone', async () => {
      const table = open();
      await table.create('t1', aTask({ effort: 3 }));
      await table.update('t1', 1, aTask({ owner: 'bob' }));
      await table.update('t1', 2, aTask({ owner: 'cem' }));
      expect(await table.get('t1')).toEqual({ key: 't1', version: 3, value: aTask({ owner: 'cem' }) });
    });

    it.each([
      ['an outdated version', 't1', 1],
      ['a version that is yet to come', 't1', 3],
      ['a record that is not there', 't9', 1],
    ])('refuses to update from %s', async (_what, key, version) => {
      const table = open();
      await table.create('t1', aTask());
      await table.update('t1', 1, aTask({ owner: 'bob' }));
      await expect(table.update(key, version, aTask({ owner: 'eve' }))).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await table.get('t1'))?.value.owner).toBe('bob');
      expect(await table.get('t9')).toBeUndefined();
    });

    it('lets exactly one of many simultaneous updates win', async () => {
      const table = open();
      await table.create('t1', aTask());
      const outcomes = await Promise.allSettled(
        ['bob', 'cem', 'dan', 'eve'].map((owner) => table.update('t1', 1, aTask({ owner }))),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await table.get('t1'))?.version).toBe(2);
    });

    it('deletes at the version it was asked for, and what is gone stays gone', async () => {
      const table = open();
      await table.create('t1', aTask());
      await expect(table.delete('t1', 2)).rejects.toMatchObject({ code: 'CONFLICT' });
      await table.delete('t1', 1);
      await table.delete('t1', 1);
      expect(await table.get('t1')).toBeUndefined();
    });

    it('finds records by index, in order, page after page', async () => {
      const table = open();
      for (const n of [3, 1, 2, 5, 4])
        await table.create(`t${n}`, aTask({ due: day(n), owner: n === 5 ? 'bob' : 'ann' }));
      const ann = { index: 'by-owner', partition: { owner: 'ann' } } as const;
      expect(await keys(table, { ...ann, pageSize: 2 })).toEqual(['t1', 't2', 't3', 't4']);
      expect(await keys(table, { ...ann, newestFirst: true, pageSize: 3 })).toEqual(['t4', 't3', 't2', 't1']);
      expect(await keys(table, { index: 'by-due', range: { before: day(3) } })).toEqual(['t1', 't2']);
      expect(await keys(table, { index: 'by-due', range: { after: day(3) } })).toEqual(['t4', 't5']);
      expect(await keys(table, { index: 'by-due', range: { from: day(2), to: day(4) } })).toEqual(['t2', 't3', 't4']);
      expect(await keys(table, { index: 'by-due', range: { equals: day(2) } })).toEqual(['t2']);
      expect(await keys(table, { index: 'by-due', range: { beginsWith: '2026-03-05' } })).toEqual(['t5']);
      expect((await table.page({ index: 'by-due', pageSize: 1 })).records[0]?.version).toBe(1);
    });

    it('takes a question about an unknown attribute, or without a needed one, for a bug', async () => {
      const table = open();
      await expect(table.page({ index: 'by-owner' })).rejects.toThrow('task.by-owner needs a value for owner');
      await expect(table.page({ index: 'by-due', partition: { owner: 'ann' } })).rejects.toThrow(
        'task.by-due is not partitioned by owner',
      );
    });
  });
}
