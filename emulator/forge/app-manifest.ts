/** The manifest in the form that the rest of the host works with. */
import { dirname } from 'node:path';
import type { JsonObject } from '../json';
import type { ForgeCustomField, ForgeEntityProperty, ForgeUiModule, ForgeWorkflowRule } from '../seams';
import { parseJsonObject } from './json-text';
import { PAGE_MODULES, type FilterShape, type ManifestShape } from './manifest-shape';

export interface EntityDefinition {
  readonly name: string;
  readonly attributes: Readonly<Record<string, { readonly type: 'string' | 'boolean' | 'float' | 'integer' | 'any' }>>;
  readonly indexes: readonly EntityIndex[];
}

/** An index given as a bare attribute name is one without a partition. */
export interface EntityIndex {
  readonly name: string;
  readonly partition: readonly string[];
  readonly range: readonly string[];
}

export interface ForgeFunction {
  readonly key: string;
  /** `index` and `resolver` of `index.resolver`. */
  readonly file: string;
  readonly exportName: string;
  readonly timeoutSeconds: number | undefined;
  readonly memoryMB: number;
}

export type EventFilter = FilterShape;

export interface TriggerModule {
  readonly key: string;
  readonly function: string;
  readonly events: readonly { readonly type: string; readonly filter: EventFilter }[];
}

export type ManifestModules = ManifestShape['modules'];
export type ConsumerModule = NonNullable<ManifestModules['consumer']>[number];
export type ScheduledTriggerModule = NonNullable<ManifestModules['scheduledTrigger']>[number];
export type WebTriggerModule = NonNullable<ManifestModules['webtrigger']>[number];

export interface AppManifest {
  readonly file: string;
  /** The app's folder: resource paths and `src` start here. */
  readonly directory: string;
  readonly appId: string;
  readonly runtime: { readonly name: string; readonly memoryMB: number; readonly architecture: string };
  readonly entities: readonly EntityDefinition[];
  readonly functions: readonly ForgeFunction[];
  readonly consumers: readonly ConsumerModule[];
  readonly triggers: readonly TriggerModule[];
  readonly scheduledTriggers: readonly ScheduledTriggerModule[];
  readonly webTriggers: readonly WebTriggerModule[];
  readonly uiModules: readonly ForgeUiModule[];
  readonly customFields: readonly ForgeCustomField[];
  readonly workflowRules: readonly ForgeWorkflowRule[];
  /** Workflow rules that run a function: module key to function key. */
  readonly ruleFunctions: ReadonlyMap<string, string>;
  readonly entityProperties: readonly ForgeEntityProperty[];
  /** Modules whose frames may call functions: module key to module type and function key. */
  readonly resolvers: ReadonlyMap<string, { readonly type: string; readonly functionKey: string }>;
  readonly resources: readonly { readonly key: string; readonly path: string }[];
  readonly scopes: readonly string[];
  /** Scopes with `allowImpersonation`. */
  readonly impersonationScopes: readonly string[];
  readonly egress: { readonly backend: readonly string[]; readonly client: readonly string[] };
  readonly permissions: JsonObject;
  readonly contentStyles: readonly string[];
}

const plain = (value: unknown): JsonObject => parseJsonObject(JSON.stringify(value));

export function toAppManifest(file: string, shape: ManifestShape): AppManifest {
  const { app, modules, permissions } = shape;
  const scopes = Array.isArray(permissions.scopes) ? permissions.scopes : Object.keys(permissions.scopes);
  const impersonationScopes = Array.isArray(permissions.scopes)
    ? []
    : Object.entries(permissions.scopes).flatMap(([scope, options]) =>
        options?.allowImpersonation === true ? [scope] : [],
      );
  const address = (entry: string | { address: string }): string => (typeof entry === 'string' ? entry : entry.address);
  return {
    file,
    directory: dirname(file),
    appId: app.id.slice(app.id.indexOf('/') + 1),
    runtime: app.runtime,
    entities: (app.storage?.entities ?? []).map((entity) => ({
      ...entity,
      indexes: (entity.indexes ?? []).map(toIndex),
    })),
    functions: (modules.function ?? []).map((entry) => toFunction(entry, app.runtime.memoryMB)),
    consumers: modules.consumer ?? [],
    triggers: (modules.trigger ?? []).map(toTrigger),
    scheduledTriggers: modules.scheduledTrigger ?? [],
    webTriggers: modules.webtrigger ?? [],
    uiModules: toUiModules(modules),
    customFields: (modules['jira:customField'] ?? []).map(({ key, name, description, type, collection, readOnly }) => ({
      key,
      name,
      description,
      type,
      collection,
      readOnly,
    })),
    workflowRules: toWorkflowRules(modules),
    ruleFunctions: new Map(
      [...(modules['jira:workflowValidator'] ?? []), ...(modules['jira:workflowPostFunction'] ?? [])].flatMap((rule) =>
        rule.function === undefined ? [] : [[rule.key, rule.function] as const],
      ),
    ),
    entityProperties: (modules['jira:entityProperty'] ?? []).map((entry) => ({
      ...entry,
      values: entry.values.map(({ path, type, searchAlias }) => ({
        path,
        type,
        ...(searchAlias === undefined ? {} : { searchAlias }),
      })),
    })),
    resolvers: toResolvers(modules),
    resources: shape.resources.map(({ key, path }) => ({ key, path })),
    scopes,
    impersonationScopes,
    egress: {
      backend: (permissions.external?.fetch?.backend ?? []).map(address),
      client: (permissions.external?.fetch?.client ?? []).map(address),
    },
    permissions: plain({ scopes, external: permissions.external ?? {} }),
    contentStyles: permissions.content?.styles ?? [],
  };
}

