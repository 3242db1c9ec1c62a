/**
 * What a request wants an issue to become. `fields` and `update` become one map of stored values, checked against the
 * screen and the field's type; then the map is applied and the changelog written.
 */
import { z } from 'zod';
import type { Json } from '../../json';
import { JiraError } from '../http';
import { can } from '../permissions';
import type { Caller } from '../../seams';
import type { JiraSite } from '../site';
import { changeOf, type ChangeItem } from './changelog';
import { CommentInput } from './comments';
import { contextFor, fieldById, type Field, type Placement } from './fields';
import { reload, scopeOf, storeValue, valueOf, type IssueRow } from './issue-state';
import { valueTypeOf } from './value-types';
import {
  FieldRefusal,
  isEmpty,
  listOf,
  refOf,
  refuse,
  sameValue,
  type Scope,
  type UpdateVerb,
  type ValueType,
} from './values';
import { workflowFor } from './workflow';

const Verb = z.record(z.string(), z.unknown());
export const LinkInput = z.looseObject({
  type: z.looseObject({ id: z.string().optional(), name: z.string().optional() }),
  inwardIssue: z.looseObject({ id: z.string().optional(), key: z.string().optional() }).optional(),
  outwardIssue: z.looseObject({ id: z.string().optional(), key: z.string().optional() }).optional(),
});
export type LinkInput = z.output<typeof LinkInput>;

export const IssueInput = z.looseObject({
  fields: z.record(z.string(), z.unknown()).nullish(),
  update: z.record(z.string(), z.array(Verb)).nullish(),
  properties: z.array(z.strictObject({ key: z.string().min(1), value: z.json() })).nullish(),
  transition: z.looseObject({ id: z.union([z.string(), z.number()]).transform(String).optional() }).nullish(),
});
export type IssueInput = z.output<typeof IssueInput>;

export interface EditPlan {
  readonly values: ReadonlyMap<string, Json | null>;
  readonly comments: readonly CommentInput[];
  readonly links: readonly LinkInput[];
}

export interface EditTarget {
  readonly site: JiraSite;
  readonly caller: Caller;
  readonly place: Placement;
  /** `undefined` while the issue is being created. */
  readonly issue: IssueRow | undefined;
  /** The screen's fields; only these may be set. */
  readonly screen: ReadonlySet<string>;
  readonly mayComment: boolean;
}

