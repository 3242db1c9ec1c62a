/** The default value of a custom field's context, in the form PUT /field/{fieldId}/context/defaultValue takes. */
import { z } from 'zod';
import type { Json } from '../../json';
import type { JiraSite } from '../site';
import { contextFor, type Field, type Placement } from './fields';
import { scopeOf } from './issue-state';
import { jiraDateTime } from './time';
import { valueTypeOf } from './value-types';
import { FieldRefusal } from './values';

const Default = z.looseObject({
  type: z.string(),
  useCurrent: z.boolean().optional(),
  optionId: z.string().optional(),
  cascadingOptionId: z.string().nullish(),
  optionIds: z.array(z.string()).optional(),
  text: z.string().optional(),
  url: z.string().optional(),
  number: z.number().optional(),
  date: z.string().optional(),
  dateTime: z.string().optional(),
  accountId: z.string().optional(),
  accountIds: z.array(z.string()).optional(),
  groupId: z.string().optional(),
  groupIds: z.array(z.string()).optional(),
  labels: z.array(z.string()).optional(),
  values: z.array(z.json()).optional(),
  object: z.json().optional(),
});
type Default = z.output<typeof Default>;

/** The same value as a client would send it when creating an issue. */
function asInput(value: Default, now: number): unknown {
  if (value.useCurrent === true)
    return value.type.startsWith('datetime') ? jiraDateTime(now) : new Date(now).toISOString().slice(0, 10);
  if (value.optionId !== undefined) {
    const child = value.cascadingOptionId == null ? {} : { child: { id: value.cascadingOptionId } };
    return { id: value.optionId, ...child };
  }
  if (value.type === 'textarea' && value.text !== undefined) return z.json().parse(JSON.parse(value.text));
  return (
    value.optionIds?.map((id) => ({ id })) ??
    value.text ??
    value.url ??
    value.number ??
    value.dateTime ??
    value.date ??
    (value.accountId === undefined ? undefined : { accountId: value.accountId }) ??
    value.accountIds?.map((accountId) => ({ accountId })) ??
    (value.groupId === undefined ? undefined : { groupId: value.groupId }) ??
    value.groupIds?.map((groupId) => ({ groupId })) ??
    value.labels ??
    value.values ??
    value.object ??
    null
  );
}

/** `null` when there is none, or when what it names has gone since (a disabled option, an inactive user). */
export function defaultValue(site: JiraSite, field: Field, place: Placement): Json | null {
  const text = contextFor(site, field.id, place)?.default_value;
  const type = valueTypeOf(field);
  if (text === null || text === undefined || type === undefined) return null;
  try {
    return type.parse(asInput(Default.parse(JSON.parse(text)), site.clock.now()), scopeOf(site, field, place));
  } catch (error) {
    if (error instanceof FieldRefusal) return null;
    throw error;
  }
}
