/**
 * manifest.yml as people write it: the parts that this host implements. Modules that run code are strict, so that a
 * property without an effect here is refused rather than ignored; modules that show something keep their other
 * properties for the pages that draw them.
 */
import { z } from 'zod';
import { LIMITS } from './limits';
import { EVENTS, SCOPES } from './vocabulary';

const Key = z.string().regex(/^[a-zA-Z0-9_-]+$/, 'a key has only letters, digits, _ and -');
const Reference = z.string().min(1);
const Text = z.string().min(1).max(255);
const Resource = z.object({ resource: Reference }).loose();
const Resolver = z.strictObject({ function: Reference });

const Attribute = z.strictObject({ type: z.enum(['string', 'boolean', 'float', 'integer', 'any']) });
const Index = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    partition: z.array(z.string()).min(1).optional(),
    range: z.array(z.string()).length(1),
  }),
]);
const Entity = z.strictObject({
  name: z
    .string()
    .min(3)
    .max(60)
    .regex(/^(?![_.-])(?!.*\.{2})[a-z0-9:\-_.]*(?<!\.)$/, 'an entity is named in lower case'),
  attributes: z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'an attribute is one word'), Attribute),
  indexes: z.array(Index).min(1).max(7).optional(),
});

const Function = z.strictObject({
  key: Key,
  handler: z.string().regex(/^[\w/-]+\.\w+$/, 'a handler reads file.export'),
  timeoutSeconds: z.int().min(1).max(LIMITS.backgroundTimeoutMaximum.value).optional(),
  runtime: z.strictObject({ memoryMB: z.int().min(128).max(4096).optional() }).optional(),
});
const Consumer = z.strictObject({
  key: Key,
  queue: z.string().regex(/^[a-zA-Z0-9-_]{1,36}$/, 'a queue name has at most 36 letters, digits, - and _'),
  function: Reference,
});
const Filter = z
  .strictObject({
    // The app has its licence here, whatever the filter asks for.
    appIsLicensed: z.boolean().optional(),
    ignoreSelf: z.boolean().optional(),
    expression: z.string().min(1).max(LIMITS.filterExpressionLength.value).optional(),
    onError: z.enum(['IGNORE', 'IGNORE_AND_LOG', 'RECEIVE', 'RECEIVE_AND_LOG']).optional(),
  })
  .refine(
    (filter) => Object.keys(filter).some((name) => name !== 'onError'),
    'a filter has appIsLicensed, ignoreSelf or expression',
  );
const EventName = z.enum(EVENTS, {
  error: ({ input }) => `there is no event ${String(input)} here (there are ${EVENTS.join(', ')})`,
});
const Trigger = z.strictObject({
  key: Key,
  function: Reference,
  events: z.array(z.union([EventName, z.strictObject({ eventType: EventName, filter: Filter.optional() })])).min(1),
  filter: Filter.optional(),
});
const ScheduledTrigger = z.strictObject({
  key: Key,
  function: Reference,
  interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
  filter: z.strictObject({ appIsLicensed: z.boolean() }).optional(),
});
const StaticOutput = z.strictObject({
  key: z.string().max(255),
  statusCode: z.int(),
  body: z.string().max(1024).optional(),
  contentType: z.string().max(255).optional(),
});
const WebTrigger = z.strictObject({
  key: Key,
  function: Reference,
  urlFormat: z.enum(['v1', 'v2']).optional(),
  response: z
    .union([
      z.strictObject({ type: z.literal('static'), outputs: z.array(StaticOutput).max(20) }),
      z.strictObject({ type: z.literal('dynamic') }),
    ])
    .optional(),
});

const Page = z.object({ key: Key, title: Text, resource: Reference, resolver: Resolver.optional() }).loose();
const Gadget = Page.extend({ description: Text, thumbnail: Text, edit: Resource.optional() });
const CustomField = z
  .object({
    key: Key,
    name: Text,
    description: z.string().default(''),
    type: z.enum(['string', 'number', 'user', 'group', 'object', 'datetime', 'date']),
    collection: z.enum(['none', 'list']).default('none'),
    readOnly: z.boolean().default(false),
    resolver: Resolver.optional(),
    view: z
      .object({
        resource: Reference.optional(),
        formatter: z
          .object({ expression: z.string().min(1) })
          .loose()
          .optional(),
      })
      .loose()
      .optional(),
    edit: Resource.optional(),
  })
  .loose();
