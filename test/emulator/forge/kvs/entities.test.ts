import { EMPLOYEE, openKvs } from '../../../support/kvs';
import { Filter, FilterConditions, kvs, MetadataField, Sort, WhereConditions, type ForgeKvsAPIError } from '@forge/kvs';
import type { Json } from '../../../../emulator/json';

type Employee = Record<string, Json>;

const employees = () => kvs.entity<Employee>('employee');

const refusal = async (run: () => Promise<unknown>): Promise<[number, string]> => {
  try {
    await run();
  } catch (error) {
    const { responseDetails, code } = error as ForgeKvsAPIError;
    return [responseDetails.status, code];
  }
  throw new Error('was accepted');
};

const post = async (path: string, body: Json): Promise<[number, unknown]> => {
  const { kvs: store } = openKvs([EMPLOYEE]);
  const response = await store.handle(path, JSON.stringify(body), { functionKey: 'resolver' });
  return [response.status, await response.json()];
};

async function hire(...people: (Employee & { key: string })[]): Promise<void> {
  for (const { key, ...person } of people) await employees().set(key, person);
}

describe('records', () => {
  it.each<[string, Employee]>([
    ['every type', { surname: 'Davis', age: 30, salary: 1.5, active: false, notes: { any: ['thing'] } }],
    ['the largest integer', { age: 2_147_483_647 }],
    ['the smallest integer', { age: -2_147_483_648 }],
    ['a float of 0', { salary: 0 }],
    ['nothing at all', {}],
    ['an untyped empty text', { notes: '' }],
  ])('keeps %s', async (_what, record) => {
    openKvs([EMPLOYEE]);
    await employees().set('e1', record);
    expect(await employees().get('e1')).toEqual(record);
  });

  it.each<[string, Json]>([
    ['an attribute that is not declared', { colour: 'red' }],
    ['text for an integer', { age: '30' }],
    ['a fraction for an integer', { age: 30.5 }],
    ['epoch milliseconds', { age: 1_753_750_184_233 }],
    ['one below the smallest integer', { age: -2_147_483_649 }],
    ['a number for text', { surname: 5 }],
    ['an empty text', { surname: '' }],
    ['a blank text', { surname: '  ' }],
    ['null', { surname: null }],
    ['null for any', { notes: null }],
    ['a float too small', { salary: 1e-131 }],
    ['a float too large', { salary: 1e126 }],
    ['text for a boolean', { active: 'true' }],
    ['an array instead of a record', []],
    ['a plain value instead of a record', 'Davis'],
  ])('refuses %s', async (_what, value) => {
    const answer = await post('/api/v1/entity/set', { entityName: 'employee', key: 'e1', value });
    expect(answer).toMatchObject([400, { code: 'INVALID_ENTITY_VALUE' }]);
  });

  it.each<[string, Employee, 'accepted' | 'refused']>([
    ['a range value of 900 bytes', { surname: 'x'.repeat(900) }, 'accepted'],
    ['a range value of 901 bytes', { surname: 'x'.repeat(901) }, 'refused'],
    ['a range value of 451 two-byte letters', { surname: 'é'.repeat(451) }, 'refused'],
    ['partition values of 1,700 bytes', { gender: 'x'.repeat(1698), age: 30, employmentyear: 1 }, 'accepted'],
    ['partition values of 1,701 bytes', { gender: 'x'.repeat(1699), age: 30, employmentyear: 1 }, 'refused'],
  ])('%s is %s', async (_what, record, outcome) => {
    openKvs([EMPLOYEE]);
    const set = () => employees().set('e1', record);
    if (outcome === 'accepted') await set();
    else expect(await refusal(set)).toEqual([400, 'MAX_SIZE']);
  });

  it('refuses an entity that the manifest does not declare', async () => {
    openKvs([EMPLOYEE]);
    const stranger = kvs.entity('contractor');
    for (const run of [
      () => stranger.get('k'),
      () => stranger.set('k', {}),
      () => stranger.delete('k'),
      () => stranger.query().index('by-key').getMany(),
    ]) {
      expect(await refusal(run)).toEqual([400, 'INVALID_ENTITY_TYPE']);
    }
    expect(await refusal(() => employees().set('', {}))).toEqual([400, 'EMPTY_KEY']);
  });

  it('shows the host what is stored', async () => {
    const { kvs: store } = openKvs([EMPLOYEE]);
    await employees().set('e1', { age: 1 });
    await kvs.set('plain', 12);
    expect(store.inspect().map(({ space, items }) => [space, items.map(({ key, bytes }) => [key, bytes])])).toEqual([
      ['entity:employee', [['e1', 9]]],
      ['value', [['plain', 2]]],
    ]);
  });
});

