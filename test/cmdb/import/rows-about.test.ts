import fc from 'fast-check';
import { RowsAbout } from '../../../src/cmdb/import/rows-about';
import type { StoredCi } from '../../../src/cmdb/cmdb.ports';
import type { Ci, CiContent } from '../../../src/cmdb/model';
import { CiRef } from '../../../src/contract/ids';

type Values = ReadonlyMap<string, string | null>;

const APP = CiRef.parse('application:shop');
const CONTENT: CiContent = {
  classKey: 'application',
  name: 'shop',
  state: 'inUse',
  environment: null,
  criticality: null,
  owner: null,
  supportGroup: null,
  location: null,
  cost: null,
  attributes: {},
  identifiers: [],
  redundancy: null,
};
const NEVER = '1970-01-01T00:00:00.000Z';
const ci: Ci = {
  ...CONTENT,
  ref: APP,
  sources: {},
  attestedAt: null,
  attestedBy: null,
  createdAt: NEVER,
  updatedAt: NEVER,
};
const stored = (version: number, location: string): StoredCi => ({ version, ci: { ...ci, location } });

/** As the rule reads: any earlier row that says something else of the same path. */
const naive = (rows: readonly Values[], values: Values): number | undefined => {
  const at = rows.findIndex((other) =>
    [...values].some(([path, text]) => {
      const said = other.get(path);
      return said !== undefined && said !== null && text !== null && said.trim() !== text.trim();
    }),
  );
  return at === -1 ? undefined : at + 1;
};

const path = fc.constantFrom('name', 'location', 'attributes.ip');
const text = fc.constantFrom('a', ' a ', 'b', null);
const values = fc.array(fc.tuple(path, text), { maxLength: 3 }).map((pairs): Values => new Map(pairs));

it('finds the first row that says otherwise, like whoever compares with each of them', () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 12 }), (asked) => {
      const about = new RowsAbout();
      const accepted: Values[] = [];
      for (const one of asked) {
        const found = about.contradicting(APP, one, (row) => accepted[row - 1] ?? new Map());
        expect(found).toBe(naive(accepted, one));
        if (found !== undefined) continue;
        accepted.push(one);
        about.add(APP, accepted.length);
      }
    }),
  );
});

it('looks at every row once, however often it is asked', () => {
  const about = new RowsAbout();
  let looked = 0;
  let made = 0;
  for (let row = 1; row <= 1_000; row += 1) {
    const said: Values = new Map([[`attributes.a${row}`, 'x']]);
    about.contradicting(APP, said, () => {
      looked += 1;
      return said;
    });
    about.content(APP, undefined, (_row, before) => {
      made += 1;
      return before;
    });
    about.add(APP, row);
  }
  expect([looked, made]).toEqual([999, 999]);
});

describe('a CI as its rows would leave it', () => {
  const append = (row: number, before: CiContent | undefined): CiContent | undefined =>
    row === 3 ? undefined : { ...(before ?? CONTENT), location: `${before?.location ?? ''}${row}` };
  const rows = (...numbers: number[]): RowsAbout => {
    const about = new RowsAbout();
    for (const row of numbers) about.add(APP, row);
    return about;
  };

  it.each([
    ['not there, one row', rows(1), undefined, '1'],
    ['not there, a row that is no good', rows(1, 3, 4), undefined, '14'],
    ['there, two rows', rows(1, 2), stored(1, 'x'), 'x12'],
    ['there, and no row', rows(), stored(1, 'x'), 'x'],
  ])('%s', (_what, about, before, location) => {
    expect(about.content(APP, before, append)?.location).toBe(location);
  });

  it('is put together again when the CI was changed meanwhile', () => {
    const about = rows(1);
    expect(about.content(APP, stored(1, 'x'), append)?.location).toBe('x1');
    about.add(APP, 2);
    expect(about.content(APP, stored(2, 'y'), append)?.location).toBe('y12');
    expect(about.content(APP, stored(2, 'y'), append)?.location).toBe('y12');
  });

  it('is forgotten when the dry run begins again', () => {
    const about = rows(1);
    about.content(APP, undefined, append);
    about.clear();
    expect(about.content(APP, undefined, append)).toBeUndefined();
    expect(about.contradicting(APP, new Map([['name', 'b']]), () => new Map([['name', 'a']]))).toBeUndefined();
  });
});
