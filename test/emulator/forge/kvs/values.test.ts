import { openKvs, EMPLOYEE } from '../../../support/kvs';
import { kvs, MetadataField, WhereConditions, type ForgeKvsAPIError } from '@forge/kvs';
import { SiteClock } from '../../../../emulator/clock';
import { openDatabase } from '../../../../emulator/database';
import { createKvs } from '../../../../emulator/forge/kvs';
import type { Json } from '../../../../emulator/json';

const refusal = async (run: () => Promise<unknown>): Promise<{ status: number; code: string }> => {
  try {
    await run();
  } catch (error) {
    const { responseDetails, code } = error as ForgeKvsAPIError;
    return { status: responseDetails.status, code };
  }
  throw new Error('was accepted');
};

const nested = (levels: number): Json => (levels === 0 ? 1 : { inner: nested(levels - 1) });

describe('plain values', () => {
  it.each<[string, Json]>([
    ['text', 'Hello world'],
    ['empty text', ''],
    ['a number', 123.5],
    ['false', false],
    ['an array', ['Hello', 'World']],
    ['an object', { hello: 'world', nothing: null }],
    ['an object 31 levels deep', nested(31)],
    ['240 KiB', 'x'.repeat(240 * 1024 - 2)],
  ])('keeps %s', async (_what, value) => {
    openKvs([]);
    await kvs.set('example-key', value);
    expect(await kvs.get('example-key')).toEqual(value);
  });

  it.each<[string, string, Json | undefined, number, string]>([
    ['an empty key', '', 1, 400, 'KEY_TOO_SHORT'],
    ['a key of 501 characters', 'k'.repeat(501), 1, 400, 'KEY_TOO_LONG'],
    ['a key with a slash', 'a/b', 1, 400, 'INVALID_KEY'],
    ['a key with $', 'a$b', 1, 400, 'INVALID_KEY'],
    ['a blank key', '  ', 1, 400, 'INVALID_KEY'],
    ['null', 'k', null, 400, 'VALIDATION_ERROR'],
    ['undefined', 'k', undefined, 400, 'VALIDATION_ERROR'],
    ['more than 240 KiB', 'k', 'x'.repeat(240 * 1024 - 1), 400, 'MAX_SIZE'],
    ['an object 32 levels deep', 'k', nested(32), 400, 'MAX_DEPTH'],
  ])('refuses %s', async (_what, key, value, status, code) => {
    const { kvs: store } = openKvs([]);
    expect(await refusal(() => kvs.set(key, value))).toEqual({ status, code });
    expect(store.inspect()).toEqual([]);
  });

  it.each(['k'.repeat(500), 'survey-responses#1#A', 'a b.c:d_e-f', '-'])('takes the key %.20s', async (key) => {
    openKvs([]);
    await kvs.set(key, 1);
    expect(await kvs.get(key)).toBe(1);
  });

  it('reads a missing key as undefined and deletes it without complaint', async () => {
    openKvs([]);
    expect(await kvs.get('missing')).toBeUndefined();
    await kvs.delete('missing');
    await kvs.set('k', 1);
    await kvs.delete('k');
    expect(await kvs.get('k')).toBeUndefined();
  });

  it('needs the scope storage:app', async () => {
    openKvs([], ['read:jira-work']);
    expect(await refusal(() => kvs.get('k'))).toEqual({ status: 403, code: 'PERMISSION_DENIED' });
  });

  it('answers an operation it does not know with 501 and its name', async () => {
    const { kvs: store } = openKvs([]);
    const response = await store.handle('/api/v1/rename', '{}', { functionKey: 'resolver' });
    expect([response.status, await response.json()]).toEqual([
      501,
      { code: 'NOT_IMPLEMENTED', message: 'The store has no operation /api/v1/rename' },
    ]);
  });

  it.each([
    ['no JSON', '/api/v1/get', '{'],
    ['a field nobody knows', '/api/v1/get', '{"key":"k","colour":"red"}'],
    [
      'returnValue with FAIL_IF_EXISTS',
      '/api/v1/set',
      '{"key":"k","value":1,"options":{"keyPolicy":"FAIL_IF_EXISTS","returnValue":"LATEST"}}',
    ],
    [
      'metadata without returnValue',
      '/api/v1/set',
      '{"key":"k","value":1,"options":{"returnMetadataFields":["CREATED_AT"]}}',
    ],
  ])('refuses %s', async (_what, path, body) => {
    const { kvs: store } = openKvs([]);
    const response = await store.handle(path, body, { functionKey: 'resolver' });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'VALIDATION_ERROR' }]);
  });
});

