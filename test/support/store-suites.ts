import { z } from 'zod';
import type { JobStore } from '../../src/forge/entities/jobs';
import type { SettingStore } from '../../src/forge/entities/settings';
import { instant } from '../../src/kernel/time';

const NINE = instant('2026-03-01T09:00:00Z');
const TEN = instant('2026-03-01T10:00:00Z');
const Matrix = z.object({ cells: z.array(z.int()) });

export function settingSuite(name: string, open: () => SettingStore): void {
  describe(name, () => {
    it('knows nothing before the first write', async () => {
      expect(await open().read('matrix', Matrix)).toBeUndefined();
    });

    it('gives back the document with who saved it and when', async () => {
      const settings = open();
      expect(await settings.write('matrix', undefined, { cells: [1, 2] }, 'admin-1', NINE)).toEqual({ version: 1 });
      expect(await settings.read('matrix', Matrix)).toEqual({
        version: 1,
        document: { cells: [1, 2] },
        updatedAt: NINE,
        updatedBy: 'admin-1',
      });
      expect(await settings.write('matrix', 1, { cells: [] }, 'admin-2', TEN)).toEqual({ version: 2 });
      expect(await settings.read('matrix', Matrix)).toEqual({
        version: 2,
        document: { cells: [] },
        updatedAt: TEN,
        updatedBy: 'admin-2',
      });
    });

    it.each([
      ['a first write when there is one already', undefined],
      ['a write from an outdated version', 1],
    ])('refuses %s', async (_what, expectedVersion) => {
      const settings = open();
      await settings.write('matrix', undefined, { cells: [1] }, 'admin-1', NINE);
      await settings.write('matrix', 1, { cells: [2] }, 'admin-1', NINE);
      await expect(settings.write('matrix', expectedVersion, { cells: [3] }, 'admin-2', TEN)).rejects.toMatchObject({
        code: 'CONFLICT',
      });
      expect((await settings.read('matrix', Matrix))?.document).toEqual({ cells: [2] });
    });

    it('takes a document of another shape for a bug', async () => {
      const settings = open();
      await settings.write('matrix', undefined, { rows: 3 }, 'admin-1', NINE);
      await expect(settings.read('matrix', Matrix)).rejects.toThrow();
    });
  });
}

const Progress = z.object({ step: z.int() });

export function jobSuite(name: string, open: () => JobStore): void {
  describe(name, () => {
    it('keeps kind and start while the job goes on', async () => {
      const jobs = open();
      await jobs.start({ id: 'j1', kind: 'setup', state: 'running', document: { step: 0 } }, NINE);
      expect(await jobs.save('j1', 1, 'done', { step: 7 })).toEqual({ version: 2 });
      expect(await jobs.get('j1', Progress)).toEqual({
        id: 'j1',
        version: 2,
        kind: 'setup',
        state: 'done',
        startedAt: NINE,
        document: { step: 7 },
      });
      expect(await jobs.get('j2', Progress)).toBeUndefined();
    });

    it('refuses to go on from an outdated version, or with a job that does not exist', async () => {
      const jobs = open();
      await jobs.start({ id: 'j1', kind: 'setup', state: 'running', document: { step: 0 } }, NINE);
      await jobs.save('j1', 1, 'running', { step: 1 });
      await expect(jobs.save('j1', 1, 'running', { step: 9 })).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(jobs.save('j2', 1, 'running', { step: 9 })).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(
        jobs.start({ id: 'j1', kind: 'setup', state: 'running', document: { step: 0 } }, TEN),
      ).rejects.toMatchObject({ code: 'CONFLICT' });
    });

    it('lists the jobs of a kind, youngest first', async () => {
      const jobs = open();
      await jobs.start({ id: 'old', kind: 'setup', state: 'done', document: { step: 1 } }, NINE);
      await jobs.start({ id: 'new', kind: 'setup', state: 'running', document: { step: 2 } }, TEN);
      await jobs.start({ id: 'other', kind: 'export', state: 'running', document: { step: 3 } }, TEN);
      expect((await jobs.list('setup', Progress)).map(({ id }) => id)).toEqual(['new', 'old']);
      expect((await jobs.latest('setup', Progress))?.id).toBe('new');
      expect(await jobs.latest('import', Progress)).toBeUndefined();
    });
  });
}