const toIndex = (index: string | { name: string; partition?: string[] | undefined; range: string[] }): EntityIndex =>
  typeof index === 'string'
    ? { name: index, partition: [], range: [index] }
    : { name: index.name, partition: index.partition ?? [], range: index.range };

function toFunction(entry: NonNullable<ManifestModules['function']>[number], memoryMB: number): ForgeFunction {
  const dot = entry.handler.lastIndexOf('.');
  return {
    key: entry.key,
    file: entry.handler.slice(0, dot),
    exportName: entry.handler.slice(dot + 1),
    timeoutSeconds: entry.timeoutSeconds,
    memoryMB: entry.runtime?.memoryMB ?? memoryMB,
  };
}

function toTrigger(entry: NonNullable<ManifestModules['trigger']>[number]): TriggerModule {
  const events = entry.events.map((event) =>
    typeof event === 'string'
      ? { type: event, filter: entry.filter ?? {} }
      : { type: event.eventType, filter: event.filter ?? entry.filter ?? {} },
  );
  return { key: entry.key, function: entry.function, events };
}

function toUiModules(modules: ManifestModules): ForgeUiModule[] {
  const pages = [...PAGE_MODULES, 'jira:dashboardGadget' as const].flatMap((type) =>
    (modules[type] ?? []).map((entry) => ({
      type,
      key: entry.key,
      title: entry.title,
      resource: entry.resource,
      ...(entry.resolver === undefined ? {} : { resolver: entry.resolver.function }),
      properties: plain(entry),
    })),
  );
  return [
    ...pages,
    ...FORM_MODULES.flatMap((type) => (modules[type] ?? []).flatMap((entry) => formModule(type, entry))),
  ];
}

/** Modules whose frames are optional: the forms and views of fields and workflow rules. */
const FORM_MODULES = [
  'jira:customField',
  'jira:workflowValidator',
  'jira:workflowCondition',
  'jira:workflowPostFunction',
] as const;

interface FormEntry {
  readonly key: string;
  readonly name: string;
  readonly resolver?: { readonly function: string } | undefined;
  readonly view?: { readonly resource?: string | undefined } | undefined;
  readonly edit?: { readonly resource?: string | undefined } | undefined;
  readonly create?: { readonly resource?: string | undefined } | undefined;
}

function formModule(type: (typeof FORM_MODULES)[number], entry: FormEntry & object): ForgeUiModule[] {
  const resource = entry.edit?.resource ?? entry.create?.resource ?? entry.view?.resource;
  if (resource === undefined) return [];
  const resolver = entry.resolver === undefined ? {} : { resolver: entry.resolver.function };
  return [{ type, key: entry.key, title: entry.name, resource, ...resolver, properties: plain(entry) }];
}

function toWorkflowRules(modules: ManifestModules): ForgeWorkflowRule[] {
  const rule =
    (kind: ForgeWorkflowRule['kind']) =>
    (entry: { key: string; name: string; expression?: string | undefined; errorMessage?: string | undefined }) => ({
      key: entry.key,
      kind,
      name: entry.name,
      ...(entry.expression === undefined ? {} : { expression: entry.expression }),
      ...(entry.errorMessage === undefined ? {} : { errorMessage: entry.errorMessage }),
    });
  return [
    ...(modules['jira:workflowValidator'] ?? []).map(rule('validator')),
    ...(modules['jira:workflowCondition'] ?? []).map(rule('condition')),
    ...(modules['jira:workflowPostFunction'] ?? []).map(rule('postFunction')),
  ];
}

function toResolvers(modules: ManifestModules): AppManifest['resolvers'] {
  const resolvers = new Map<string, { readonly type: string; readonly functionKey: string }>();
  for (const [type, entries] of Object.entries(modules)) {
    for (const entry of entries ?? []) {
      if ('resolver' in entry && entry.resolver !== undefined)
        resolvers.set(entry.key, { type, functionKey: entry.resolver.function });
    }
  }
  return resolvers;
}
