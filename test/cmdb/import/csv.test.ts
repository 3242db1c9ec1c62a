import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { readCsv } from '../../../src/cmdb/import/csv';
import { detectDelimiter } from '../../../src/cmdb/import/delimiter';
import { formulaSafe, withoutApostrophe } from '../../../src/cmdb/import/formula-safe';

const comma = { delimiter: ',', header: true, guarded: true };
const cellsOf = (text: string, format = comma) => readCsv(text, format).rows.map(({ cells }) => cells);
/** `number@line code` of each row that can't be used. */
const broken = (text: string) =>
  readCsv(text, comma).rows.flatMap(({ number, line, problem }) =>
    problem === undefined ? [] : [`${number}@${line} ${problem.code}`],
  );

describe('CSV', () => {
  it.each([
    ['Unix line ends', 'a,b\n1,2\n3,4\n'],
    ['Windows line ends', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['old Mac line ends', 'a,b\r1,2\r3,4\r'],
    ['mixed line ends', 'a,b\r\n1,2\n3,4'],
    ['blank lines', '\n\na,b\n\n1,2\n\n\n3,4\n\n'],
    ['rows of separators alone', 'a,b\n,\n1,2\n , \n3,4\n,\n'],
    ['quotes around everything', '"a","b"\n"1","2"\n"3","4"\n'],
    ['empty cells after the last column', 'a,b\n1,2,,\n3,4,\n'],
  ])('reads %s', (_what, text) => {
    expect(readCsv(text, comma).columns).toEqual(['a', 'b']);
    expect(readCsv(text, comma).rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(broken(text)).toEqual([]);
  });

  it('keeps separators, quotes and line ends inside quotes, and knows the line after them', () => {
    const text = 'a,b\n"x, y","say ""hi""\r\nthere"\n1,2\n';
    expect(cellsOf(text)).toEqual([
      ['x, y', 'say "hi"\r\nthere'],
      ['1', '2'],
    ]);
    expect(readCsv(text, comma).rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each<[string, string, string[]]>([
    ['too few cells', 'a,b,c\n1,2\n1,2,3\n', ['1@2 ragged']],
    ['too many cells', 'a,b\n1,2\n1,2,3\n', ['2@3 ragged']],
    ['a quote never closed on the last line', 'a,b\n1,2\n"3,4\n', ['2@3 quoteNotClosed']],
    ['a quote never closed in the middle', 'a,b\n1,2\n"3,4\n5,6\n7,8\n', ['2@3 quoteNotClosed']],
    ['two of them', 'a,b\n"1,2\n3,4\n"5,6\n7,8\n', ['1@2 quoteNotClosed', '3@4 quoteNotClosed']],
    ['one after a blank line', 'a,b\n1,2\n\n"3,4\n5,6\n', ['2@4 quoteNotClosed']],
  ])('rejects %s and reads on', (_what, text, expected) => {
    expect(broken(text)).toEqual(expected);
  });

  it('takes a quote inside a cell as it stands', () => {
    expect(cellsOf('a,b\n19" rack,2\n')).toEqual([['19" rack', '2']]);
  });

  it('names columns that have no name, and tells apart those that share one', () => {
    expect(readCsv('a,,a\n1,2,3\n', comma).columns).toEqual(['a', 'Column 2', 'a (2)']);
  });

  it('reads a file without a header', () => {
    expect(readCsv('1,2\n3,4\n', { ...comma, header: false })).toMatchObject({
      columns: ['Column 1', 'Column 2'],
      rows: [{ cells: ['1', '2'] }, { cells: ['3', '4'] }],
    });
  });

  it('gives up a file of open quotes as broken rows, in time', () => {
    const lines = 3_000;
    const { rows } = readCsv(`a,b\n${'"x\n'.repeat(lines)}`, comma);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ problem }) => problem !== undefined)).toBe(true);
  });
});

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    "'=1",
    "''-x",
    '-5',
    '+49',
    '@here',
    '\tx',
    '\rx',
    '\nx',
    "'",
    'a"b',
    '"',
    'a,b;c|d',
    '＝1',
    'É',
  ),
);

it('gives back every cell of a table that was written safe for spreadsheets', () => {
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    );
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
      const visible = rows.filter((row) => row.some((text) => text.trim() !== ''));
      const width = rows[0]?.length ?? 0;
      const header = Array.from({ length: width }, (_, at) => `c${at}`);
      const text = stringify(
        [header, ...visible].map((row) => row.map(formulaSafe)),
        { delimiter, quoted: true },
      );
      expect(cellsOf(text, { delimiter, header: true, guarded: true })).toEqual(visible);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['=cmd()', "'=cmd()"],
  ['+49 30', "'+49 30"],
  ['-5', "'-5"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ["'=x", "''=x"],
  ["'quoted'", "'quoted'"],
  ['a=b', 'a=b'],
  ['', ''],
])('writes %j as %j and reads it back', (text, written) => {
  expect(formulaSafe(text)).toBe(written);
  expect(withoutApostrophe(written)).toBe(text);
});

it('no cell that was made safe starts a formula', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect(formulaSafe(text)).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

describe('the separator', () => {
  it.each([
    ['commas', 'a,b,c\n1,2,3\n', ','],
    ['semicolons with decimal commas', 'name;cost\nweb;1,5\ndb;2,5\n', ';'],
    ['tabs', 'a\tb\n1\t2\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ['commas inside quotes', 'name;note\nweb;"a, b, c"\ndb;"d, e, f"\n', ';'],
    ['times and addresses', 'name,seen,ip\nweb,10:20:30,fe80::1\ndb,10:20:31,fe80::2\n', ','],
    ['a ragged row among many', 'a;b;c\n1;2;3\n1;2\n1;2;3\n1;2;3\n', ';'],
    ['line ends inside quotes', 'a;b\n"x,\ny";2\n"z,\nw";3\n', ';'],
    ['one column', 'name\nweb\ndb\n', ','],
  ])('is found among %s', (_what, text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});
