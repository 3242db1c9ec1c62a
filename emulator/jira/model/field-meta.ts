/** What can be set where, as create metadata, edit metadata and transitions tell it. */
import type { Json, JsonObject } from '../../json';
import type { Caller } from '../../seams';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import { issueTypeBean, projectBean, statusBean } from './beans';
import { createTarget } from './create-issue';
import { defaultValue } from './default-values';
import { contextFor, fieldById, fieldSchema, type Field, type Placement } from './fields';
import { editTarget, type EditOptions } from './edit-issue';
import type { EditTarget } from './edit';
import { scopeOf, type IssueRow } from './issue-state';
import { transitionTarget, offeredTransitions, type OfferedTransition } from './transition-issue';
import { valueTypeOf } from './value-types';
import { targetOf } from './workflow';

/** Fields that have no value type of their own but stand on screens. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  issuelinks: ['add', 'copy'],
  comment: ['add', 'edit', 'remove'],
  project: ['set'],
};
const REQUIRED: ReadonlySet<string> = new Set(['summary', 'issuetype', 'project', 'reporter', 'priority']);

function metaOf(target: EditTarget, field: Field, required: boolean): JsonObject | undefined {
  const { site, place } = target;
  const type = valueTypeOf(field);
  const operations = type?.verbs ?? SPECIAL[field.id];
  if (operations === undefined || field.readOnly) return undefined;
  if (field.custom && contextFor(site, field.id, place) === undefined) return undefined;
  const standard = field.custom && type !== undefined ? defaultValue(site, field, place) : null;
  const allowed = type?.allowed?.(scopeOf(site, field, place));
  return {
    required,
    schema: fieldSchema(field),
    name: field.name,
    key: field.id,
    hasDefaultValue: standard !== null || field.id === 'priority' || field.id === 'reporter',
    operations: [...operations],
    ...(allowed === undefined ? {} : { allowedValues: allowed }),
    ...(standard === null || type === undefined
      ? {}
      : { defaultValue: type.show(standard, scopeOf(site, field, place), 'Etc/UTC') }),
    ...autoComplete(site, field, place),
  };
}

function autoComplete(site: JiraSite, field: Field, place: Placement): { autoCompleteUrl?: string } {
  const rest = `${site.baseUrl()}/rest/api/3`;
  if (field.id === 'assignee')
    return { autoCompleteUrl: `${rest}/user/assignable/search?project=${place.projectId}&query=` };
  if (field.type === 'user') return { autoCompleteUrl: `${rest}/user/search?query=` };
  if (field.id === 'labels') return { autoCompleteUrl: `${rest}/label` };
  return {};
}

function metaFor(
  target: EditTarget,
  ids: Iterable<string>,
  required: (id: string) => boolean,
): Record<string, JsonObject> {
  const found: Record<string, JsonObject> = {};
  for (const id of ids) {
    const field = fieldById(target.site, id);
    const meta = field === undefined ? undefined : metaOf(target, field, required(id));
    if (meta !== undefined) found[id] = meta;
  }
  return found;
}

export function createMeta(site: JiraSite, caller: Caller, place: Placement): JsonObject[] {
  const target = createTarget(site, caller, place);
  const { screen } = target;
  const ids = ['project', 'issuetype', ...[...screen].filter((id) => id !== 'project' && id !== 'issuetype')];
  const mayReport = can(site, caller, 'MODIFY_REPORTER', { project: place.projectId });
  const shown = ids.filter((id) => id !== 'comment' && (id !== 'reporter' || mayReport));
  const own: Record<string, Json[]> = {
    project: [projectBean(site, place.projectId) ?? {}],
    issuetype: [issueTypeBean(site, place.issueTypeId) ?? {}],
  };
  const meta = metaFor(target, shown, (id) => REQUIRED.has(id) && id !== 'priority');
  return Object.entries(meta).map(([fieldId, entry]) => ({
    ...entry,
    fieldId,
    ...(own[fieldId] === undefined ? {} : { allowedValues: own[fieldId] }),
  }));
}

export function editMeta(site: JiraSite, caller: Caller, issue: IssueRow, options: EditOptions = {}): JsonObject {
  if (!can(site, caller, 'EDIT_ISSUES', { issue: issue.id })) return {};
  const target = editTarget(site, caller, issue, options);
  return metaFor(target, [...target.screen, 'comment'], (id) => REQUIRED.has(id));
}

export interface TransitionView {
  readonly fields: boolean;
  readonly id?: string;
  readonly unavailable?: boolean;
}

export const transitionBeans = (site: JiraSite, caller: Caller, issue: IssueRow, view: TransitionView): JsonObject[] =>
  offeredTransitions(site, caller, issue)
    .filter((offer) => offer.isAvailable || view.unavailable === true)
    .filter((offer) => view.id === undefined || offer.transition.id === view.id)
    .map((offer) => transitionBean(site, caller, issue, offer, view));

function transitionBean(
  site: JiraSite,
  caller: Caller,
  issue: IssueRow,
  offer: OfferedTransition,
  view: TransitionView,
): JsonObject {
  const { transition } = offer;
  const target = transitionTarget(site, caller, issue, transition);
  const { conditions } = transition;
  const resolution = (id: string): boolean => id === 'resolution';
  return {
    id: transition.id,
    name: transition.name,
    to: statusBean(site, targetOf(transition, issue.status_id)) ?? {},
    hasScreen: target.mayComment,
    isGlobal: transition.type === 'GLOBAL',
    isInitial: false,
    isAvailable: offer.isAvailable,
    isConditional: (conditions?.conditions?.length ?? 0) + (conditions?.conditionGroups?.length ?? 0) > 0,
    looped: transition.toStatusReference === undefined,
    ...(view.fields ? { fields: metaFor(target, target.screen, resolution) } : {}),
  };
}
