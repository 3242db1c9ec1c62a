/** Jira's answers as far as set-up reads them. Ids are numbers in some operations and text in others. */
import { z } from 'zod';

export const Id = z.union([z.string(), z.number()]).transform(String);
export const WithId = z.object({ id: Id });
export const Named = z.object({ id: Id, name: z.string() });

const Category = z.enum(['TODO', 'IN_PROGRESS', 'DONE']);

/** Things of one project (`PROJECT`) are no use to another; without a scope it is global. */
const Scope = z.object({ type: z.string() }).nullish();
export const isGlobal = ({ scope }: { readonly scope?: { readonly type: string } | null | undefined }): boolean =>
  scope === undefined || scope === null || scope.type === 'GLOBAL';

export const IssueType = Named.extend({ scope: Scope });
export const CustomField = z.object({
  id: z.string(),
  name: z.string(),
  schema: z.object({ custom: z.string().optional() }).optional(),
});
export const FieldContext = z.object({ id: Id, isGlobalContext: z.boolean(), isAnyIssueType: z.boolean() });
export const FieldOption = z.object({ value: z.string() });
export const Status = Named.extend({ statusCategory: Category, scope: Scope });
export const LinkTypes = z.object({
  issueLinkTypes: z.array(z.object({ id: z.string(), name: z.string(), inward: z.string(), outward: z.string() })),
});
export const Screen = Named.extend({ scope: Scope });
export const ScreenFields = z.array(z.object({ id: z.string() }));
export const ScreenScheme = Named.extend({
  screens: z.object({ default: Id, create: Id.optional(), edit: Id.optional(), view: Id.optional() }),
});
export const IssueTypeMapping = z.object({ issueTypeId: Id });
export const ScreenMapping = z.object({ issueTypeId: z.string(), screenSchemeId: Id });
export const WorkflowScheme = Named.extend({
  defaultWorkflow: z.string().optional(),
  issueTypeMappings: z.record(z.string(), z.string()).default({}),
});
export const Project = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  simplified: z.boolean().optional(),
});
/** `GET /project/{id}/statuses`: every issue type of the project with the statuses of its workflow. */
export const TypeStatuses = z.array(
  z.object({
    id: z.string(),
    statuses: z.array(
      z.object({ id: z.string(), name: z.string(), statusCategory: z.object({ key: z.string() }).optional() }),
    ),
  }),
);
/** `GET /project/{id}/permissionscheme?expand=permissions`. */
export const PermissionScheme = Named.extend({
  permissions: z
    .array(
      z.object({
        permission: z.string().optional(),
        holder: z.object({ type: z.string(), parameter: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});
export const RoleActors = z.object({
  actors: z
    .array(z.object({ displayName: z.string().optional(), actorUser: z.object({ accountId: z.string() }).optional() }))
    .default([]),
});
/** The older way of naming the categories. */
export const CATEGORY_OF_KEY: Readonly<Record<string, z.output<typeof Category>>> = {
  new: 'TODO',
  indeterminate: 'IN_PROGRESS',
  done: 'DONE',
};
