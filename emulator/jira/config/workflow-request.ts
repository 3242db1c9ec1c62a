/** Requests that create or change workflows, and how their status references become status ids. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { statusRow, type StatusRow } from '../model/beans';
import { one } from '../model/rows';
import type { JiraSite } from '../site';
import {
  Layout,
  TransitionRequest,
  WorkflowStatus,
  type ConditionGroup,
  type WorkflowDocument,
  type WorkflowRule,
} from './workflow-document';
import { findingsIn, type Finding } from './workflow-validation';

const Scope = z.strictObject({
  type: z.literal('GLOBAL', 'Only global workflows (company-managed projects) are supported by the emulator.'),
  project: z.null().optional(),
});

const StatusUpdate = z.strictObject({
  id: z.string().optional(),
  statusReference: z.string().min(1),
  name: z.string().trim().min(1).max(255),
  statusCategory: z.enum(['TODO', 'IN_PROGRESS', 'DONE']),
  description: z.string().nullish(),
});
export type StatusUpdate = z.output<typeof StatusUpdate>;

const body = {
  description: z.string().max(1000).nullish(),
  statuses: z.array(WorkflowStatus.extend({ properties: z.record(z.string(), z.string()) })),
  transitions: z.array(TransitionRequest),
  startPointLayout: Layout.nullish(),
  loopedTransitionContainerLayout: Layout.nullish(),
};
const WorkflowCreate = z.strictObject({ name: z.string().trim().min(1).max(255), ...body });
const StatusMigration = z.strictObject({ oldStatusReference: z.string(), newStatusReference: z.string() });
const WorkflowUpdate = z.strictObject({
  id: z.string().min(1),
  version: z.strictObject({ id: z.string(), versionNumber: z.number().int() }),
  defaultStatusMappings: z.array(StatusMigration).optional(),
  statusMappings: z
    .array(
      z.strictObject({ projectId: z.string(), issueTypeId: z.string(), statusMigrations: z.array(StatusMigration) }),
    )
    .optional(),
  ...body,
});
export type WorkflowUpdate = z.output<typeof WorkflowUpdate>;

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/: at most 20 workflows a request. */
const WORKFLOWS_MAX = 20;
export const CreateRequest = z.strictObject({
  scope: Scope,
  statuses: z.array(StatusUpdate).max(1000),
  workflows: z.array(WorkflowCreate).min(1).max(WORKFLOWS_MAX),
});
export const UpdateRequest = z.strictObject({
  statuses: z.array(StatusUpdate).max(1000),
  workflows: z.array(WorkflowUpdate).min(1).max(WORKFLOWS_MAX),
});
const ValidationOptions = z
  .strictObject({
    levels: z
      .array(z.enum(['WARNING', 'ERROR']))
      .max(2)
      .optional(),
  })
  .optional();
export const ValidateCreate = z.strictObject({ payload: CreateRequest, validationOptions: ValidationOptions });
export const ValidateUpdate = z.strictObject({ payload: UpdateRequest, validationOptions: ValidationOptions });

const statusError = (code: string, message: string, statusReference: string): Finding => ({
  code,
  message,
  type: 'STATUS',
  level: 'ERROR',
  elementReference: { statusReference },
});

/** Statuses with an id exist and may be changed; those without are new, so their names must be free. */
export function statusFindings(site: JiraSite, statuses: readonly StatusUpdate[]): Finding[] {
  const findings: Finding[] = [];
  const references = statuses.map(({ statusReference }) => statusReference);
  const names = statuses.map(({ name }) => name.toLowerCase());
  statuses.forEach(({ id, name, statusReference }, index) => {
    if (id !== undefined && knownStatus(site, id) === undefined) {
      findings.push(statusError('STATUS_NOT_FOUND', `The status with ID ${id} does not exist.`, statusReference));
    }
    const owner = one<{ id: number }>(site.db, 'SELECT id FROM status WHERE name = ?', name);
    if ((owner !== undefined && String(owner.id) !== id) || names.indexOf(name.toLowerCase()) !== index) {
      findings.push(
        statusError(
          'NON_UNIQUE_STATUS_NAME',
          `You must use a unique status name: '${name}' is taken.`,
          statusReference,
        ),
      );
    }
    if (references.indexOf(statusReference) !== index) {
      findings.push(
        statusError(
          'NON_UNIQUE_STATUS_REFERENCE',
          `The status reference '${statusReference}' is used more than once.`,
          statusReference,
        ),
      );
    }
  });
  return findings;
}

const knownStatus = (site: JiraSite, id: string): StatusRow | undefined =>
  /^\d{1,15}$/.test(id) ? statusRow(site, id) : undefined;

type WorkflowBody = Pick<
  WorkflowUpdate,
  'statuses' | 'transitions' | 'startPointLayout' | 'loopedTransitionContainerLayout'
>;

/** The document as sent, transitions without an id given the next free number. */
export function documentIn(request: WorkflowBody): WorkflowDocument {
  const used = request.transitions.flatMap(({ id }) => (id === undefined || !/^\d+$/.test(id) ? [] : [Number(id)]));
  let next = Math.max(0, ...used);
  return {
    statuses: request.statuses,
    transitions: request.transitions.map((transition) => ({
      ...transition,
      id: transition.id ?? String((next += 10)),
    })),
    startPointLayout: request.startPointLayout,
    loopedTransitionContainerLayout: request.loopedTransitionContainerLayout,
  };
}

/** A workflow's statuses have to be among the request's; the rest is the document's own business. */
export function workflowFindings(
  site: JiraSite,
  name: string,
  request: WorkflowBody,
  statuses: readonly StatusUpdate[],
): Finding[] {
  const known = new Set(statuses.map(({ statusReference }) => statusReference));
  const strangers = request.statuses.filter(({ statusReference }) => !known.has(statusReference));
  return [
    ...strangers.map(({ statusReference }) =>
      statusError(
        'STATUS_NOT_IN_PAYLOAD',
        `The status '${statusReference}' is not among the statuses of the request.`,
        statusReference,
      ),
    ),
    ...findingsIn(site, { name, document: documentIn(request) }),
  ];
}

/** References become ids, and every rule gets an id of its own. */
export function resolved(document: WorkflowDocument, ids: ReadonlyMap<string, number>): WorkflowDocument {
  const id = (reference: string): string => String(ids.get(reference) ?? reference);
  const named = (rule: WorkflowRule): WorkflowRule => ({ ...rule, id: rule.id ?? randomUUID() });
  const group = (conditions: ConditionGroup): ConditionGroup => ({
    operation: conditions.operation,
    conditions: conditions.conditions?.map(named) ?? [],
    conditionGroups: conditions.conditionGroups?.map(group) ?? [],
  });
  return {
    ...document,
    statuses: document.statuses.map((status) => ({ ...status, statusReference: id(status.statusReference) })),
    transitions: document.transitions.map((transition) => ({
      ...transition,
      ...(transition.toStatusReference === undefined ? {} : { toStatusReference: id(transition.toStatusReference) }),
      links: (transition.links ?? []).map((link) => ({ ...link, fromStatusReference: id(link.fromStatusReference) })),
      validators: transition.validators?.map(named) ?? [],
      actions: transition.actions?.map(named) ?? [],
      ...(transition.conditions == null ? {} : { conditions: group(transition.conditions) }),
    })),
  };
}
