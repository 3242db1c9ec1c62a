/**
 * Random queries over random incidents find what a naive evaluator in memory finds. The evaluator knows nothing of SQL
 * or of pushing NOT down: it uses three truth values, a comparison with an empty field being neither true nor false.
 */
import fc from 'fast-check';
import { countIssues, searchIssues } from '../../../../emulator/jira/jql';
import { ADMIN } from '../site';
import { addIssue, aDesk, daysAgo, OPTION, STATUS, type Change } from './site';

const STATUSES = ['New', 'In Progress', 'On Hold', 'Resolved'] as const;
const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const;
const PEOPLE = ['admin-account', 'agent-account', 'stranger-account'] as const;
const LABELS = ['mail', 'vpn', 'print'] as const;
const WORDS = ['gateway', 'printer', 'slow', 'down'] as const;
const OFFICES = ['London', 'Paris'] as const;

interface Incident {
  readonly number: number;
  readonly summary: string;
  readonly statuses: readonly (typeof STATUSES)[number][];
  readonly priority: (typeof PRIORITIES)[number] | null;
  readonly assignee: (typeof PEOPLE)[number] | null;
  readonly labels: readonly string[];
  readonly offices: readonly (typeof OFFICES)[number][];
  readonly cost: number | null;
  readonly age: number;
}

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 3 });
const incident = (number: number): fc.Arbitrary<Incident> =>
  fc.record({
    number: fc.constant(number),
    summary: fc.subarray([...WORDS], { minLength: 1 }).map((words) => words.join(' ')),
    statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 4 }),
    priority: maybe(PRIORITIES),
    assignee: maybe(PEOPLE),
    labels: fc.subarray([...LABELS]),
    offices: fc.subarray([...OFFICES]),
    cost: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 3 }),
    age: fc.integer({ min: 1, max: 8 }),
  });
const incidents = fc.tuple(...Array.from({ length: 7 }, (_, index) => incident(index + 1)));

/** true, false, or neither. */
type Truth = boolean | undefined;
interface Condition {
  readonly jql: string;
  readonly holds: (issue: Incident) => Truth;
}

const opposite = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
const conjunction = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;

const quoted = (text: string): string => `"${text}"`;
const current = (issue: Incident): string => issue.statuses.at(-1) ?? '';

/** Fields by what they hold, as lists: an empty list is an empty field. */
const FIELDS: Readonly<
  Record<string, { readonly values: readonly string[]; readonly of: (issue: Incident) => readonly string[] }>
> = {
  status: { values: STATUSES, of: (issue) => [current(issue)] },
  priority: { values: PRIORITIES, of: ({ priority }) => (priority === null ? [] : [priority]) },
  assignee: { values: PEOPLE, of: ({ assignee }) => (assignee === null ? [] : [assignee]) },
  labels: { values: LABELS, of: ({ labels }) => labels },
  '"Affected offices"': { values: OFFICES, of: ({ offices }) => offices },
};

const fieldName = fc.constantFrom(...Object.keys(FIELDS));
const fieldOf = (
  name: string,
): { readonly values: readonly string[]; readonly of: (issue: Incident) => readonly string[] } =>
  FIELDS[name] ?? { values: [], of: () => [] };
const among = (held: readonly string[], wanted: readonly string[]): Truth =>
  held.length === 0 ? undefined : held.some((value) => wanted.includes(value));

const equality: fc.Arbitrary<Condition> = fieldName.chain((name) => {
  const { values, of } = fieldOf(name);
  return fc.tuple(fc.constantFrom(...values), fc.boolean()).map(([value, negated]) => ({
    jql: `${name} ${negated ? '!=' : '='} ${quoted(value)}`,
    holds: (issue) => (negated ? opposite(among(of(issue), [value])) : among(of(issue), [value])),
  }));
});