export const notOnScreen = (id: string): string =>
  `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;

/** Throws one 400 that names every refused field. */
export function planEdit(target: EditTarget, input: IssueInput): EditPlan {
  const errors: Record<string, string> = {};
  const values = new Map<string, Json | null>();
  const comments: CommentInput[] = [];
  const links: LinkInput[] = [];
  const attempt = (id: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof FieldRefusal)) throw error;
      errors[id] = error.message;
    }
  };
  for (const [id, value] of Object.entries(input.fields ?? {})) {
    attempt(id, () => values.set(id, parseField(target, id, [{ set: value }])));
  }
  for (const [id, operations] of Object.entries(input.update ?? {})) {
    attempt(id, () => {
      if (id === 'comment') comments.push(...commentsIn(target, operations));
      else if (id === 'issuelinks') links.push(...linksIn(target, operations));
      else if (values.has(id) || input.fields?.[id] !== undefined)
        refuse(`Field '${id}' can not be set by both 'fields' and 'update'.`);
      else values.set(id, parseField(target, id, operations));
    });
  }
  if (Object.keys(errors).length > 0) throw new JiraError(400, [], errors);
  return { values, comments, links };
}

function commentsIn(target: EditTarget, operations: readonly Record<string, unknown>[]): CommentInput[] {
  if (!target.mayComment) refuse(notOnScreen('comment'));
  return operations.map((operation) => {
    const parsed = CommentInput.safeParse(operation['add']);
    return parsed.success ? parsed.data : refuse('Comment body is not valid!');
  });
}

function linksIn(target: EditTarget, operations: readonly Record<string, unknown>[]): LinkInput[] {
  if (!target.screen.has('issuelinks')) refuse(notOnScreen('issuelinks'));
  return operations.map((operation) => {
    const parsed = LinkInput.safeParse(operation['add']);
    return parsed.success ? parsed.data : refuse('The issue link is not valid.');
  });
}

/** Permissions that a field needs besides the screen. */
const FIELD_PERMISSIONS: Readonly<Record<string, string>> = {
  assignee: 'ASSIGN_ISSUES',
  reporter: 'MODIFY_REPORTER',
  duedate: 'SCHEDULE_ISSUES',
};

function settableField(target: EditTarget, id: string): { field: Field; type: ValueType } {
  const { site, caller, place, issue } = target;
  const field = fieldById(site, id);
  const type = field === undefined ? undefined : valueTypeOf(field);
  if (field === undefined || type === undefined || field.readOnly || !target.screen.has(id))
    return refuse(notOnScreen(id));
  if (field.custom && contextFor(site, id, place) === undefined) return refuse(notOnScreen(id));
  const permission = FIELD_PERMISSIONS[id];
  const where = issue === undefined ? { project: place.projectId } : { issue: issue.id };
  if (permission !== undefined && !can(site, caller, permission, where)) return refuse(notOnScreen(id));
  return { field, type };
}

function parseField(target: EditTarget, id: string, operations: readonly Record<string, unknown>[]): Json | null {
  const { site, place, issue } = target;
  const { field, type } = settableField(target, id);
  const scope = scopeOf(site, field, place);
  let value = issue === undefined ? null : valueOf(site, issue, id);
  for (const operation of operations) {
    for (const [verb, operand] of Object.entries(operation)) value = applyVerb(type, verb, operand, value, scope);
  }
  return checked(target, id, value);
}

const isVerb = (verb: string): verb is UpdateVerb => ['set', 'add', 'remove', 'edit'].includes(verb);

function applyVerb(type: ValueType, verb: string, operand: unknown, value: Json | null, scope: Scope): Json | null {
  const { field } = scope;
  if (!isVerb(verb) || !type.verbs.includes(verb)) {
    refuse(
      `Field with id '${field.id}' and name '${field.name}' does not support operation '${verb}' Supported operation(s) are: '${type.verbs.join(', ')}'`,
    );
  }
  if (verb === 'set') return type.parse(isNone(field, operand) ? null : automatic(scope, operand), scope);
  const element = type.parseElement?.(operand, scope) ?? null;
  const rest = listOf(value).filter((entry) => !sameValue(entry, element));
  if (verb === 'remove' || element === null) return rest;
  const list = rest.length === listOf(value).length ? [...rest, element] : listOf(value);
  return field.id === 'labels' || field.customType?.endsWith(':labels') === true ? type.parse(list, scope) : list;
}

/** `{"set": {"none": true}}` takes the parent away. */
const isNone = (field: Field, operand: unknown): boolean =>
  field.id === 'parent' &&
  typeof operand === 'object' &&
  operand !== null &&
  'none' in operand &&
  operand.none === true;

/** The account id `-1` stands for the project's default assignee. */
function automatic({ field, site, place }: Scope, operand: unknown): unknown {
  if (field.id !== 'assignee' || typeof operand !== 'object' || operand === null) return operand;
  const wanted = 'accountId' in operand ? operand.accountId : 'id' in operand ? operand.id : undefined;
  return wanted === '-1' ? person(defaultAssignee(site, place.projectId)) : operand;
}

const person = (accountId: string | null): Json | null => (accountId === null ? null : { accountId });

export function defaultAssignee(site: JiraSite, projectId: number): string | null {
  const row = site.db
    .prepare<[number], { lead: string | null }>(
      "SELECT lead_account_id AS lead FROM project WHERE id = ? AND assignee_type = 'PROJECT_LEAD'",
    )
    .get(projectId);
  return row?.lead ?? null;
}

/** Rules about a value that only the issue as a whole knows. */
function checked(target: EditTarget, id: string, value: Json | null): Json | null {
  const { site, place, issue } = target;
  if (id === 'assignee' && value !== null)
    demandAssignable(site, place.projectId, issue?.id, refOf(value, 'accountId'));
  if (id === 'reporter' && value === null) refuse('Reporter is required.');
  if (id === 'priority' && value === null) refuse('Priority is required.');
  if (id === 'issuetype' && issue !== undefined) demandSameWorkflow(site, place, Number(refOf(value, 'id')));
  return value !== null && isEmpty(value) ? null : value;
}

export function demandAssignable(site: JiraSite, project: number, issue: number | undefined, accountId: string): void {
  const target = issue === undefined ? { project } : { issue };
  if (!can(site, { accountId }, 'ASSIGNABLE_USER', target)) refuse(`User '${accountId}' cannot be assigned issues.`);
}

/** Jira moves an issue between workflows only by its move operation. */
function demandSameWorkflow(site: JiraSite, place: Placement, issueTypeId: number): void {
  if (workflowFor(site, place).id !== workflowFor(site, { ...place, issueTypeId }).id)
    refuse('The issue type selected is invalid.');
}

/** Writes what differs; the items say what did. `updated` and the history are the caller's. */
export function applyValues(site: JiraSite, issue: IssueRow, values: ReadonlyMap<string, Json | null>): ChangeItem[] {
  const items: ChangeItem[] = [];
  for (const [id, after] of values) {
    const field = fieldById(site, id);
    const current = reload(site, issue.id);
    const before = valueOf(site, current, id);
    if (field === undefined || sameValue(before, after) || (isEmpty(before) && isEmpty(after))) continue;
    storeValue(site, current, id, after);
    items.push(changeOf(site, current, field, before, after));
  }
  return items;
}
