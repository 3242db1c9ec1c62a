/** Values of the app's own custom fields: only the app that owns a field writes them here, whatever the screens say. */
import { z } from 'zod';
import type { Json } from '../../json';
import { bodyOf, forbidden, JiraError, noContent, notFound, operation, type Call, type Operation } from '../http';
import { applyValues } from '../model/edit';
import { recordUpdate } from '../model/edit-issue';
import { contextFor, forgeField, type Field } from '../model/fields';
import { findIssue, placeOf, scopeOf, type IssueRow } from '../model/issue-state';
import { write, type Write } from '../model/transaction';
import { FieldRefusal } from '../model/values';
import { valueTypeOf } from '../model/value-types';
import { NumericId } from './issue-view';

interface Update {
  readonly field: Field;
  readonly issueIds: readonly number[];
  readonly value: Json;
}

/** Anybody but the app itself, users through the app included, is refused. */
function ownField(call: Call, idOrKey: string): Field {
  const field = forgeField(call.site, idOrKey);
  if (field === undefined) throw notFound(`The custom field '${idOrKey}' was not found.`);
  const { app } = call.caller;
  if (app?.as !== 'app' || app.appId !== call.site.app()?.appId) {
    throw forbidden('Only the app that provides the custom field can update its values.');
  }
  return field;
}

function issueFor(call: Call, id: number, field: Field): IssueRow {
  const issue = findIssue(call.site, String(id));
  if (issue === undefined || contextFor(call.site, field.id, placeOf(issue)) === undefined) {
    throw new JiraError(400, [`The issue with ID ${id} does not exist or does not have the custom field.`]);
  }
  return issue;
}

function parse(call: Call, { field, value }: Update, issue: IssueRow): Json | null {
  const type = valueTypeOf(field);
  try {
    return type?.parse(value, scopeOf(call.site, field, placeOf(issue))) ?? null;
  } catch (error) {
    if (error instanceof FieldRefusal)
      throw new JiraError(400, [`Invalid value for the custom field ${field.id}: ${error.message}`]);
    throw error;
  }
}

/** All or nothing. */
function apply(call: Call, updates: readonly Update[]): void {
  const record = call.query.get('generateChangelog') !== 'false';
  write(call.site, call.caller, (writing) => {
    for (const update of updates) {
      for (const id of update.issueIds) set(call, writing, update, issueFor(call, id, update.field), record);
    }
  });
}

function set(call: Call, writing: Write, update: Update, issue: IssueRow, record: boolean): void {
  const items = applyValues(call.site, issue, new Map([[update.field.id, parse(call, update, issue)]]));
  if (record) recordUpdate(writing, issue, items);
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-values--apps-/ */
const IssueIds = z.array(NumericId).min(1).max(1000);
const OneField = z.strictObject({
  updates: z.array(z.strictObject({ issueIds: IssueIds, value: z.json() })).default([]),
});
const ManyFields = z.strictObject({
  updates: z.array(z.strictObject({ customField: z.string(), issueIds: IssueIds, value: z.json() })).default([]),
});

const putOne = operation('PUT /rest/api/3/app/field/{fieldIdOrKey}/value', [], (call) => {
  const field = ownField(call, call.params['fieldIdOrKey'] ?? '');
  apply(
    call,
    bodyOf(call, OneField).updates.map((update) => ({ ...update, field })),
  );
  return noContent();
});

const postMany = operation('POST /rest/api/3/app/field/value', [], (call) => {
  const { updates } = bodyOf(call, ManyFields);
  apply(
    call,
    updates.map((update) => ({ ...update, field: ownField(call, update.customField) })),
  );
  return noContent();
});

export const appFieldOperations: readonly Operation[] = [putOne, postMany];
