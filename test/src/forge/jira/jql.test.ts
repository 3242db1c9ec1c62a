import fc from 'fast-check';
import { jqlList, jqlString } from '../../../../src/forge/jira/jql';

it.each([
  ['plain', '"plain"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['C:\\temp', '"C:\\\\temp"'],
  ['two\nlines', '"two\\nlines"'],
  ['a\ttab\r', '"a\\ttab\\r"'],
  ['" OR project = SECRET OR summary ~ "', '"\\" OR project = SECRET OR summary ~ \\""'],
  ['\\" OR 1=1', '"\\\\\\" OR 1=1"'],
  ['', '""'],
])('%j becomes %s', (text, literal) => {
  expect(jqlString(text)).toBe(literal);
});

it('never ends its literal early', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', '\\', 'a', '\n', "'", ')') }), (text) => {
      const inside = jqlString(text).slice(1, -1);
      expect(inside.replaceAll(/\\[\\"nrt]/g, '')).not.toMatch(/["\\\n\r]/);
    }),
  );
});

it('lists values, and has no empty list', () => {
  expect(jqlList(['a', 'b"'])).toBe('("a", "b\\"")');
  expect(() => jqlList([])).toThrow();
});