const membership: fc.Arbitrary<Condition> = fieldName.chain((name) => {
  const { values, of } = fieldOf(name);
  return fc
    .tuple(fc.subarray([...values], { minLength: 1 }), fc.boolean(), fc.boolean())
    .map(([wanted, orEmpty, negated]) => {
      const isIn = (issue: Incident): Truth => (of(issue).length === 0 && orEmpty ? true : among(of(issue), wanted));
      const list = [...wanted.map(quoted), ...(orEmpty ? ['EMPTY'] : [])].join(', ');
      return {
        jql: `${name} ${negated ? 'not in' : 'in'} (${list})`,
        holds: (issue) => (negated ? opposite(isIn(issue)) : isIn(issue)),
      };
    });
});

const emptiness: fc.Arbitrary<Condition> = fc.tuple(fieldName, fc.boolean()).map(([name, negated]) => ({
  jql: `${name} ${negated ? 'is not' : 'is'} EMPTY`,
  holds: (issue) => (fieldOf(name).of(issue).length === 0) !== negated,
}));

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const operator = fc.constantFrom(...Object.keys(COMPARE));
const compared = (sign: string, a: number, b: number): boolean => COMPARE[sign]?.(a, b) ?? false;
/** Highest is the greatest. */
const rank = (priority: string): number => -PRIORITIES.findIndex((name) => name === priority);

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(operator, fc.constantFrom(...PRIORITIES)).map(([sign, wanted]) => ({
    jql: `priority ${sign} ${wanted}`,
    holds: ({ priority }: Incident) => (priority === null ? undefined : compared(sign, rank(priority), rank(wanted))),
  })),
  fc.tuple(operator, fc.integer({ min: 0, max: 4 })).map(([sign, wanted]) => ({
    jql: `Cost ${sign} ${wanted}`,
    holds: ({ cost }: Incident) => (cost === null ? undefined : compared(sign, cost, wanted)),
  })),
  fc.tuple(operator, fc.integer({ min: 0, max: 9 })).map(([sign, days]) => ({
    jql: `created ${sign} -${days}d`,
    holds: ({ age }: Incident) => compared(sign, -age, -days),
  })),
);

const words: fc.Arbitrary<Condition> = fc.tuple(fc.constantFrom(...WORDS), fc.boolean()).map(([word, negated]) => ({
  jql: `summary ${negated ? '!~' : '~'} ${word}`,
  holds: ({ summary }) => summary.split(' ').includes(word) !== negated,
}));

const past: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.subarray([...STATUSES], { minLength: 1 }), fc.boolean()).map(([wanted, negated]) => ({
    jql: `status ${negated ? 'was not in' : 'was in'} (${wanted.map(quoted).join(', ')})`,
    holds: ({ statuses }: Incident) => statuses.some((status) => wanted.includes(status)) !== negated,
  })),
  fc.tuple(fc.constantFrom(...STATUSES), fc.constantFrom(...STATUSES)).map(([from, to]) => ({
    jql: `status changed from ${quoted(from)} to ${quoted(to)}`,
    holds: ({ statuses }: Incident) =>
      statuses.some((status, index) => index > 0 && statuses[index - 1] === from && status === to),
  })),
  fc.constant<Condition>({ jql: 'status changed', holds: ({ statuses }) => statuses.length > 1 }),
);

const query = fc.letrec<{ tree: Condition; term: Condition; group: Condition; negation: Condition }>((tie) => ({
  term: fc.oneof(equality, membership, emptiness, comparison, words, past),
  group: fc.tuple(tie('tree'), tie('tree'), fc.boolean()).map(([left, right, and]) => ({
    jql: `(${left.jql} ${and ? 'AND' : 'OR'} ${right.jql})`,
    holds: (issue) =>
      and
        ? conjunction(left.holds(issue), right.holds(issue))
        : opposite(conjunction(opposite(left.holds(issue)), opposite(right.holds(issue)))),
  })),
  negation: tie('tree').map((inner) => ({ jql: `NOT (${inner.jql})`, holds: (issue) => opposite(inner.holds(issue)) })),
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('term'), tie('group'), tie('negation')),
})).tree;

