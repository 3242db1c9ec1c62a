/**
 * A workflow as `workflow.document` stores it: what POST /workflows/create takes, with every `statusReference` resolved
 * to the status's id and every transition carrying its id.
 */
import { z } from 'zod';

const Layout = z.strictObject({ x: z.number(), y: z.number() });
const StringMap = z.record(z.string(), z.string());

export const WorkflowRule = z.strictObject({
  id: z.string().optional(),
  ruleKey: z.string().min(1),
  parameters: StringMap.optional(),
});
export type WorkflowRule = z.output<typeof WorkflowRule>;

export interface ConditionGroup {
  readonly operation: 'ANY' | 'ALL';
  readonly conditions?: WorkflowRule[] | undefined;
  readonly conditionGroups?: ConditionGroup[] | undefined;
}
export const ConditionGroup: z.ZodType<ConditionGroup> = z.strictObject({
  operation: z.enum(['ANY', 'ALL'], 'A condition group needs an operation: ANY or ALL.'),
  conditions: z.array(WorkflowRule).optional(),
  get conditionGroups() {
    return z.array(ConditionGroup).optional();
  },
});

export const TransitionLink = z.strictObject({
  fromStatusReference: z.string(),
  fromPort: z.number().int().optional(),
  toPort: z.number().int().optional(),
});

const transition = {
  name: z.string().min(1).max(255),
  description: z.string().max(1000).optional(),
  type: z.enum(['INITIAL', 'GLOBAL', 'DIRECTED']),
  /** The status the transition leads to; absent in a looped (self) transition. */
  toStatusReference: z.string().optional(),
  links: z.array(TransitionLink).optional(),
  customIssueEventId: z.string().optional(),
  properties: StringMap.optional(),
  transitionScreen: WorkflowRule.nullish(),
  conditions: ConditionGroup.nullish(),
  validators: z.array(WorkflowRule).optional(),
  actions: z.array(WorkflowRule).optional(),
  triggers: z
    .array(z.strictObject({ id: z.string().optional(), ruleKey: z.string(), parameters: StringMap.optional() }))
    .optional(),
};

export const WorkflowTransition = z.strictObject({ id: z.string(), ...transition });
export type WorkflowTransition = z.output<typeof WorkflowTransition>;
/** In a request the id may be left out; Jira then gives one. */
export const TransitionRequest = z.strictObject({ id: z.string().optional(), ...transition });

export const WorkflowStatus = z.strictObject({
  statusReference: z.string(),
  layout: Layout.nullish(),
  properties: StringMap.optional(),
});
export type WorkflowStatus = z.output<typeof WorkflowStatus>;

export const WorkflowDocument = z.strictObject({
  statuses: z.array(WorkflowStatus),
  transitions: z.array(WorkflowTransition),
  startPointLayout: Layout.nullish(),
  loopedTransitionContainerLayout: Layout.nullish(),
});
export type WorkflowDocument = z.output<typeof WorkflowDocument>;
export { Layout };
