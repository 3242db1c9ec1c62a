import fc from 'fast-check';
import { z } from 'zod';
import { JsonDocument } from '../../src/kernel/json';

const NO_JSON = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  Symbol('s'),
  () => 1,
  new Date(0),
  new Map([['a', 1]]),
  { a: undefined },
  [undefined],
  { deep: [{ down: new Set([1]) }] },
];

it('takes every JSON as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JsonDocument.parse(value)).toBe(value);
    }),
  );
});

it.each(NO_JSON.map((value, n) => [n, value]))('refuses what is none (%i)', (_, value) => {
  expect(JsonDocument.safeParse(value).success).toBe(false);
});

it('agrees with zod about anything', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true }), (value) => {
      expect(JsonDocument.safeParse(value).success).toBe(z.json().safeParse(value).success);
    }),
    { numRuns: 2_000 },
  );
});
