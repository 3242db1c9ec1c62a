/**
 * Jira expressions, for workflow conditions and validators, event filters and POST /rest/api/3/expression/evaluate.
 *
 * Approximations: `&&`, `||`, `!` and conditions take Booleans only; a comment's visibility is not looked at; software and
 * service-management objects (`sprint`, `customerRequest` …) do not exist; `e.location` in a `catch` is empty.
 */
import type { Caller } from '../../seams';
import type { Json, JsonObject } from '../../json';
import { findIssue } from '../model/issue-state';
import { projectByIdOrKey, timeZoneOf, userRow } from '../model/beans';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import type { Node } from './ast';
import { ExpressionError, ExpressionSyntaxError, LimitExceeded } from './errors';
import { Evaluation, type Environment, type Limits } from './evaluate';
import { FUNCTIONS, newCalendarDay, newMoment, richText } from './functions';
import { issueObject } from './issue-object';
import { projectObject, userObject } from './objects';
import { parseTree } from './parse';
import { fromJson, toJson, toText, type ExpressionValue, type Method } from './values';

export { issueObject, type Overrides } from './issue-object';
export { projectObject, statusObject, transitionObject, userObject, workflowObject } from './objects';
export { fromJson, toJson, typeOf, type ExpressionValue } from './values';

/** https://developer.atlassian.com/cloud/jira/platform/jira-expressions/#restrictions */
export const LIMITS: Limits = { steps: 10_000, expensiveOperations: 10 };
/** https://developer.atlassian.com/platform/forge/events-reference/product_events/#restrictions */
const FILTER_STEPS = 50_000;
const FILTER_LENGTH = 10_000;

export type Evaluated =
  | { readonly ok: true; readonly value: ExpressionValue; readonly steps: number; readonly expensiveOperations: number }
  | { readonly ok: false; readonly errors: readonly string[] };

export type Parsed =
  | { readonly ok: true; readonly tree: Node }
  | {
      readonly ok: false;
      readonly error: { readonly message: string; readonly line: number; readonly column: number };
    };

export function parseExpression(text: string): Parsed {
  try {
    return { ok: true, tree: parseTree(text) };
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return { ok: false, error: { message: error.message, line: error.line, column: error.column } };
  }
}

/** Never throws for what the expression does. `caller` decides what `new Issue(…)` finds; without one, nothing. */
export function evaluate(
  text: string,
  context: Readonly<Record<string, ExpressionValue>>,
  site: JiraSite,
  caller: Caller = { accountId: null },
): Evaluated {
  return evaluateIn(text, {
    variables: new Map(Object.entries(context)),
    functions: FUNCTIONS,
    constructors: constructorsOf(site, caller),
    limits: LIMITS,
    strictMaps: false,
  });
}

/** A trigger's filter: sees only `event`. Throws what the expression throws. */
export function evaluateFilter(expression: string, event: JsonObject): Json {
  if (expression.length > FILTER_LENGTH)
    throw new Error(`The expression is too long; the limit is ${FILTER_LENGTH} characters.`);
  const outcome = evaluateIn(expression, {
    variables: new Map([['event', fromJson(event)]]),
    functions: FUNCTIONS,
    constructors: new Map(),
    limits: { steps: FILTER_STEPS, expensiveOperations: 0 },
    strictMaps: true,
  });
  if (!outcome.ok) throw new Error(outcome.errors.join(' '));
  return toJson(outcome.value);
}

function evaluateIn(text: string, environment: Environment): Evaluated {
  const parsed = parseExpression(text);
  if (!parsed.ok)
    return {
      ok: false,
      errors: [`Syntax error: ${parsed.error.message} (line ${parsed.error.line}, column ${parsed.error.column})`],
    };
  const evaluation = new Evaluation(environment);
  try {
    const value = evaluation.run(parsed.tree);
    return { ok: true, value, steps: evaluation.steps, expensiveOperations: evaluation.expensiveOperations };
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof LimitExceeded)
      return { ok: false, errors: [error.message] };
    throw error;
  }
}

function constructorsOf(site: JiraSite, caller: Caller): Environment['constructors'] {
  const timeZone = timeZoneOf(site, caller.accountId);
  const now = (): number => site.clock.now();
  const named = (show: (text: string) => ExpressionValue): { create: Method; expensive: boolean } => ({
    create: ([wanted = null]) => show(toText(wanted)),
    expensive: true,
  });
  return new Map<string, { create: Method; expensive: boolean }>([
    ['Issue', named((text) => visibleIssue(site, caller, text, timeZone))],
    ['Project', named((text) => visibleProject(site, caller, text))],
    ['User', named((text) => (userRow(site, text) === undefined ? null : userObject(site, text)))],
    ['RichText', { create: ([document = null]) => richText(document), expensive: false }],
    ['Date', { create: (args) => newMoment(args, now(), timeZone), expensive: false }],
    ['CalendarDate', { create: (args) => newCalendarDay(args, now(), timeZone), expensive: false }],
  ]);
}

function visibleIssue(site: JiraSite, caller: Caller, text: string, timeZone: string): ExpressionValue {
  const issue = findIssue(site, text);
  return issue === undefined || !can(site, caller, 'BROWSE_PROJECTS', { issue: issue.id })
    ? null
    : issueObject(site, issue.id, {}, timeZone);
}

function visibleProject(site: JiraSite, caller: Caller, text: string): ExpressionValue {
  const project = projectByIdOrKey(site, text);
  return project === undefined || !can(site, caller, 'BROWSE_PROJECTS', { project: project.id })
    ? null
    : projectObject(site, project.id);
}
