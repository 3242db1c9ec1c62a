/** The store against an oracle of plain Maps: random writes, transactions, and every query after each of them. */
import { EMPLOYEE, openKvs } from '../../../support/kvs';
import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import fc from 'fast-check';

interface Person {
  surname?: string;
  age?: number;
  gender?: string;
}

type Oracle = Map<string, Person>;

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g#1');
const person: fc.Arbitrary<Person> = fc.record(
  {
    surname: fc.constantFrom('Ann', 'ann', 'Älv', 'Zoë', '漢', '🙂', 'Zo'),
    age: fc.integer({ min: -5, max: 5 }),
    gender: fc.constantFrom('f', 'm'),
  },
  { requiredKeys: [] },
);

type Operation =
  | { kind: 'set'; key: string; person: Person }
  | { kind: 'create'; key: string; person: Person }
  | { kind: 'delete'; key: string }
  | { kind: 'transact'; set: [string, Person]; remove: string; onlyIfAge: number };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key, person }),
  fc.record({ kind: fc.constant('create' as const), key, person }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({
    kind: fc.constant('transact' as const),
    set: fc.tuple(key, person),
    remove: key,
    onlyIfAge: fc.integer({ min: -5, max: 5 }),
  }),
);

const people = () => kvs.entity<Person>('employee');
const succeeds = (run: Promise<unknown>): Promise<boolean> =>
  run.then(
    () => true,
    () => false,
  );

/** Does the operation in both worlds and says whether each of them accepted it. */
async function both(oracle: Oracle, op: Operation): Promise<[actual: boolean, expected: boolean]> {
  switch (op.kind) {
    case 'set':
      oracle.set(op.key, op.person);
      return [await succeeds(people().set(op.key, op.person)), true];
    case 'create': {
      const free = !oracle.has(op.key);
      if (free) oracle.set(op.key, op.person);
      return [await succeeds(people().set(op.key, op.person, { keyPolicy: 'FAIL_IF_EXISTS' })), free];
    }
    case 'delete':
      oracle.delete(op.key);
      return [await succeeds(people().delete(op.key)), true];
    case 'transact': {
      const [target, value] = op.set;
      const valid = target !== op.remove && oracle.get(target)?.age === op.onlyIfAge;
      if (valid) oracle.set(target, value);
      if (valid) oracle.delete(op.remove);
      const conditions = new Filter<Person>().and('age', FilterConditions.equalTo(op.onlyIfAge));
      const transaction = kvs
        .transact()
        .set(target, value, { entityName: 'employee', conditions })
        .delete(op.remove, { entityName: 'employee' });
      return [await succeeds(transaction.execute()), valid];
    }
  }
}

interface Question {
  gender: string | undefined;
  from: number;
  to: number;
  descending: boolean;
  limit: number;
  surname: string | undefined;
}

const question: fc.Arbitrary<Question> = fc.record({
  gender: fc.option(fc.constantFrom('f', 'm'), { nil: undefined }),
  from: fc.integer({ min: -5, max: 5 }),
  to: fc.integer({ min: -5, max: 5 }),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
  surname: fc.option(fc.constantFrom('Ann', 'Zo'), { nil: undefined }),
});

const utf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function expected(oracle: Oracle, { gender, from, to, descending, surname }: Question): string[] {
  const keys = [...oracle]
    .filter(([, { age }]) => age !== undefined && age >= from && age <= to)
    .filter(([, one]) => gender === undefined || one.gender === gender)
    .sort(([keyA, a], [keyB, b]) => (a.age ?? 0) - (b.age ?? 0) || utf8(keyA, keyB))
    .filter(([, one]) => surname === undefined || (one.surname?.startsWith(surname) ?? false))
    .map(([found]) => found);
  return descending ? keys.reverse() : keys;
}

async function actual({ gender, from, to, descending, limit, surname }: Question): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const query = people()
      .query()
      .index(gender === undefined ? 'by-age' : 'by-age-per-gender', gender === undefined ? {} : { partition: [gender] })
      .where(WhereConditions.between(from, to))
      .sort(descending ? Sort.DESC : Sort.ASC)
      .limit(limit);
    if (surname !== undefined) query.filters(new Filter<Person>().and('surname', FilterConditions.beginsWith(surname)));
    if (cursor !== undefined) query.cursor(cursor);
    const page = await query.getMany();
    expect(page.results.length).toBeLessThanOrEqual(limit);
    keys.push(...page.results.map((found) => found.key));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return keys;
}

it('agrees with the oracle after any sequence of operations', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 25 }),
      fc.array(question, { minLength: 3, maxLength: 6 }),
      async (operations, questions) => {
        openKvs([EMPLOYEE]);
        const oracle: Oracle = new Map();
        for (const op of operations) {
          const [accepted, acceptable] = await both(oracle, op);
          expect(accepted).toBe(acceptable);
        }
        for (const asked of questions) expect(await actual(asked)).toEqual(expected(oracle, asked));
        const surnames = (await people().query().index('surname').limit(100).getMany()).results.map(
          ({ value }) => value.surname ?? '',
        );
        expect(surnames).toEqual([...surnames].sort(utf8));
        for (const [name, value] of oracle) expect(await people().get(name)).toEqual(value);
      },
    ),
    { numRuns: 150 },
  );
});
