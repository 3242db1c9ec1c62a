/** The parts of Jira's answers that the pages read. */
import { z } from 'zod';

export const User = z.object({ accountId: z.string(), displayName: z.string(), emailAddress: z.string().optional() });
export type User = z.output<typeof User>;

export const StatusCategory = z.object({ key: z.string(), name: z.string() });
export const Status = z.object({ id: z.string(), name: z.string(), statusCategory: StatusCategory });
export type Status = z.output<typeof Status>;
export const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.output<typeof Named>;

export const FieldSchema = z.object({
  type: z.string(),
  items: z.string().optional(),
  system: z.string().optional(),
  custom: z.string().optional(),
});
export type FieldSchema = z.output<typeof FieldSchema>;

const AllowedValue = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  value: z.string().optional(),
  key: z.string().optional(),
});
export const FieldMeta = z.object({
  name: z.string(),
  required: z.boolean(),
  schema: FieldSchema,
  operations: z.array(z.string()).default([]),
  allowedValues: z.array(AllowedValue).optional(),
  hasDefaultValue: z.boolean().optional(),
  defaultValue: z.unknown().optional(),
});
export type FieldMeta = z.output<typeof FieldMeta>;
export type FieldMetas = Readonly<Record<string, FieldMeta>>;

export const CreateFields = z.object({ fields: z.array(FieldMeta.extend({ fieldId: z.string() })) });
export const CreateIssueTypes = z.object({
  issueTypes: z.array(
    Named.extend({
      description: z.string().optional(),
      subtask: z.boolean().optional(),
      hierarchyLevel: z.number().optional(),
    }),
  ),
});

export const Fields = z.record(z.string(), z.unknown());
export type Fields = z.output<typeof Fields>;

export const Issue = z.object({
  id: z.string(),
  key: z.string(),
  fields: Fields,
  names: z.record(z.string(), z.string()).default({}),
  schema: z.record(z.string(), FieldSchema).default({}),
});
export type Issue = z.output<typeof Issue>;

export const IssueCore = z.object({
  summary: z.string(),
  status: Status,
  issuetype: Named,
  project: z.object({ id: z.string(), key: z.string(), name: z.string() }),
});

export const Transition = z.object({
  id: z.string(),
  name: z.string(),
  to: Status,
  hasScreen: z.boolean().default(false),
  fields: z.record(z.string(), FieldMeta).default({}),
});
export type Transition = z.output<typeof Transition>;

export const Comment = z.object({
  id: z.string(),
  author: User.nullish(),
  body: z.unknown(),
  created: z.string(),
  updated: z.string(),
});
export type Comment = z.output<typeof Comment>;

export const HistoryItem = z.object({
  field: z.string(),
  fromString: z.string().nullish(),
  toString: z.string().nullish(),
});
export const History = z.object({
  id: z.string(),
  author: User.nullish(),
  created: z.string(),
  items: z.array(HistoryItem),
});
export type History = z.output<typeof History>;

export const LinkedIssue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({ summary: z.string(), status: Status }).partial().default({}),
});
export const IssueLink = z.object({
  id: z.string(),
  type: z.object({ id: z.string(), name: z.string(), inward: z.string(), outward: z.string() }),
  inwardIssue: LinkedIssue.optional(),
  outwardIssue: LinkedIssue.optional(),
});
export type IssueLink = z.output<typeof IssueLink>;

export const Project = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  projectTypeKey: z.string(),
  lead: User.partial().optional(),
});
export type Project = z.output<typeof Project>;

export const Dashboard = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  owner: User.partial().nullish(),
  isWritable: z.boolean().optional(),
});
export type Dashboard = z.output<typeof Dashboard>;
export const Gadget = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  moduleKey: z.string().optional(),
  title: z.string(),
  color: z.string(),
  position: z.object({ column: z.number(), row: z.number() }),
});
export type Gadget = z.output<typeof Gadget>;
