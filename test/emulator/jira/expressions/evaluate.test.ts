/** The language of Jira expressions: syntax, typed operators, methods, limits, and what can't be reached. */
import { evaluate, evaluateFilter, fromJson, parseExpression, toJson } from '../../../../emulator/jira/expressions';
import type { Json } from '../../../../emulator/json';
import { ADMIN } from '../site';
import { aDesk } from '../jql/site';

const { site } = aDesk();

const DATA: Json = { name: 'Mail', count: 3, nested: { list: [3, 1, 2] }, nothing: null, empty: '' };

function outcome(text: string): Json {
  const result = evaluate(text, { data: fromJson(DATA) }, site, ADMIN);
  return result.ok ? toJson(result.value) : { error: result.errors.join(' ') };
}

describe('gives a value', () => {
  it.each<readonly [string, Json]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * -3', -9],
    ['7 % 4 - 10 / 4', 0.5],
    ["'a' + 1 + true", 'a1true'],
    ['`${data.name} has ${data.count + 1}`', 'Mail has 4'],
    ["'it\\'s' + \"\\u0041\\n\"", "it'sA\n"],
    ['data.name == "Mail" && data.count > 2', true],
    ['data.nothing == null || data.missing.deep', true],
    ["data.empty != '' ? 1 : data.count == 3 ? 2 : 3", 2],
    ['data.nothing ?? data.name', 'Mail'],
    ['data.nothing?.deep.deeper', null],
    ["data?.['name']", 'Mail'],
    ['data["nested"].list[1]', 1],
    ['data.missing', null],
    ['data.nested.list.map((n, i) => n * i)', [0, 1, 4]],
    ['data.nested.list.filter(n => n > 1).sort()', [2, 3]],
    ['data.nested.list.sort((a, b) => b - a)', [3, 2, 1]],
    ['data.nested.list.reduce((a, b) => a + b)', 6],
    ["data.nested.list.reduce((a, b) => a + b, '')", '312'],
    ['[[1], [[2]], 3].flatten()', [1, 2, 3]],
    ['[1, 2].flatMap(n => [n, n])', [1, 1, 2, 2]],
    ['[1, 2].some(n => n == 2) && ![1, 2].every(n => n == 2)', true],
    ['[1, 2, 3].slice(1).includes(3)', true],
    ["['a', 'b'].indexOf('b') + ['a'].length", 2],
    ['[1] + [2]', [1, 2]],
    ['[1, 2] == [1, 2] && {a: 1} == {a: 1}', true],
    ['[1, 2].map(n => { id: n })', [{ id: 1 }, { id: 2 }]],
    [
      '{a: 1, "b c": 2}.set("a", 3).entries()',
      [
        ['a', 3],
        ['b c', 2],
      ],
    ],
    ['{a: 1}.get("z")', null],
    ["' Up '.trim().toLowerCase().split('').length", 2],
    ["'abc'.slice(1, 2) + 'abc'.indexOf('c') + 'ab'.toUpperCase()", 'b2AB'],
    ["'a1b22'.match('[0-9]+')", ['1', '22']],
    ["'a-b-c'.replace('-', '+')", 'a+b+c'],
    ['let a = 2; let b = a * a; a + b', 6],
    ['let a = 1; if (a == 1) { return "one"; } else { "other" }', 'one'],
    ['try { data.nothing.deep } catch (e) { `failed: ${e.message}` }', "failed: Can't read 'deep' of null."],
    ["try { throw 'stop' } catch (e) { e.message }", 'stop'],
    ['typeof 1 + typeof "" + typeof [] + typeof data + typeof null', 'NumberStringListMapnull'],
    ['Number("12") + 1', 13],
    ['JSON.parse(JSON.stringify({a: [1]})).a[0]', 1],
    ["new Date('2026-01-31T10:00:00.000Z').plusMonths(1).toISOString()", '2026-02-28T10:00:00.000Z'],
    ["new Date('2026-01-31T10:00:00Z') < new Date()", true],
    ["new CalendarDate('2026-02-28').plusDays(1).toString()", '2026-03-01'],
    ["new Date('2026-01-31T23:30:00Z').toCalendarDateUTC() == new CalendarDate('2026-01-31')", true],
    ['(n => n + 1)(1)', 2],
    ['(true ? .5 : 1) + 0 // half', 0.5],
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value);
  });
});

