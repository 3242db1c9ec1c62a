/** How Jira writes what clocks depend on, and the practice's words for it. */
import { z } from 'zod';
import { IssueKey } from '../../contract/ids';
import { instant, toEpoch } from '../../kernel/time';
import type { FieldState, HistoryChange, HistoryComment, StatusCategory } from '../../sla/history';
import type { Publication } from '../../sla/publication';
import type { IssueSeen } from '../../sla/sla.ports';

/** `toString` is also a method of every object: only the item's own counts. */
const ChangeItem = z.record(z.string(), z.unknown()).transform((item) => {
  const text = (name: string): string | undefined => {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    field: text('fieldId') ?? text('field') ?? '',
    from: { id: text('from'), text: text('fromString') },
    to: { id: text('to'), text: text('toString') },
  };
});

/** `created` is epoch milliseconds where changelogs are fetched in bulk. */
export const History = z.object({
  id: z.string(),
  author: z.object({ accountId: z.string() }).optional(),
  created: z.union([z.string(), z.number()]),
  items: z.array(ChangeItem),
});
export type History = z.output<typeof History>;

export const CommentBean = z.object({
  id: z.string(),
  author: z.object({ accountId: z.string(), accountType: z.string().optional() }).optional(),
  created: z.string(),
});
export const CommentPage = z.object({ comments: z.array(CommentBean), total: z.int() });

const Person = z.object({ accountId: z.string(), displayName: z.string().optional() }).nullish();
export const SlaIssueBean = z.object({
  id: z.string(),
  key: IssueKey,
  fields: z.looseObject({
    issuetype: z.object({ id: z.string() }),
    project: z.object({ id: z.string() }),
    status: z.object({ id: z.string(), name: z.string() }),
    priority: z.object({ id: z.string(), name: z.string() }).nullish(),
    assignee: Person,
    reporter: Person,
    summary: z.string().nullish(),
    created: z.string(),
    comment: CommentPage.optional(),
  }),
});
export type SlaIssueBean = z.output<typeof SlaIssueBean>;

export const SYSTEM_FIELDS = [
  'issuetype',
  'project',
  'status',
  'priority',
  'assignee',
  'reporter',
  'summary',
  'created',
];

/** What stays the same for as long as the app is installed on a site. */
export interface SlaConstants {
  readonly appAccountId: string;
  /** Jira's ids of the app's own fields. */
  readonly fields: Readonly<Record<keyof Publication, string>>;
  readonly statusCategories: Readonly<Record<string, StatusCategory>>;
}

const Identified = z.looseObject({
  accountId: z.string().optional(),
  groupId: z.string().optional(),
  id: z.union([z.string(), z.number()]).optional(),
  value: z.union([z.string(), z.number()]).optional(),
  name: z.string().optional(),
  type: z.string().optional(),
});

/** The ids of a field's values as the changelog names them; a value without an id stands for itself. */
export function valueIds(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap(valueIds);
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  const { accountId, groupId, id, value: text, name, type } = Identified.parse(value);
  const named = accountId ?? groupId ?? id ?? text ?? name ?? type;
  return named === undefined ? [] : [String(named)];
}

/** One side of a changelog item. Several values are written `[10020, 10021]`; texts and numbers have no ids. */
function sideIds(field: string, { id, text }: { id: string | undefined; text: string | undefined }): string[] {
  if (field === 'labels') return (text ?? '').split(/\s+/).filter((label) => label !== '');
  if (id === undefined) return text === undefined ? [] : [text];
  const several = /^\[(.*)\]$/s.exec(id)?.[1];
  return several === undefined
    ? [id]
    : several
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
}

const epoch = (at: string | number): number => toEpoch(instant(at));

export const changesOf = (histories: readonly History[]): HistoryChange[] =>
  histories.flatMap(({ id, created, items }) =>
    items.map(({ field, from, to }) => ({
      at: epoch(created),
      id,
      field,
      from: sideIds(field, from),
      to: sideIds(field, to),
      ...(to.text === undefined ? {} : { toText: to.text }),
    })),
  );

/** Who was the reporter at an instant: passing an issue on does not turn its customer's earlier comments into an agent's. */
function reporterAt(changes: readonly HistoryChange[], now: string | undefined): (at: number) => string | undefined {
  const passedOn = changes.filter(({ field }) => field === 'reporter').toSorted((left, right) => left.at - right.at);
  return (at) => {
    const next = passedOn.find((change) => change.at > at);
    return next === undefined ? now : next.from[0];
  };
}

/** Accounts of type `customer` have access to portals only: whoever of them writes, it is no agent. */
const commentOf = (reporter: (at: number) => string | undefined) => {
  return ({ id, author, created }: z.output<typeof CommentBean>): HistoryComment => {
    const at = epoch(created);
    const type = author?.accountType;
    const isCustomer = type === 'customer' || (author !== undefined && author.accountId === reporter(at));
    return { id, at, by: type === 'app' ? 'app' : isCustomer ? 'customer' : 'agent' };
  };
};

const Texts = z.array(z.string()).catch([]);
const Text = z.string().min(1).nullable().catch(null);
const Count = z.number().nullable().catch(null);

export function publishedOf({ fields }: SlaConstants, bean: SlaIssueBean): Publication {
  const due = z.string().nullable().catch(null).parse(bean.fields[fields.due]);
  return {
    due: due === null ? null : epoch(due),
    state: Text.parse(bean.fields[fields.state]),
    remaining: Count.parse(bean.fields[fields.remaining]),
    clocks: Texts.parse(bean.fields[fields.clocks]),
    outcomes: Texts.parse(bean.fields[fields.outcomes]),
  };
}

export function seenOf(
  constants: SlaConstants,
  bean: SlaIssueBean,
  histories: readonly History[],
  comments: readonly z.output<typeof CommentBean>[],
): IssueSeen {
  const { id, key, fields } = bean;
  const reporter = fields.reporter?.accountId;
  const own = histories.filter(({ author }) => author?.accountId === constants.appAccountId);
  const changes = changesOf(histories);
  const current: FieldState = Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== 'comment')
      .map(([name, value]) => [name, valueIds(value)]),
  );
  return {
    id,
    key,
    projectId: fields.project.id,
    typeId: fields.issuetype.id,
    summary: fields.summary ?? '',
    status: fields.status.name,
    priority: fields.priority?.name ?? null,
    assignee: fields.assignee?.displayName ?? fields.assignee?.accountId ?? null,
    told: {
      issueId: id,
      key,
      createdAt: epoch(fields.created),
      current,
      changes,
      comments: comments.map(commentOf(reporterAt(changes, reporter))),
      statusCategories: constants.statusCategories,
    },
    published: publishedOf(constants, bean),
    ownChanges: changesOf(own).map(({ at, field, to }) => ({ at, field, to })),
    people: { assignee: fields.assignee?.accountId, reporter },
  };
}