const RuleForms = {
  view: Resource.optional(),
  edit: Resource.optional(),
  create: Resource.optional(),
  resolver: Resolver.optional(),
};
const Rule = {
  key: Key,
  name: Text,
  description: z.string().min(1),
  projectTypes: z.array(z.string()).optional(),
  ...RuleForms,
};
const Validator = z
  .strictObject({
    ...Rule,
    expression: z.string().min(1).optional(),
    function: Reference.optional(),
    errorMessage: z.string().optional(),
  })
  .refine(
    (rule) => (rule.expression === undefined) !== (rule.function === undefined),
    'a validator has either an expression or a function',
  );
const Condition = z.strictObject({ ...Rule, expression: z.string().min(1), errorMessage: z.string().optional() });
const PostFunction = z.strictObject({ ...Rule, function: Reference });
const EntityProperty = z.strictObject({
  key: Key,
  entityType: z.enum(['issue', 'project', 'user', 'comment']).default('issue'),
  propertyKey: z.string().min(1).max(255),
  values: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(255),
        type: z.enum(['number', 'text', 'string', 'user', 'date']),
        searchAlias: z
          .string()
          .regex(/^[a-zA-Z0-9._-]+$/)
          .optional(),
      }),
    )
    .min(1),
});

/** Module types that show a page or a frame, all of one shape. */
export const PAGE_MODULES = [
  'jira:adminPage',
  'jira:globalPage',
  'jira:issuePanel',
  'jira:issueContext',
  'jira:issueActivity',
  'jira:projectPage',
] as const;

const list = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional();

export const MODULES = {
  function: list(Function),
  consumer: list(Consumer),
  trigger: list(Trigger),
  scheduledTrigger: z.array(ScheduledTrigger).min(1).max(LIMITS.scheduledTriggers.value).optional(),
  webtrigger: list(WebTrigger),
  'jira:adminPage': list(Page),
  'jira:globalPage': z.array(Page).min(1).max(LIMITS.globalPages.value).optional(),
  'jira:issuePanel': list(Page),
  'jira:issueContext': list(Page),
  'jira:issueActivity': list(Page),
  'jira:projectPage': list(Page),
  'jira:dashboardGadget': list(Gadget),
  'jira:customField': list(CustomField),
  'jira:workflowValidator': list(Validator),
  'jira:workflowCondition': list(Condition),
  'jira:workflowPostFunction': list(PostFunction),
  'jira:entityProperty': list(EntityProperty),
};

const Address = z.union([
  z.string(),
  z.strictObject({ address: z.string(), category: z.string().optional(), inScopeEUD: z.boolean().optional() }),
]);
const ScopeName = z.enum(SCOPES, {
  error: ({ input }) => `there is no scope ${String(input)} here (there are ${SCOPES.join(', ')})`,
});
const Scopes = z.union([
  z.array(ScopeName),
  z.partialRecord(ScopeName, z.union([z.null(), z.strictObject({ allowImpersonation: z.boolean().optional() })])),
]);

export const ManifestShape = z.strictObject({
  app: z
    .object({
      id: z
        .string()
        .regex(/^ari:cloud:ecosystem::app\/[0-9a-f-]{36}$/, 'an app id reads ari:cloud:ecosystem::app/<uuid>'),
      runtime: z.strictObject({
        name: z.string().regex(/^nodejs\d+\.x$/, 'only the Node.js runtime is supported'),
        memoryMB: z.int().min(128).max(LIMITS.memoryMaximum.value).default(LIMITS.memoryDefault.value),
        architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
      }),
      storage: z
        .strictObject({ entities: z.array(Entity).optional(), classifications: z.array(z.string()).optional() })
        .optional(),
    })
    .loose(),
  modules: z.strictObject(MODULES),
  resources: z.array(z.object({ key: Key, path: z.string().min(1) }).loose()).default([]),
  permissions: z
    .object({
      scopes: Scopes.default([]),
      content: z.object({ styles: z.array(z.string()).optional(), scripts: z.array(z.string()).optional() }).optional(),
      external: z
        .object({
          fetch: z.object({ backend: z.array(Address).default([]), client: z.array(Address).default([]) }).optional(),
        })
        .loose()
        .optional(),
    })
    .default({ scopes: [] }),
});
export type ManifestShape = z.output<typeof ManifestShape>;
export type FilterShape = z.output<typeof Filter>;