describe('queries', () => {
  const found = async (query: { getMany(): Promise<{ results: { key: string }[] }> }): Promise<string> =>
    (await query.getMany()).results.map(({ key }) => key).join(' ');

  beforeEach(async () => {
    openKvs([EMPLOYEE]);
    await hire(
      { key: 'ann', surname: 'Zola', age: 41, gender: 'female', nationality: 'French', employmentyear: 2020 },
      { key: 'bea', surname: 'Älv', age: 30, gender: 'female', nationality: 'Swedish', employmentyear: 2021 },
      { key: 'cem', surname: 'Davis', age: 30, gender: 'male', nationality: 'Australian', employmentyear: 2022 },
      { key: 'dan', surname: 'Davies', age: 9, gender: 'male', nationality: 'Welsh' },
      { key: 'eve', surname: 'smith' },
    );
  });

  it.each([
    ['a simple index, in the order of UTF-8', () => employees().query().index('surname'), 'dan cem ann eve bea'],
    [
      'an index of integers, numerically; who has no age is not in it',
      () => employees().query().index('by-age'),
      'dan bea cem ann',
    ],
    ['downwards', () => employees().query().index('by-age').sort(Sort.DESC), 'ann cem bea dan'],
    ['by key', () => employees().query().index('by-key'), 'ann bea cem dan eve'],
    [
      'by key from',
      () => employees().query().index('by-key').where(WhereConditions.greaterThanEqualTo('dan')),
      'dan eve',
    ],
    ['begins with', () => employees().query().index('surname').where(WhereConditions.beginsWith('Davi')), 'dan cem'],
    [
      'between, both ends included',
      () => employees().query().index('by-age').where(WhereConditions.between(9, 30)),
      'dan bea cem',
    ],
    ['equal', () => employees().query().index('by-age').where(WhereConditions.equalTo(30)), 'bea cem'],
    ['greater', () => employees().query().index('by-age').where(WhereConditions.greaterThan(30)), 'ann'],
    ['less', () => employees().query().index('by-age').where(WhereConditions.lessThan(30)), 'dan'],
    [
      'less or equal',
      () => employees().query().index('by-age').where(WhereConditions.lessThanEqualTo(30)),
      'dan bea cem',
    ],
    [
      'a partition',
      () =>
        employees()
          .query()
          .index('by-age-per-gender', { partition: ['female'] }),
      'bea ann',
    ],
    [
      'a partition of two attributes',
      () =>
        employees()
          .query()
          .index('by-gender-and-year', { partition: ['male', 30] }),
      'cem',
    ],
    [
      'a partition nobody is in',
      () =>
        employees()
          .query()
          .index('by-age-per-gender', { partition: ['other'] }),
      '',
    ],
  ])('%s', async (_what, query, keys) => {
    expect(await found(query())).toBe(keys);
  });

  it.each([
    ['equal', 'nationality', FilterConditions.equalTo('French'), 'ann'],
    ['not equal', 'nationality', FilterConditions.notEqualTo('French'), 'bea cem dan eve'],
    ['contains', 'surname', FilterConditions.contains('av'), 'cem dan'],
    ['does not contain', 'surname', FilterConditions.notContains('av'), 'ann bea eve'],
    ['begins with', 'surname', FilterConditions.beginsWith('Da'), 'cem dan'],
    ['exists', 'age', FilterConditions.exists(), 'ann bea cem dan'],
    ['does not exist', 'age', FilterConditions.notExists(), 'eve'],
    ['between', 'age', FilterConditions.between(10, 40), 'bea cem'],
    ['greater', 'age', FilterConditions.greaterThan(30), 'ann'],
    ['less or equal', 'age', FilterConditions.lessThanEqualTo(9), 'dan'],
  ])('filter: %s', async (_what, attribute, condition, keys) => {
    const filter = new Filter<Employee>().and(attribute, condition);
    expect(await found(employees().query().index('by-key').filters(filter))).toBe(keys);
  });

  it('filters by all conditions with and, by any with or', async () => {
    const young = FilterConditions.lessThan(31);
    const female = FilterConditions.equalTo('female');
    const both = new Filter<Employee>().and('age', young).and('gender', female);
    const either = new Filter<Employee>().or('age', young).or('gender', female);
    expect(await found(employees().query().index('by-key').filters(both))).toBe('bea');
    expect(await found(employees().query().index('by-key').filters(either))).toBe('ann bea cem dan');
  });

  it('filters a page after it was read: pages may be empty and have a successor', async () => {
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const query = employees()
        .query()
        .index('by-key')
        .limit(2)
        .filters(new Filter<Employee>().and('surname', FilterConditions.equalTo('smith')));
      const page = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
      pages.push(page.results.map(({ key }) => key).join(' '));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual(['', '', 'eve']);
  });

  it('follows a change and a deletion', async () => {
    await employees().set('dan', { surname: 'Davies', age: 50 });
    await employees().delete('ann');
    expect(await found(employees().query().index('by-age'))).toBe('bea cem dan');
    expect(
      await found(
        employees()
          .query()
          .index('by-age-per-gender', { partition: ['male'] }),
      ),
    ).toBe('cem');
  });

  it('tells the metadata when asked', async () => {
    const query = employees()
      .query({ metadataFields: [MetadataField.CREATED_AT] })
      .index('by-key');
    expect(await query.getOne()).toMatchObject({ key: 'ann', createdAt: Date.parse('2026-03-01T09:00:00Z') });
  });

  it.each<[string, Json, number, string]>([
    ['an index that is not declared', { indexName: 'nationality' }, 400, 'INVALID_ENTITY_INDEX'],
    ['a missing partition value', { indexName: 'by-age-per-gender' }, 400, 'INVALID_FILTER_VALUES'],
    ['a partition value too many', { indexName: 'by-age', partition: ['x'] }, 400, 'INVALID_FILTER_VALUES'],
    [
      'a partition value of another type',
      { indexName: 'by-age-per-gender', partition: [5] },
      400,
      'INVALID_ENTITY_VALUE',
    ],
    ['a page of 101', { indexName: 'by-key', limit: 101 }, 400, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE'],
    ['a page of 0', { indexName: 'by-key', limit: 0 }, 400, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE'],
    [
      'contains in where',
      { indexName: 'surname', range: { condition: 'CONTAINS', values: ['x'] } },
      400,
      'INVALID_FILTER_CONDITION',
    ],
    [
      'begins with on an integer',
      { indexName: 'by-age', range: { condition: 'BEGINS_WITH', values: ['3'] } },
      400,
      'INVALID_FILTER_CONDITION',
    ],
    [
      'text against an integer',
      { indexName: 'by-age', range: { condition: 'EQUAL_TO', values: ['30'] } },
      400,
      'INVALID_FILTER_VALUES',
    ],
    [
      'half a between',
      { indexName: 'by-age', range: { condition: 'BETWEEN', values: [1] } },
      400,
      'INSUFFICIENT_FILTER_VALUES',
    ],
    [
      'both operators',
      { indexName: 'by-key', filters: { and: [], or: [] } },
      400,
      'INVALID_FILTER_OPERATORS_COMBINATION',
    ],
    ['an empty operator', { indexName: 'by-key', filters: { and: [] } }, 400, 'EMPTY_FILTER_OPERATOR'],
    [
      'a filter on an untyped attribute',
      { indexName: 'by-key', filters: { and: [{ property: 'notes', condition: 'EXISTS', values: [true] }] } },
      422,
      'INVALID_FILTER_CONDITION',
    ],
    [
      'a filter on an unknown attribute',
      { indexName: 'by-key', filters: { and: [{ property: 'colour', condition: 'EXISTS', values: [true] }] } },
      400,
      'INVALID_FILTER_CONDITION',
    ],
    [
      'an order of truth values',
      { indexName: 'by-key', filters: { and: [{ property: 'active', condition: 'LESS_THAN', values: [true] }] } },
      400,
      'INVALID_FILTER_CONDITION',
    ],
    [
      'a condition nobody knows',
      { indexName: 'by-key', filters: { and: [{ property: 'age', condition: 'LIKE', values: [1] }] } },
      400,
      'INVALID_FILTER_CONDITION',
    ],
    [
      '101 conditions',
      {
        indexName: 'by-key',
        filters: { or: Array.from({ length: 101 }, () => ({ property: 'age', condition: 'EQUAL_TO', values: [1] })) },
      },
      400,
      'INVALID_FILTER_VALUES',
    ],
    ['a foreign cursor', { indexName: 'by-key', cursor: 'eyJ9' }, 400, 'INVALID_CURSOR'],
  ])('refuses %s', async (_what, question, status, code) => {
    const answer = await post('/api/v1/entity/query', { entityName: 'employee', ...(question as object) });
    expect(answer).toMatchObject([status, { code }]);
  });
});

describe('transactions', () => {
  const version = (age: number) => ({
    entityName: 'employee',
    conditions: new Filter<Employee>().and('age', FilterConditions.equalTo(age)),
  });

  beforeEach(async () => {
    openKvs([EMPLOYEE]);
    await hire({ key: 'ann', age: 1 }, { key: 'bea', age: 2 });
    await kvs.set('plain', 'old');
  });

  it('does everything when every condition is met', async () => {
    await kvs
      .transact()
      .set('plain', 'new')
      .set<Employee>('ann', { age: 10 }, version(1))
      .delete('bea', version(2))
      .execute();
    expect([await kvs.get('plain'), await employees().get('ann'), await employees().get('bea')]).toEqual([
      'new',
      { age: 10 },
      undefined,
    ]);
  });

  it.each([
    ['set', () => kvs.transact().set('plain', 'new').set<Employee>('ann', { age: 10 }, version(7))],
    ['delete', () => kvs.transact().set('plain', 'new').delete('ann', version(7))],
    ['check', () => kvs.transact().set('plain', 'new').check('ann', version(7))],
    [
      'a condition on a record that is not there',
      () => kvs.transact().set('plain', 'new').set<Employee>('cem', { age: 1 }, version(1)),
    ],
  ])('does nothing when a condition of %s is not met', async (_what, transaction) => {
    expect(await refusal(() => transaction().execute())).toEqual([400, 'TRANSACTION_CONDITION_FAILED']);
    expect([await kvs.get('plain'), await employees().get('ann'), await employees().get('cem')]).toEqual([
      'old',
      { age: 1 },
      undefined,
    ]);
  });

  it('checks every condition against the state before the transaction', async () => {
    await kvs.transact().set<Employee>('ann', { age: 2 }, version(1)).check('bea', version(2)).execute();
    const absent = {
      entityName: 'employee',
      conditions: new Filter<Employee>().and('age', FilterConditions.notExists()),
    };
    await kvs.transact().set<Employee>('cem', { age: 5 }, absent).execute();
    expect(await employees().get('cem')).toEqual({ age: 5 });
  });

  it('does nothing when one value is not valid', async () => {
    const transaction = kvs.transact().set('plain', 'new').set('ann', { age: 'ten' }, { entityName: 'employee' });
    expect(await refusal(() => transaction.execute())).toEqual([400, 'INVALID_ENTITY_VALUE']);
    expect(await kvs.get('plain')).toBe('old');
  });

  it('takes 25 operations and refuses 26, refuses none, and one key twice', async () => {
    const sets = (count: number) =>
      Array.from({ length: count }).reduce<ReturnType<typeof kvs.transact>>(
        (all, _none, n) => all.set(`k${n}`, n),
        kvs.transact(),
      );
    await sets(25).execute();
    expect(await refusal(() => sets(26).execute())).toEqual([400, 'VALIDATION_ERROR']);
    expect(await refusal(() => kvs.transact().execute())).toEqual([400, 'VALIDATION_ERROR']);
    expect(await refusal(() => kvs.transact().set('k', 1).delete('k').execute())).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('refuses conditions on a plain value', async () => {
    const answer = await post('/api/v1/transaction', {
      delete: [{ key: 'plain', conditions: { and: [{ property: 'age', condition: 'EXISTS', values: [true] }] } }],
    });
    expect(answer).toMatchObject([400, { code: 'INVALID_FILTER_CONDITION' }]);
  });

  it('refuses more than 4 MB', async () => {
    const set = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, value: 'x'.repeat(220_000) }));
    expect(await post('/api/v1/transaction', { set })).toMatchObject([400, { code: 'MAX_SIZE' }]);
  });

  it('gives a record the time to live of its operation', async () => {
    const { clock } = openKvs([EMPLOYEE]);
    await kvs
      .transact()
      .set('ann', { age: 1 }, { entityName: 'employee' }, { ttl: { value: 5, unit: 'MINUTES' } })
      .execute();
    clock.jumpTo(clock.now() + 5 * 60_000);
    expect((await employees().query().index('by-age').getMany()).results).toEqual([]);
  });
});

describe('batches', () => {
  beforeEach(() => void openKvs([EMPLOYEE]));

  it('set what can be set and name what can not', async () => {
    const result = await kvs.batchSet([
      { key: 'plain', value: { foo: 'bar' } },
      { key: 'ann', entityName: 'employee', value: { age: 30 } },
      { key: 'bea', entityName: 'employee', value: { age: 'thirty' } },
      { key: 'cem', entityName: 'contractor', value: {} },
    ]);
    expect(result.successfulKeys).toEqual([{ key: 'plain' }, { key: 'ann', entityName: 'employee' }]);
    expect(result.failedKeys.map(({ key, entityName, error }) => [key, entityName, error.code])).toEqual([
      ['bea', 'employee', 'INVALID_ENTITY_VALUE'],
      ['cem', 'contractor', 'INVALID_ENTITY_TYPE'],
    ]);
    expect(await employees().get('ann')).toEqual({ age: 30 });
  });

  it('get values and say which keys are not there', async () => {
    await employees().set('ann', { age: 30 });
    const result = await kvs.batchGet([{ key: 'ann', entityName: 'employee' }, { key: 'missing' }]);
    expect(result.successfulKeys).toEqual([{ key: 'ann', entityName: 'employee', value: { age: 30 } }]);
    expect(result.failedKeys).toMatchObject([{ key: 'missing', error: { code: 'KEY_NOT_FOUND' } }]);
  });

  it('delete, whether the key is there or not', async () => {
    await kvs.set('plain', 1);
    expect(await kvs.batchDelete([{ key: 'plain' }, { key: 'missing' }])).toEqual({
      successfulKeys: [{ key: 'plain' }, { key: 'missing' }],
      failedKeys: [],
    });
    expect(await kvs.get('plain')).toBeUndefined();
  });

  it.each([
    ['no key', []],
    ['26 keys', Array.from({ length: 26 }, (_, n) => ({ key: `k${n}` }))],
    ['one key twice', [{ key: 'k' }, { key: 'k' }]],
  ])('fail entirely with %s', async (_what, items) => {
    expect(await refusal(() => kvs.batchDelete(items))).toEqual([400, 'VALIDATION_ERROR']);
  });
});
