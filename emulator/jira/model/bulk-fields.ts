/** The typed inputs of a bulk edit, as the `fields` and `update` of an ordinary edit. */
import { z } from 'zod';
import type { IssueInput } from './edit';

const Option = z.strictObject({ optionId: z.union([z.number(), z.string()]).transform(String) });
const ListVerb = z.enum(['ADD', 'REMOVE', 'REPLACE', 'REMOVE_ALL']);
const field = <T extends z.ZodRawShape>(shape: T) =>
  z.array(z.strictObject({ fieldId: z.string(), ...shape })).default([]);

/** Kinds of fields the emulator does not keep (versions, components, time tracking …) are refused as unknown. */
export const EditedFields = z.strictObject({
  cascadingSelectFields: field({ parentOptionValue: Option, childOptionValue: Option.nullish() }),
  clearableNumberFields: field({ value: z.number().nullish() }),
  datePickerFields: field({ date: z.strictObject({ formattedDate: z.string() }).nullish() }),
  dateTimePickerFields: field({ dateTime: z.strictObject({ formattedDateTime: z.string() }).nullish() }),
  issueType: z.strictObject({ issueTypeId: z.string() }).optional(),
  labelsFields: field({
    bulkEditMultiSelectFieldOption: ListVerb,
    labels: z.array(z.strictObject({ name: z.string() })),
  }),
  multipleGroupPickerFields: field({ groups: z.array(z.strictObject({ groupName: z.string() })) }),
  multipleSelectClearableUserPickerFields: field({
    users: z.array(z.strictObject({ accountId: z.string() })).nullish(),
  }),
  multipleSelectFields: field({ options: z.array(Option) }),
  priority: z.strictObject({ priorityId: z.string() }).optional(),
  richTextFields: field({ richText: z.strictObject({ adfValue: z.unknown() }) }),
  singleGroupPickerFields: field({ group: z.strictObject({ groupName: z.string() }) }),
  singleLineTextFields: field({ text: z.string() }),
  singleSelectClearableUserPickerFields: field({ user: z.strictObject({ accountId: z.string() }).nullish() }),
  singleSelectFields: field({ option: Option }),
  urlFields: field({ url: z.string() }),
});
export type EditedFields = z.output<typeof EditedFields>;

const option = ({ optionId }: z.output<typeof Option>): object => ({ id: optionId });

/** Every field named in the input with the value it is to get; only these may stand in `selectedActions`. */
export function asIssueInput(input: EditedFields): IssueInput {
  const fields: Record<string, unknown> = {};
  for (const { fieldId, parentOptionValue, childOptionValue } of input.cascadingSelectFields) {
    fields[fieldId] = {
      ...option(parentOptionValue),
      ...(childOptionValue == null ? {} : { child: option(childOptionValue) }),
    };
  }
  for (const { fieldId, value } of input.clearableNumberFields) fields[fieldId] = value ?? null;
  for (const { fieldId, date } of input.datePickerFields) fields[fieldId] = date?.formattedDate ?? null;
  for (const { fieldId, dateTime } of input.dateTimePickerFields) fields[fieldId] = dateTime?.formattedDateTime ?? null;
  for (const { fieldId, groups } of input.multipleGroupPickerFields)
    fields[fieldId] = groups.map(({ groupName }) => ({ name: groupName }));
  for (const { fieldId, users } of input.multipleSelectClearableUserPickerFields) fields[fieldId] = users ?? null;
  for (const { fieldId, options } of input.multipleSelectFields) fields[fieldId] = options.map(option);
  for (const { fieldId, richText } of input.richTextFields) fields[fieldId] = richText.adfValue;
  for (const { fieldId, group } of input.singleGroupPickerFields) fields[fieldId] = { name: group.groupName };
  for (const { fieldId, text } of input.singleLineTextFields) fields[fieldId] = text;
  for (const { fieldId, user } of input.singleSelectClearableUserPickerFields) fields[fieldId] = user ?? null;
  for (const { fieldId, option: chosen } of input.singleSelectFields) fields[fieldId] = option(chosen);
  for (const { fieldId, url } of input.urlFields) fields[fieldId] = url;
  if (input.issueType !== undefined) fields['issuetype'] = { id: input.issueType.issueTypeId };
  if (input.priority !== undefined) fields['priority'] = { id: input.priority.priorityId };
  return { fields, update: labelUpdates(input) };
}

function labelUpdates(input: EditedFields): Record<string, Record<string, unknown>[]> {
  const updates: Record<string, Record<string, unknown>[]> = {};
  for (const { fieldId, bulkEditMultiSelectFieldOption: verb, labels } of input.labelsFields) {
    const names = labels.map(({ name }) => name);
    if (verb === 'ADD') updates[fieldId] = names.map((add) => ({ add }));
    else if (verb === 'REMOVE') updates[fieldId] = names.map((remove) => ({ remove }));
    else updates[fieldId] = [{ set: verb === 'REPLACE' ? names : [] }];
  }
  return updates;
}
