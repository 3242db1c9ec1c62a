/** How Jira writes an incident, and the practice's words for it. */
import { z } from 'zod';
import { AccountId, IssueKey } from '../../contract/ids';
import type { Json } from '../../contract/rpc';
import type { IssueRecord, IssueStatus, PriorityEdit } from '../../incident/incident.ports';
import type { HandSetComment, HistoryEntry } from '../../incident/priority-decision';
import { inWords, levelInWords } from '../../incident/priority-matrix';
import { instant, toEpoch } from '../../kernel/time';
import type { FieldKey, PriorityLevel, SiteMap } from '../../setup/site-map';

/** `toString` is also a method of every object: only the item's own counts. */
const ChangeItem = z.record(z.string(), z.unknown()).transform((item) => {
  const text = (name: string): string | undefined => {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    fieldId: text('fieldId'),
    from: { id: text('from'), text: text('fromString') },
    to: { id: text('to'), text: text('toString') },
  };
});

const History = z.object({
  id: z.string(),
  author: z.object({ accountId: AccountId }).optional(),
  created: z.string(),
  items: z.array(ChangeItem),
});
type History = z.output<typeof History>;

const StatusBean = z.object({ id: z.string(), name: z.string(), statusCategory: z.object({ key: z.string() }) });
export const TransitionBeans = z.array(z.object({ id: z.string(), name: z.string(), to: StatusBean }));

export const IssueBean = z.object({
  id: z.string(),
  key: IssueKey,
  fields: z.looseObject({
    issuetype: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string() }),
    status: StatusBean,
    priority: z.object({ id: z.string(), name: z.string() }).nullish(),
    created: z.string(),
    resolutiondate: z.string().nullish(),
  }),
  changelog: z.object({ histories: z.array(History), total: z.int() }),
  transitions: z.unknown().optional(),
});

export interface ReadContext {
  readonly site: SiteMap;
  readonly appAccountId: string;
  readonly basisField: string;
}

const NEEDED: readonly FieldKey[] = ['pendingReason', 'resolutionCode', 'resolutionNotes'];

export function fieldsToRead({ site, basisField }: ReadContext): string[] {
  const own = (['impact', 'urgency', 'priorityOverrideReason', ...NEEDED] as const).flatMap(
    (key) => site.fields[key] ?? [],
  );
  return ['issuetype', 'project', 'status', 'priority', 'created', 'resolutiondate', basisField, ...own];
}

const Option = z.object({ value: z.string() });
const FilledText = z.string().min(1);

export function recordOf(
  context: ReadContext,
  { id, key, fields }: z.output<typeof IssueBean>,
  histories: readonly History[],
): IssueRecord {
  const { site } = context;
  const custom = (field: FieldKey): unknown => fields[site.fields[field] ?? ''];
  return {
    id,
    key,
    projectId: fields.project.id,
    type: fields.issuetype,
    status: statusOf(fields.status),
    priorityName: fields.priority?.name,
    resolvedAt: fields.resolutiondate == null ? undefined : instant(fields.resolutiondate),
    basis: FilledText.safeParse(fields[context.basisField]).data,
    filled: new Set(NEEDED.filter((field) => custom(field) != null)),
    facts: {
      created: instant(fields.created),
      impact: Option.safeParse(custom('impact')).data?.value,
      urgency: Option.safeParse(custom('urgency')).data?.value,
      priority: { level: levelOf(site, fields.priority?.id) },
      overrideReason: FilledText.safeParse(custom('priorityOverrideReason')).data,
      history: oldestFirst(histories).map((history) => entryOf(context, history)),
    },
  };
}

/** Two edits within a millisecond are told apart by their ids, which grow. */
const oldestFirst = (histories: readonly History[]): History[] =>
  [...histories].sort(
    (a, b) => toEpoch(instant(a.created)) - toEpoch(instant(b.created)) || Number(a.id) - Number(b.id),
  );

function entryOf({ site, appAccountId }: ReadContext, { author, created, items }: History): HistoryEntry {
  const names = new Map((['impact', 'urgency'] as const).map((name) => [site.fields[name], name] as const));
  const { priorityOverrideReason } = site.fields;
  return {
    at: instant(created),
    byApp: author?.accountId === appAccountId,
    author: author?.accountId,
    changes: items.flatMap(({ fieldId, from, to }): HistoryEntry['changes'] => {
      if (fieldId === undefined) return [];
      if (fieldId === 'priority')
        return [{ field: 'priority', from: { level: levelOf(site, from.id) }, to: { level: levelOf(site, to.id) } }];
      const field = fieldId === priorityOverrideReason ? 'overrideReason' : names.get(fieldId);
      return field === undefined ? [] : [{ field, from: from.text, to: to.text }];
    }),
  };
}

const LEVELS: Readonly<Record<'1' | '2' | '3' | '4' | '5', PriorityLevel>> = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 };

const levelOf = (site: SiteMap, priorityId: string | undefined): PriorityLevel | undefined =>
  (['1', '2', '3', '4', '5'] as const).flatMap((level) =>
    site.priorities[level] === priorityId ? LEVELS[level] : [],
  )[0];

export const statusOf = ({ id, name, statusCategory: { key } }: z.output<typeof StatusBean>): IssueStatus => ({
  id,
  name,
  category: key === 'new' || key === 'done' ? key : 'indeterminate',
});

/** One request for all of it, so that nothing is done by halves. */
export function editBody(site: SiteMap, { level, overrideReason, comment }: PriorityEdit): Json {
  const reasonField = site.fields.priorityOverrideReason;
  const priority = level === undefined ? undefined : site.priorities[level];
  return {
    fields: {
      ...(priority === undefined ? {} : { priority: { id: priority } }),
      ...(overrideReason === undefined || reasonField === undefined ? {} : { [reasonField]: overrideReason }),
    },
    ...(comment === undefined ? {} : { update: { comment: [{ add: { body: explanation(comment) } }] } }),
  };
}

const text = (content: string): Json => ({ type: 'text', text: content });

function explanation({ to, chosen, decided }: HandSetComment): Json {
  const mention: Json[] = to === undefined ? [] : [{ type: 'mention', attrs: { id: to } }, text(' ')];
  const was =
    chosen === undefined ? 'The priority was set by hand' : `Priority ${levelInWords(chosen)} was set by hand`;
  const sentences =
    `${was} without a reason, so it follows the matrix again: ${inWords(decided)}. ` +
    'To override it, set the priority and fill in “Priority override reason” in one go, or use Override in the Plumbline panel.';
  return { version: 1, type: 'doc', content: [{ type: 'paragraph', content: [...mention, text(sentences)] }] };
}