describe('is an error', () => {
  it.each<readonly [string, string]>([
    ["1 == '1'", "Can't compare Number to String."],
    ["data.count != '3'", "Can't compare Number to String."],
    ["1 < 'a'", "Can't compare Number to String."],
    ['data.nothing.deep', "Can't read 'deep' of null."],
    ['data.count && true', 'Expected a Boolean but got Number.'],
    ['unknown', 'Unrecognized variable: unknown.'],
    ['1 - "1"', 'Operator - needs two Numbers'],
    ['1 / 0', 'Division by zero.'],
    ['data.name.shout()', "Unrecognized method of String: 'shout'."],
    ['[1].map(1)', 'Expected a function but got Number.'],
    ["throw 'stop here'", 'stop here'],
    ['1 +', 'end of expression encountered. (line 1, column 4)'],
    ['1 === 1', '= encountered. (line 1, column 5)'],
    ['a = 1', '; expected, end of expression encountered.'],
    ['data.name = 1', 'end of expression expected, = encountered.'],
    ["'open", "Unexpected character '''. (line 1, column 1)"],
  ])('%s', (text, message) => {
    expect(outcome(text)).toEqual({ error: expect.stringContaining(message) as string });
  });
});

describe('stays inside', () => {
  const names = ['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];
  const holders = [
    "''",
    '1',
    'true',
    '[]',
    'data',
    '(x => x)',
    '{a: 1}',
    'new Date()',
    "new CalendarDate('2026-01-01')",
    'new RichText({})',
  ];
  const reads = holders.flatMap((holder) => names.flatMap((name) => [`${holder}.${name}`, `${holder}['${name}']`]));
  const calls = [
    "''.constructor.constructor('return process')()",
    '[].map.constructor("return 1")()',
    "data['__proto__'].polluted",
    'data.get("constructor").name',
    'data.entries.call(null)',
    "''['con' + 'structor']",
  ];

  it.each([...reads, ...calls])('%s', (text) => {
    const result = evaluate(`typeof (${text})`, { data: fromJson(DATA) }, site, ADMIN);
    // A map has no such key: null. Everything else has no such member: an error. Never a function or an object of the host.
    if (result.ok) expect(result.value).toBe('null');
    else expect(result.errors.join()).toMatch(/Unrecognized|Can't|can't/);
  });

  it.each([
    'process',
    'globalThis',
    'require',
    'this',
    'Function',
    'Math',
    'eval("1")',
    'new Function("return 1")',
    'new Object()',
    'constructor',
  ])('%s is unknown', (text) => {
    expect(evaluate(text, {}, site, ADMIN).ok).toBe(false);
  });

  it('keeps a key named __proto__ a key', () => {
    expect(outcome('JSON.parse("{\\"__proto__\\": {\\"admin\\": true}}").admin')).toBeNull();
  });
});

describe('ends', () => {
  const range = Array.from({ length: 200 }, (_, index) => index);
  it('after 10,000 steps', () => {
    const result = evaluate('range.map(a => range.map(b => a * b))', { range }, site, ADMIN);
    expect(result).toEqual({ ok: false, errors: ['The expression takes too many steps; the limit is 10000.'] });
  });
  it('when it recurses without end', () => {
    expect(evaluate('(f => f(f))(f => f(f))', {}, site, ADMIN)).toMatchObject({ ok: false });
  });
  it('even inside try', () => {
    expect(
      evaluate('try { range.map(a => range.map(b => a * b)) } catch (e) { 1 }', { range }, site, ADMIN),
    ).toMatchObject({ ok: false });
  });
  it('when it is nested too deeply', () => {
    expect(parseExpression(`${'('.repeat(5000)}1${')'.repeat(5000)}`)).toMatchObject({ ok: false });
  });
});

describe('an event filter', () => {
  const event = { issue: { key: 'OPS-1', fields: { issueType: { name: 'Incident' } } } };
  it('sees the event', () => {
    expect(evaluateFilter("event.issue.fields?.issueType.name == 'Incident'", event)).toBe(true);
  });
  it('fails for what the event does not have', () => {
    expect(() => evaluateFilter('event.issue.fields.priority.name', event)).toThrow(
      "Unrecognized property: 'priority'.",
    );
  });
  it('may explain its failure', () => {
    expect(() => evaluateFilter('try { event.nothing } catch (e) { throw `No: ${e.message}` }', event)).toThrow(
      "No: Unrecognized property: 'nothing'.",
    );
  });
});