describe('write options', () => {
  it('FAIL_IF_EXISTS keeps the first value', async () => {
    openKvs([]);
    await kvs.set('k', 'first', { keyPolicy: 'FAIL_IF_EXISTS' });
    expect(await refusal(() => kvs.set('k', 'second', { keyPolicy: 'FAIL_IF_EXISTS' }))).toEqual({
      status: 409,
      code: 'KEY_CONFLICT',
    });
    expect(await kvs.get('k')).toBe('first');
  });

  it('OVERRIDE returns the previous or the latest value with its metadata', async () => {
    const { clock } = openKvs([]);
    const written = clock.now();
    const fields = [MetadataField.CREATED_AT, MetadataField.UPDATED_AT];
    expect(await kvs.set('k', 1, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })).toBeUndefined();
    clock.jumpTo(written + 1000);
    expect(
      await kvs.set('k', 2, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS', returnMetadataFields: fields }),
    ).toEqual({
      key: 'k',
      value: 1,
      createdAt: written,
      updatedAt: written,
    });
    clock.jumpTo(written + 2000);
    expect(
      await kvs.set('k', 3, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST', returnMetadataFields: fields }),
    ).toEqual({
      key: 'k',
      value: 3,
      createdAt: written,
      updatedAt: written + 2000,
    });
  });

  it('a value with a time to live goes when its time comes, and its key is free again', async () => {
    const { clock } = openKvs([]);
    await kvs.set('k', 1, { ttl: { value: 2, unit: 'HOURS' } });
    expect(await kvs.get('k', { metadataFields: [MetadataField.EXPIRE_TIME] })).toEqual({
      key: 'k',
      value: 1,
      expireTime: '2026-03-01T11:00:00.000Z',
    });
    clock.jumpTo(Date.parse('2026-03-01T10:59:59.999Z'));
    expect(await kvs.get('k')).toBe(1);
    clock.jumpTo(Date.parse('2026-03-01T11:00:00Z'));
    expect(await kvs.get('k')).toBeUndefined();
    await kvs.set('k', 2, { keyPolicy: 'FAIL_IF_EXISTS' });
    expect(await kvs.get('k')).toBe(2);
  });

  it('writing without a time to live takes the old one away', async () => {
    const { clock } = openKvs([]);
    await kvs.set('k', 1, { ttl: { value: 1, unit: 'SECONDS' } });
    await kvs.set('k', 2);
    clock.jumpTo(clock.now() + 5000);
    expect(await kvs.get('k')).toBe(2);
  });

  it.each([
    [{ value: 366, unit: 'DAYS' as const }],
    [{ value: 0, unit: 'SECONDS' as const }],
    [{ value: 1.5, unit: 'HOURS' as const }],
  ])('refuses the time to live %j', async (ttl) => {
    openKvs([]);
    expect(await refusal(() => kvs.set('k', 1, { ttl }))).toEqual({ status: 400, code: 'VALIDATION_ERROR' });
  });
});

describe('secrets', () => {
  it('live apart from plain values and are not found by queries', async () => {
    openKvs([]);
    await kvs.setSecret('token', 'secret');
    await kvs.set('token', 'plain');
    expect(await kvs.getSecret('token')).toBe('secret');
    expect(await kvs.get('token')).toBe('plain');
    expect((await kvs.query().getMany()).results).toEqual([{ key: 'token', value: 'plain' }]);
    await kvs.deleteSecret('token');
    expect(await kvs.getSecret('token')).toBeUndefined();
    expect(await kvs.get('token')).toBe('plain');
  });
});

describe('queries by key', () => {
  it('pages through the keys of a prefix in their order (example of the documentation)', async () => {
    openKvs([EMPLOYEE]);
    for (const n of [5, 4, 3, 2, 1]) await kvs.set(`account.${n}`, `account ${n}`);
    await kvs.set('user.1', 'user 1');
    await kvs.entity('employee').set('account.9', { surname: 'Nobody' });
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const query = kvs.query().limit(2).where('key', WhereConditions.beginsWith('account.'));
      const page = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
      pages.push(page.results.map(({ key }) => key));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([['account.1', 'account.2'], ['account.3', 'account.4'], ['account.5']]);
  });

  it('returns 10 by default', async () => {
    openKvs([]);
    for (let n = 0; n < 12; n += 1) await kvs.set(`k${n}`, n);
    const { results, nextCursor } = await kvs.query().getMany();
    expect([results.length, typeof nextCursor]).toEqual([10, 'string']);
  });

  it.each([0, 101, 2.5])('refuses the limit %d', async (limit) => {
    openKvs([]);
    expect(await refusal(() => kvs.query().limit(limit).getMany())).toEqual({
      status: 400,
      code: 'LIST_QUERY_LIMIT_EXCEEDED',
    });
  });

  it.each([
    ['another field', [{ property: 'value', condition: 'BEGINS_WITH', values: ['a'] }], 'QUERY_WHERE_FIELD_INVALID'],
    ['another condition', [{ property: 'key', condition: 'EQUAL_TO', values: ['a'] }], 'INVALID_FILTER_CONDITION'],
    [
      'two clauses',
      [1, 2].map(() => ({ property: 'key', condition: 'BEGINS_WITH', values: ['a'] })),
      'QUERY_WHERE_INVALID',
    ],
    ['two values', [{ property: 'key', condition: 'BEGINS_WITH', values: ['a', 'b'] }], 'INVALID_FILTER_VALUES'],
  ])('refuses %s in where', async (_what, where, code) => {
    const { kvs: store } = openKvs([]);
    const response = await store.handle('/api/v1/query', JSON.stringify({ where }), { functionKey: 'resolver' });
    expect([response.status, await response.json()]).toMatchObject([400, { code }]);
  });

  it('refuses a cursor of another query', async () => {
    openKvs([]);
    for (const key of ['a1', 'a2', 'b1']) await kvs.set(key, 1);
    const { nextCursor } = await kvs.query().limit(1).where('key', WhereConditions.beginsWith('a')).getMany();
    expect(
      await refusal(() =>
        kvs
          .query()
          .cursor(nextCursor ?? '')
          .getMany(),
      ),
    ).toEqual({ status: 400, code: 'INVALID_CURSOR' });
    expect(await refusal(() => kvs.query().cursor('nonsense').getMany())).toEqual({
      status: 400,
      code: 'INVALID_CURSOR',
    });
  });
});

describe('the meter and the rate', () => {
  it('counts the bytes of the values read and written, and refused requests without any', async () => {
    const { used } = openKvs([]);
    await kvs.set('k', 'x'.repeat(98));
    await kvs.get('k');
    await kvs.get('missing');
    expect(used).toEqual({ requests: 3, writtenBytes: 100, readBytes: 100 });
  });

  it('lets a thousand requests through in a second, and no more', async () => {
    const { clock } = openKvs([]);
    const outcomes = await Promise.allSettled(Array.from({ length: 1005 }, () => kvs.get('k')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(
      refused.map(({ reason }) => [
        (reason as ForgeKvsAPIError).responseDetails.status,
        (reason as ForgeKvsAPIError).code,
      ]),
    ).toEqual(Array.from({ length: 5 }, () => [429, 'RATE_LIMIT_EXCEEDED']));
    clock.jumpTo(clock.now() + 1000);
    expect(await kvs.get('k')).toBeUndefined();
  });

  it('counts a large write once for every 10 KB, in windows of a minute', async () => {
    const { clock } = openKvs([]);
    const large = 'x'.repeat(235_000);
    const write = () => Promise.allSettled(Array.from({ length: 180 }, (_, n) => kvs.set(`k${n}`, large)));
    const refused = (await write()).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(180 - Math.floor(4000 / 23));
    clock.jumpTo(clock.now() + 60_000);
    await kvs.set('k', large);
  });

  it('does not refuse a caller who waits for each answer while the clock stands still', async () => {
    openKvs([]);
    for (let n = 0; n < 4500; n += 1) await kvs.get('k');
  });
});

describe('the database', () => {
  it('keeps values across a restart, and those of one installation from another', async () => {
    const db = openDatabase(':memory:');
    const open = (installationId: string) =>
      createKvs({
        db,
        clock: new SiteClock('manual', 0),
        manifest: { entities: [], scopes: ['storage:app'] },
        installationId,
        meter: { kvs: () => undefined },
      });
    const ask = async (installationId: string, path: string, body: Json): Promise<number> =>
      (await open(installationId).handle(`/api/v1/${path}`, JSON.stringify(body), { functionKey: 'resolver' })).status;
    expect(await ask('one', 'set', { key: 'k', value: 1 })).toBe(204);
    expect([await ask('one', 'get', { key: 'k' }), await ask('two', 'get', { key: 'k' })]).toEqual([200, 404]);
    expect([open('one').inspect().length, open('two').inspect().length]).toEqual([1, 0]);
  });
});
