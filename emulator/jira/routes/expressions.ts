/** Evaluating Jira expressions over REST. */
import { z } from 'zod';
import { badRequest, bodyOf, JiraError, ok, operation, type Call, type Operation } from '../http';
import {
  evaluate,
  fromJson,
  issueObject,
  LIMITS,
  projectObject,
  toJson,
  userObject,
  type ExpressionValue,
} from '../expressions';
import { isBounded, searchIssues, UNBOUNDED } from '../jql';
import { projectByIdOrKey, timeZoneOf } from '../model/beans';
import { visibleIssue } from '../model/issue-state';
import { can } from '../permissions';
import { listParam } from './support';

const IdOrKey = z.strictObject({
  id: z.union([z.number(), z.string()]).transform(String).optional(),
  key: z.string().optional(),
});
const Jql = z.strictObject({
  query: z.string(),
  maxResults: z.number().int().positive().optional(),
  startAt: z.number().int().nonnegative().optional(),
  nextPageToken: z.string().optional(),
  validation: z.enum(['strict', 'warn', 'none']).optional(),
});
const Custom = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('issue'),
    key: z.string().optional(),
    id: z.number().optional(),
    name: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('user'), accountId: z.string(), name: z.string().optional() }),
  z.strictObject({ type: z.literal('json'), value: z.record(z.string(), z.json()), name: z.string().optional() }),
]);
const Request = z.strictObject({
  expression: z.string().min(1),
  context: z
    .strictObject({
      issue: IdOrKey.optional(),
      project: IdOrKey.optional(),
      issues: z.strictObject({ jql: Jql }).optional(),
      custom: z.array(Custom.and(z.looseObject({}))).optional(),
    })
    .optional(),
});
type Context = NonNullable<z.output<typeof Request>['context']>;

/** Issues of one evaluation: https://developer.atlassian.com/cloud/jira/platform/jira-expressions/#restrictions */
const MAX_ISSUES = 1000;
const LENGTH_LIMIT = 10_000;

function named({ id, key }: z.output<typeof IdOrKey>): string {
  const name = id ?? key;
  if (name === undefined || (id !== undefined && key !== undefined))
    throw badRequest('Either an ID or a key must be given.');
  return name;
}

function issueIn(call: Call, idOrKey: string): ExpressionValue {
  const issue = visibleIssue(call.site, call.caller, idOrKey);
  call.objectsRead += 1;
  return issueObject(call.site, issue.id, {}, timeZoneOf(call.site, call.caller.accountId));
}

function projectIn(call: Call, idOrKey: string): ExpressionValue {
  const project = projectByIdOrKey(call.site, idOrKey);
  if (project === undefined || !can(call.site, call.caller, 'BROWSE_PROJECTS', { project: project.id })) {
    throw new JiraError(404, [`No project could be found with key '${idOrKey}'.`]);
  }
  return projectObject(call.site, project.id);
}

interface Issues {
  readonly ids: readonly number[];
  readonly next?: string;
}

function issuesOf(call: Call, { query, maxResults, nextPageToken }: z.output<typeof Jql>): Issues {
  if (!isBounded(query)) throw badRequest(UNBOUNDED);
  const page = {
    limit: Math.min(maxResults ?? MAX_ISSUES, MAX_ISSUES),
    ...(nextPageToken === undefined ? {} : { after: nextPageToken }),
  };
  return searchIssues(call.site, call.caller, query, page);
}

function variables(call: Call, context: Context, issues: Issues | undefined): Record<string, ExpressionValue> {
  const found: Record<string, ExpressionValue> = { user: userObject(call.site, call.caller.accountId) };
  if (context.issue !== undefined) found['issue'] = issueIn(call, named(context.issue));
  if (context.project !== undefined) found['project'] = projectIn(call, named(context.project));
  if (issues !== undefined) found['issues'] = issues.ids.map((id) => issueIn(call, String(id)));
  for (const variable of context.custom ?? []) found[variable.name ?? variable.type] = customValue(call, variable);
  return found;
}

function customValue(call: Call, variable: z.output<typeof Custom>): ExpressionValue {
  if (variable.type === 'json') return fromJson(variable.value);
  if (variable.type === 'user') return userObject(call.site, variable.accountId);
  return issueIn(call, variable.key ?? String(variable.id ?? ''));
}

function run(call: Call) {
  const { expression, context = {} } = bodyOf(call, Request);
  if (expression.length > LENGTH_LIMIT)
    throw badRequest(`The expression is too long; the limit is ${LENGTH_LIMIT} characters.`);
  const issues = context.issues === undefined ? undefined : issuesOf(call, context.issues.jql);
  const outcome = evaluate(expression, variables(call, context, issues), call.site, call.caller);
  if (!outcome.ok) throw new JiraError(400, [`Evaluation failed: ${outcome.errors.join(' ')}`]);
  const complexity = {
    steps: { value: outcome.steps, limit: LIMITS.steps },
    expensiveOperations: { value: outcome.expensiveOperations, limit: LIMITS.expensiveOperations },
    beans: { value: 0, limit: 1000 },
    primitiveValues: { value: 0, limit: 10_000 },
  };
  const page = issues?.next === undefined ? { isLast: true } : { nextPageToken: issues.next, isLast: false };
  const meta = {
    ...(listParam(call, 'expand').includes('meta.complexity') ? { complexity } : {}),
    ...(issues === undefined ? {} : { issues: { jql: page } }),
  };
  return ok({ value: toJson(outcome.value), ...(Object.keys(meta).length === 0 ? {} : { meta }) });
}

const SCOPES = ['read:jira-work', 'read:jira-user'];
export const expressionOperations: readonly Operation[] = [
  operation('POST /rest/api/3/expression/evaluate', SCOPES, run, { anonymous: true }),
];
