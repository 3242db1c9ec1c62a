import {
  creating,
  deleting,
  expecting,
  placeOf,
  putting,
  updating,
  type Records,
} from '../../src/forge/entities/records';
import { taskEntity } from './table-suite';

const task = (owner: string) => ({ owner, due: '2026-03-01T09:00:00.000Z', note: '', steps: [] });

/** What reading and writing several records at once promises, whoever keeps them. */
export function recordsSuite(name: string, open: () => Records): void {
  describe(name, () => {
    it('reads what is there of many places, in batches of 25', async () => {
      const records = open();
      for (let n = 0; n < 30; n += 1) await records.table(taskEntity).create(`t${n}`, task(`owner ${n}`));
      const count = { requests: 0 };
      const places = Array.from({ length: 40 }, (_, n) => placeOf(taskEntity, `t${n}`));
      const found = await records.read([...places, placeOf(taskEntity, 't0')], count);
      expect(found.of(taskEntity, 't29')?.value.owner).toBe('owner 29');
      expect(found.of(taskEntity, 't30')).toBeUndefined();
      expect(count.requests).toBe(2);
    });

    it('writes several records together', async () => {
      const records = open();
      await records.table(taskEntity).create('old', task('ann'));
      await records.table(taskEntity).create('gone', task('ann'));
      await records.commit([
        creating(taskEntity, 'new', task('bob')),
        updating(taskEntity, 'old', 1, task('cem')),
        deleting(taskEntity, 'gone', 1),
        putting(taskEntity, 'put', task('dan')),
      ]);
      const found = await records.read(['new', 'old', 'gone', 'put'].map((key) => placeOf(taskEntity, key)));
      expect(found.of(taskEntity, 'new')).toEqual({ key: 'new', version: 1, value: task('bob') });
      expect(found.of(taskEntity, 'old')).toEqual({ key: 'old', version: 2, value: task('cem') });
      expect(found.of(taskEntity, 'gone')).toBeUndefined();
      expect(found.of(taskEntity, 'put')?.value.owner).toBe('dan');
    });

    it.each([
      ['a record that should not be there yet', creating(taskEntity, 'a', task('eve')), 'a'],
      ['a record that somebody changed', updating(taskEntity, 'a', 7, task('eve')), 'a'],
      ['a record that is gone', updating(taskEntity, 'zz', 1, task('eve')), 'zz'],
      ['the deletion of a record that somebody changed', deleting(taskEntity, 'a', 7), 'a'],
      ['a record that was only to stay as it is', expecting(taskEntity, 'a', 7), 'a'],
    ])('writes nothing at all when one does not fit: %s', async (_what, operation, key) => {
      const records = open();
      await records.table(taskEntity).create('a', task('ann'));
      await expect(records.commit([putting(taskEntity, 'b', task('eve')), operation])).rejects.toMatchObject({
        code: 'CONFLICT',
        places: [{ entity: 'task', key }],
      });
      const found = await records.read([placeOf(taskEntity, 'a'), placeOf(taskEntity, 'b')]);
      expect(found.of(taskEntity, 'a')).toEqual({ key: 'a', version: 1, value: task('ann') });
      expect(found.of(taskEntity, 'b')).toBeUndefined();
    });

    it('takes too many operations, or a record named twice, for a bug', async () => {
      const records = open();
      const many = Array.from({ length: 26 }, (_, n) => putting(taskEntity, `t${n}`, task('ann')));
      await expect(records.commit(many)).rejects.toThrow('1 to 25');
      const twice = [putting(taskEntity, 'a', task('ann')), deleting(taskEntity, 'a', 'any')];
      await expect(records.commit(twice)).rejects.toThrow('twice');
    });
  });
}
