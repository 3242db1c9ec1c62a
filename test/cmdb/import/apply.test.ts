/** Imports over storage in memory: verdicts, circles, precedence, undo, and death at every single call. */
import { ImportWorld, Killed } from './memory';
import { AppError } from '../../../src/kernel/errors';
import { CiRef } from '../../../src/contract/ids';
import { instant } from '../../../src/kernel/time';

const HEADER = 'Class,Name,Serial number,IP address,Owner,Runs on,Member of cluster';

/** Forty rows: hosts, machines on them, repeats, a circle, and every kind of bad row. */
const FORTY = [
  HEADER,
  ...Array.from({ length: 12 }, (_, n) => `Server,host-${n},H${n},10.0.0.${n},,,`),
  ...Array.from({ length: 16 }, (_, n) => `Virtual machine,vm-${n},,10.0.1.${n},,host-${n % 12},`),
  'Server,host-3,H3,10.0.0.3,,,',
  'Server,host-4,H4,10.9.9.9,,,',
  'Application,portal,,,,vm-1,',
  'Application,ring-a,,,,ring-b,',
  'Application,ring-b,,,,ring-a,',
  'Server,bad-ip,,999.1.1.1,,,',
  'Spaceship,bad-class,,,,,',
  'Server,,NONAME,,,,',
  'Application,lost,,,,nowhere,',
  'Application,short,,',
  'Server,<b>=bold</b>,HX,,,,',
  'Server,host-0b,H0,10.0.0.0,,,',
].join('\n');

async function uninterrupted(text: string) {
  const world = new ImportWorld();
  const { importId } = await world.import(text);
  return { world, importId, told: await world.told(importId), everything: await world.everything() };
}

it('says of every row what becomes of it', async () => {
  const { told, world, importId } = await uninterrupted(FORTY);
  expect(await world.told(importId, 'dryRun')).toEqual(told);
  expect(told).toHaveLength(40);
  expect(told.slice(28)).toEqual([
    '29 unchanged',
    '30 reject duplicate',
    '31 create',
    '32 create',
    '33 create',
    '34 reject invalid',
    '35 reject unknownClass',
    '36 reject invalid',
    '37 reject unknownCi',
    '38 reject ragged',
    '39 create',
    '40 reject duplicate',
  ]);
});

it('changes nothing the second time', async () => {
  const { world, everything } = await uninterrupted(FORTY);
  const { importId } = await world.import(`${FORTY}\n`);
  expect((await world.told(importId)).filter((line) => / (create|update)/.test(line))).toEqual([]);
  expect(await world.everything()).toEqual(everything);
});

describe('an import that is cut off', () => {
  it('at any call ends as if it had not been', async () => {
    const calm = await uninterrupted(FORTY);
    for (let at = 1, died = true; died; at += 1) {
      const world = new ImportWorld();
      const importId = await world.file(FORTY);
      await world.run(importId, 'dryRun');
      await world.start(importId, 'apply');
      const start = world.calls;
      died = false;
      world.fault = (call) => {
        if (call !== start + at) return undefined;
        died = true;
        return { when: at % 2 === 0 ? 'before' : 'after', cause: new Killed() };
      };
      await world.drain();
      expect({ at, told: await world.told(importId) }).toEqual({ at, told: calm.told });
      expect({ at, everything: await world.everything() }).toEqual({ at, everything: calm.everything });
    }
  }, 240_000);

  it('again and again, or told to wait, ends the same', async () => {
    const calm = await uninterrupted(FORTY);
    for (const cause of [new Killed(), new AppError('UNAVAILABLE', 'Too many requests.', { retryAfterSeconds: 60 })]) {
      const world = new ImportWorld();
      const importId = await world.file(FORTY);
      await world.run(importId, 'dryRun');
      await world.start(importId, 'apply');
      world.fault = (call) => (call % 151 === 0 ? { when: call % 2 === 0 ? 'before' : 'after', cause } : undefined);
      await world.drain();
      expect(await world.told(importId)).toEqual(calm.told);
      expect(await world.everything()).toEqual(calm.everything);
    }
  }, 60_000);
});

describe('rows that relate in a circle', () => {
  it('are made together, and fall together', async () => {
    const world = new ImportWorld();
    const text = [
      HEADER,
      'Application,a,,,,b,',
      'Application,b,,,,c,',
      'Application,c,,bad ip,,a,',
      'Application,d,,,,a,',
    ].join('\n');
    const { importId, applied } = await world.import(text.replace('Application,c,,bad ip', 'Server,c,,bad ip'));
    expect(await world.told(importId)).toEqual([
      '1 reject rejectedRow',
      '2 reject rejectedRow',
      '3 reject invalid',
      '4 reject rejectedRow',
    ]);
    expect(applied.apply?.counts.create).toBe(0);
    expect(await world.refs()).toEqual([]);
  });

  it('have all their relations once they stand', async () => {
    const world = new ImportWorld();
    await world.import([HEADER, 'Application,a,,,,b,', 'Application,b,,,,c,', 'Application,c,,,,a,'].join('\n'));
    expect(await world.related('application:a')).toEqual(['runsOn application:b']);
    expect(await world.related('application:b')).toEqual(['runsOn application:c']);
    expect(await world.related('application:c')).toEqual(['runsOn application:a']);
  });
});