interface Sort {
  readonly jql: string;
  readonly of: (issue: Incident) => number | undefined;
}
const SORTS: readonly Sort[] = [
  { jql: 'priority', of: ({ priority }) => (priority === null ? undefined : rank(priority)) },
  { jql: 'Cost', of: ({ cost }) => cost ?? undefined },
  { jql: 'created', of: ({ age }) => -age },
  { jql: 'status', of: (issue) => STATUSES.findIndex((status) => status === current(issue)) },
];
const ordering = fc
  .subarray([...SORTS])
  .chain((sorts) => fc.tuple(...sorts.map((sort) => fc.boolean().map((down) => ({ ...sort, down })))));

/** An empty value is larger than all others. */
const byKey = (a: number | undefined, b: number | undefined): number =>
  a === b ? 0 : (a ?? Infinity) - (b ?? Infinity);

function sorted(issues: readonly Incident[], sorts: readonly (Sort & { readonly down: boolean })[]): Incident[] {
  const asked =
    sorts.length > 0 ? sorts : SORTS.filter(({ jql }) => jql === 'created').map((sort) => ({ ...sort, down: true }));
  return [...issues].sort(
    (a, b) =>
      asked.map(({ of, down }) => byKey(of(a), of(b)) * (down ? -1 : 1)).find((sign) => sign !== 0) ??
      b.number - a.number,
  );
}

const desk = aDesk();

function stage(issues: readonly Incident[]): void {
  for (const table of ['change_item', 'change_history', 'issue_value_item', 'issue_label', 'issue'])
    desk.db.prepare(`DELETE FROM ${table}`).run();
  for (const issue of issues) {
    const history = issue.statuses.slice(1).map((status, index): Change => ({
      at: daysAgo(issue.age) + (index + 1) * 60_000,
      by: 'agent-account',
      field: 'status',
      from: String(STATUS[issue.statuses[index] ?? 'New']),
      to: String(STATUS[status]),
    }));
    addIssue(desk.db, {
      id: 1000 + issue.number,
      columns: {
        summary: issue.summary,
        status_id: STATUS[issue.statuses.at(-1) ?? 'New'],
        priority_id: issue.priority === null ? null : PRIORITIES.indexOf(issue.priority) + 1,
        assignee: issue.assignee,
        created: daysAgo(issue.age),
      },
      labels: issue.labels,
      items: {
        cost: issue.cost === null ? [] : [{ number: issue.cost }],
        affected: issue.offices.map((text) => ({ text, number: OPTION[text] })),
      },
      history,
    });
  }
}

it('finds and orders what the naive evaluator does', () => {
  fc.assert(
    fc.property(incidents, query, ordering, (issues, condition, sorts) => {
      stage(issues);
      const order = sorts.map(({ jql, down }) => `${jql} ${down ? 'DESC' : 'ASC'}`).join(', ');
      const jql = condition.jql + (order === '' ? '' : ` ORDER BY ${order}`);
      const expected = sorted(
        issues.filter((issue) => condition.holds(issue) === true),
        sorts,
      ).map(({ number }) => 1000 + number);
      expect({ jql, ids: searchIssues(desk.site, ADMIN, jql, { limit: 100 }).ids }).toEqual({ jql, ids: expected });
      expect(countIssues(desk.site, ADMIN, jql)).toBe(expected.length);
      expect(everyPage(jql)).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

function everyPage(jql: string): number[] {
  const ids: number[] = [];
  for (let after: string | undefined, page = 0; page < 10; page += 1) {
    const found = searchIssues(desk.site, ADMIN, jql, { limit: 3, ...(after === undefined ? {} : { after }) });
    ids.push(...found.ids);
    after = found.next;
    if (after === undefined) break;
  }
  return ids;
}
