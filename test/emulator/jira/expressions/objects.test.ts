/** Issues, people and projects inside expressions, and the app's own validator on every kind of field. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  evaluate,
  fromJson,
  issueObject,
  projectObject,
  toJson,
  transitionObject,
  userObject,
  workflowObject,
  type ExpressionValue,
} from '../../../../emulator/jira/expressions';
import type { Json } from '../../../../emulator/json';
import { ADMIN, AGENT, ANONYMOUS } from '../site';
import { addIssue, aDesk, daysAgo, FIELD, insert, OPTION, STATUS } from '../jql/site';

const desk = aDesk();
const { site, db } = desk;
const document = (text: string): Json => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const store = (fieldId: string, value: Json): void =>
  insert(db, 'issue_value', { issue_id: 1001, field_id: fieldId, value: JSON.stringify(value) });

addIssue(db, {
  id: 1001,
  columns: {
    summary: 'Mail down',
    description: JSON.stringify(document('Since noon')),
    assignee: 'agent-account',
    due_date: '2026-03-05',
    priority_id: 2,
  },
  labels: ['mail'],
  comments: ['Restarted'],
  properties: { 'sla.clock': { minutes: 30 } },
  history: [
    { at: daysAgo(1), by: 'agent-account', field: 'status', from: String(STATUS.New), to: String(STATUS['On Hold']) },
  ],
});
addIssue(db, { id: 1002, columns: { parent_id: 1001 } });
addIssue(db, { id: 2003, project: [2, 'SEC'] });
store(FIELD.impact, { id: String(OPTION.Enterprise) });
store(FIELD.service, 'Mail gateway');
store(FIELD.notes, document('Replaced the disk'));
store(FIELD.manager, { accountId: 'admin-account' });
store(FIELD.cost, 0);
store(FIELD.outageStart, daysAgo(2));
store(FIELD.reviewOn, '2026-03-01');
store(FIELD.affected, [{ id: String(OPTION.London) }]);
store(FIELD.basis, 'Enterprise × Critical');

const context = (issue: ExpressionValue = issueObject(site, 1001)): Record<string, ExpressionValue> => ({
  issue,
  user: userObject(site, 'agent-account'),
  project: projectObject(site, 1),
  transition: transitionObject(site, {
    id: '31',
    name: 'Resolve',
    fromStatusId: STATUS.New,
    toStatusId: STATUS.Resolved,
    hasScreen: true,
  }),
  workflow: workflowObject({ id: 'w-1', name: 'Incident' }),
});

function value(text: string, caller = AGENT): Json {
  const outcome = evaluate(text, context(), site, caller);
  return outcome.ok ? toJson(outcome.value) : { errors: [...outcome.errors] };
}

describe('reads', () => {
  it.each<readonly [string, Json]>([
    ['issue.key + " " + issue.id + " " + issue.summary', 'OPS-1 1001 Mail down'],
    ['issue.description.plainText', 'Since noon'],
    ['issue.status.name + "/" + issue.status.category.key', 'New/new'],
    ['issue.priority.name == "High" && issue.resolution == null', true],
    ['issue.assignee == user && issue.assignee != issue.creator', false],
    ['issue.assignee.accountId == user.accountId', true],
    ['issue.dueDate < new CalendarDate("2026-03-06")', true],
    ['issue.created < issue.updated', true],
    ['issue.labels.includes("mail")', true],
    ['issue.comments.map(c => c.author.displayName)', ['Agent Person']],
    ['issue.properties["sla.clock"].minutes + issue.properties.get("sla.clock").minutes', 60],
    ['issue.properties.missing', null],
    ['issue.changelogs.flatMap(c => c.items).map(i => i.toString)', [String(STATUS['On Hold'])]],
    ['issue.childIssues.map(i => i.key)', ['OPS-2']],
    ['issue.links.length', 0],
    ['project == issue.project && project.key == "OPS" && project.lead == user', true],
    ['user.groups', ['jira-software-users']],
    ['user.getProjectRoles(project).length', 0],
    [
      '[transition.id, transition.from.name, transition.to.category.key, transition.hasScreen, workflow.name]',
      [31, 'New', 'done', true, 'Incident'],
    ],
    [`issue.${FIELD.impact}.value`, 'Enterprise'],
    [`issue['${FIELD.affected}'].map(o => o.value)`, ['London']],
    [`issue.${FIELD.cost} == 0`, true],
    [`issue.${FIELD.manager}.displayName`, 'Admin Person'],
    [`issue.${FIELD.notes}.plainText`, 'Replaced the disk'],
    [`issue.${FIELD.outageStart}.plusDays(1) < new Date()`, true],
    [`issue.${FIELD.reviewOn}.getDate()`, 1],
    ['issue["priority-basis"]', 'Enterprise × Critical'],
    [`issue.${FIELD.tags}`, null],
    ['typeof issue + typeof user + typeof issue.created + typeof issue.dueDate', 'IssueUserDateCalendarDate'],
    ['new Issue("OPS-2").parent.key', 'OPS-1'],
    ['new Project("OPS").id', 1],
    ['new Issue("NO-1")', null],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it('answers objects of Jira as REST shows them', () => {
    expect(value('issue.status')).toMatchObject({ id: String(STATUS.New), statusCategory: { key: 'new' } });
    expect(value('user')).toMatchObject({ accountId: 'agent-account', displayName: 'Agent Person' });
  });

  it('only what the caller may see', () => {
    expect(value('new Issue("SEC-3") == null', AGENT)).toBe(true);
    expect(value('new Issue("SEC-3").key', ADMIN)).toBe('SEC-3');
    expect(value('new Issue("OPS-1") == null', ANONYMOUS)).toBe(true);
  });

  it.each([
    'issue.constructor',
    'issue["__proto__"]',
    'issue.members',
    'issue.customfield_99999',
    'user.email',
    'issue.json()',
  ])('not %s', (text) => {
    expect(value(text)).toEqual({ errors: [expect.stringContaining('Unrecognized')] });
  });

  it('ten expensive things at most', () => {
    const reads = (count: number): string => Array.from({ length: count }, () => 'issue.comments.length').join(' + ');
    expect(evaluate(reads(10), context(), site)).toMatchObject({ ok: true, value: 10, expensiveOperations: 10 });
    expect(evaluate(reads(11), context(), site)).toEqual({
      ok: false,
      errors: ['The expression takes too many expensive operations; the limit is 10.'],
    });
  });
});

describe('the validator of required fields', () => {
  const Manifest = z.object({
    modules: z.object({
      'jira:workflowValidator': z.array(z.object({ key: z.string(), expression: z.string().optional() })),
    }),
  });
  const manifest = Manifest.parse(parse(readFileSync('manifest.yml', 'utf8')));
  const expression =
    manifest.modules['jira:workflowValidator'].find(({ key }) => key === 'required-field')?.expression ?? '';
  const check = (field: string, overrides: Record<string, Json>): unknown => {
    const config = fromJson({ field, message: 'Fill it in.' });
    const outcome = evaluate(expression, { ...context(issueObject(site, 1001, overrides)), config }, site, AGENT);
    return outcome.ok ? outcome.value : outcome.errors;
  };
  const FILLED = {
    impact: { id: String(OPTION.Team) },
    service: 'VPN',
    notes: document('Done'),
    manager: { accountId: 'agent-account' },
    affected: [{ id: String(OPTION.Paris) }],
  } as const;

  it.each(Object.keys(FILLED) as (keyof typeof FILLED)[])('passes and refuses by %s', (name) => {
    const fieldId = FIELD[name];
    expect(check(fieldId, {})).toBe(true);
    expect(check(fieldId, { [fieldId]: null })).toBe('Fill it in.');
    expect(check(fieldId, { [fieldId]: z.json().parse(FILLED[name]) })).toBe(true);
  });
  it.each(['resolution', 'assignee', 'description'])('knows %s', (name) => {
    expect(check(name, { [name]: null })).toBe('Fill it in.');
  });
});