describe('whose word counts', () => {
  const update = (ip: string) => `Class,Name,Serial number,IP address\nServer,web,S1,${ip}\n`;

  it('a lesser source changes nothing, and is told who has the word', async () => {
    const world = new ImportWorld();
    world.precedence = { order: ['Discovery', 'CMT'], byPath: {} };
    await world.import(update('10.0.0.1'), { source: 'Discovery' });
    const { importId } = await world.import(update('10.0.0.2'), { source: 'CMT' });
    expect(await world.verdicts(importId, 'apply')).toMatchObject([
      { verdict: 'unchanged', withheld: [{ path: 'attributes.ip', after: '10.0.0.2', keptFrom: 'Discovery' }] },
    ]);
  });

  it('for one attribute it may be the other way round', async () => {
    const world = new ImportWorld();
    world.precedence = { order: ['Discovery', 'CMT'], byPath: { 'attributes.ip': ['CMT', 'Discovery'] } };
    await world.import(update('10.0.0.1'), { source: 'Discovery' });
    const { applied } = await world.import(update('10.0.0.2'), { source: 'CMT' });
    expect(applied.apply?.counts.update).toBe(1);
  });
});

describe('identification', () => {
  const keyed = (rows: string[]) => ['Class,Name,Serial number,Asset tag,Key', ...rows].join('\n');

  it('goes by the source’s own key before anything else', async () => {
    const world = new ImportWorld();
    await world.import(keyed(['Server,web,S1,,K1']));
    const { importId } = await world.import(keyed(['Server,renamed,S2,,K1']));
    expect(await world.verdicts(importId, 'apply')).toMatchObject([
      { verdict: 'update', ref: 'server:web', name: 'renamed' },
    ]);
  });

  it.each<[string, string[], string, string]>([
    ['two CIs of one name', ['Server,web,S1,,K1', 'Virtual machine,web,,,K2'], 'Computer,web,,,', 'ambiguous'],
    ['another key of the same source', ['Server,web,S1,,K1'], 'Server,web,S1,,K9', 'otherKey'],
    ['a value that another CI has', ['Server,a,S1,T1,K1', 'Server,b,S2,T2,K2'], 'Server,a,S1,T2,K1', 'taken'],
  ])('rejects a row about %s', async (_what, first, row, code) => {
    const world = new ImportWorld();
    await world.import(keyed(first));
    const { importId } = await world.import(keyed([row]));
    expect(await world.told(importId)).toEqual([`1 reject ${code}`]);
  });
});

it('a file is kept for a month, what was found for good', async () => {
  const world = new ImportWorld();
  const { importId } = await world.import(FORTY);
  await world.practice.expire();
  expect((await world.job(importId)).document.expired).toBeUndefined();
  world.now = instant(Date.parse(world.now) + 31 * 86_400_000);
  await world.practice.expire();
  expect((await world.job(importId)).document.expired).toBe(true);
  expect(await world.ports.documents.read(`import:${importId}:file`, 1)).toBeUndefined();
  expect(await world.told(importId)).toHaveLength(40);
});

describe('undo', () => {
  const BEFORE = `${HEADER}\nServer,old,H1,10.0.0.1,,,\n`;
  const AFTER = `${HEADER}\nServer,old,H1,10.0.0.2,,,\nVirtual machine,vm,,,,old,\nServer,fresh,H9,,,,\n`;

  it('puts back what was, and takes away what was not', async () => {
    const world = new ImportWorld();
    await world.import(BEFORE);
    const { importId } = await world.import(AFTER);
    const undone = await world.run(importId, 'undo');
    expect(undone.undo).toMatchObject({ state: 'done', counts: { create: 2, update: 1 }, left: [] });
    const { cis } = await world.everything();
    expect(cis.map((ci) => [ci['ref'], ci['attributes.ip']])).toEqual([['server:old', '10.0.0.1']]);
  });

  it('leaves what somebody changed since, and what is in use, and says so', async () => {
    const world = new ImportWorld();
    await world.import(BEFORE);
    const { importId } = await world.import(AFTER);
    await world.import(`${HEADER}\nServer,old,H1,10.0.0.3,,,\nApplication,app,,,,fresh,\n`, { source: 'Hand' });
    const { undo } = await world.run(importId, 'undo');
    expect([...(undo?.left ?? [])].sort((a, b) => a.ref.localeCompare(b.ref))).toEqual([
      { ref: CiRef.parse('server:fresh'), reason: 'inUse' },
      { ref: CiRef.parse('server:old'), reason: 'changedSince' },
    ]);
    expect(await world.refs()).toEqual(['application:app', 'server:fresh', 'server:old']);
  });

  it('that is cut off at any call ends the same', async () => {
    const calm = new ImportWorld();
    await calm.import(BEFORE);
    const { importId: first } = await calm.import(AFTER);
    await calm.run(first, 'undo');
    const expected = await calm.everything();
    for (let at = 1, died = true; died; at += 1) {
      const world = new ImportWorld();
      await world.import(BEFORE);
      const { importId } = await world.import(AFTER);
      await world.start(importId, 'undo');
      const start = world.calls;
      died = false;
      world.fault = (call) => {
        if (call !== start + at) return undefined;
        died = true;
        return { when: 'after', cause: new Killed() };
      };
      await world.drain();
      expect({ at, everything: await world.everything() }).toEqual({ at, everything: expected });
    }
  }, 60_000);
});
