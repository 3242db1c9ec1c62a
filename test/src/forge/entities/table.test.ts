import { openKvs } from '../../../support/kvs';
import { kvs } from '@forge/kvs';
import { forgeTable } from '../../../../src/forge/entities/forge-table';
import { onForge } from '../../../support/forge-globals';
import { memoryTable } from '../../../support/memory-table';
import { TASK_MANIFEST, tableSuite, taskEntity } from '../../../support/table-suite';

tableSuite('a table in memory', () => memoryTable(taskEntity));
tableSuite('a table on Forge', () => {
  openKvs([TASK_MANIFEST]);
  return forgeTable(taskEntity);
});

describe('a table on Forge', () => {
  const task = { owner: 'ann', due: '2026-03-01T09:00:00.000Z', note: '', steps: [] };

  it('stores an empty text as absent, since the platform refuses it', async () => {
    openKvs([TASK_MANIFEST]);
    await forgeTable(taskEntity).create('t1', task);
    expect(await kvs.entity('task').get('t1')).toEqual({ version: 1, owner: 'ann', due: task.due, steps: [] });
  });

  it('throws on a stored record that is not what the entity says', async () => {
    openKvs([TASK_MANIFEST]);
    await kvs.entity('task').set('t1', { version: 1, owner: 'ann' });
    await expect(forgeTable(taskEntity).get('t1')).rejects.toThrow(/due/);
  });

  it.each([
    [429, 'RATE_LIMIT_EXCEEDED', 60],
    [500, 'INTERNAL_SERVER_ERROR', undefined],
  ])('is UNAVAILABLE when the store answers %d', async (status, code, retryAfterSeconds) => {
    onForge(() => Response.json({ code, message: code }, { status }));
    await expect(forgeTable(taskEntity).get('t1')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds });
    await expect(forgeTable(taskEntity).update('t1', 1, task)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('lets a refusal through that is not about the version: it is a bug', async () => {
    openKvs([{ ...TASK_MANIFEST, attributes: { ...TASK_MANIFEST.attributes, owner: { type: 'integer' } } }]);
    await expect(forgeTable(taskEntity).create('t1', task)).rejects.toMatchObject({
      name: 'ForgeKvsError',
      code: 'INVALID_ENTITY_VALUE',
    });
  });
});
