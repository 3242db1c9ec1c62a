/**
 * Compares a site with the blueprint. The plan is a list of steps in the order they must be taken; each says whether its
 * thing must be made, is there, or is there but differs. A step also carries the next change that brings it forward, as
 * soon as everything it refers to exists. Planning writes nothing.
 */
import { blueprintFor, type Blueprint, type FieldSpec, type ScreenSpec } from './blueprint';
import type { Change } from './changes';
import type { Difference, Problem } from './findings';
import type { SetupChoices } from './choices';
import { References } from './references';
import { projectSteps } from './plan-project';
import { workflowStep } from './plan-workflow';
import type { IssueTypeKey } from './site-map';
import { byName, type SiteState } from './site-state';

export type StepGroup =
  | 'issueTypes'
  | 'fields'
  | 'statuses'
  | 'linkTypes'
  | 'roles'
  | 'screens'
  | 'workflows'
  | 'schemes'
  | 'project'
  | 'people'
  | 'permissions';

export type Verdict = 'create' | 'reuse' | 'drift';

export interface Step {
  /** The same for the same thing at every planning. */
  readonly id: string;
  readonly group: StepGroup;
  readonly name: string;
  readonly verdict: Verdict;
  /** What differs, or what the step does beyond making its thing. */
  readonly differences: readonly Difference[];
  /** `undefined` when nothing is left to do, or when what it refers to does not exist yet. */
  readonly change: Change | undefined;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What only a person can put right first. */
  readonly problems: readonly Problem[];
}

export function planFor(choices: SetupChoices, site: SiteState): Plan {
  const blueprint = blueprintFor(choices.practices);
  const references = new References(blueprint, site);
  return {
    steps: [
      ...blueprint.issueTypes.map((spec) =>
        named('issueTypes', spec.key, spec.name, byName(site.issueTypes, spec.name), {
          do: 'create-issue-type',
          name: spec.name,
          description: spec.description,
        }),
      ),
      ...blueprint.fields.flatMap((spec) => fieldSteps(spec, site)),
      ...blueprint.statuses.map((spec) => statusStep(spec, site)),
      ...resolutionsOf(blueprint).map((name) =>
        named('statuses', `resolution ${name}`, name, byName(site.resolutions, name), {
          do: 'create-resolution',
          name,
        }),
      ),
      ...blueprint.linkTypes.map((spec) => linkTypeStep(spec, site)),
      ...blueprint.roles.map((spec) =>
        named('roles', spec.key, spec.name, byName(site.roles, spec.name), {
          do: 'create-role',
          name: spec.name,
          description: spec.description,
        }),
      ),
      ...blueprint.screens.map((spec) => screenStep(spec, site, references)),
      ...blueprint.screenSchemes.map((spec) => screenSchemeStep(spec, site, references)),
      ...blueprint.workflows.map((spec) => workflowStep(spec, site, references)),
      ...projectSteps(choices, blueprint, site, references),
    ],
    problems: problemsOf(choices, blueprint, site),
  };
}

export const isOpen = (step: Step): boolean => step.verdict !== 'reuse';

/** For things that are what they should be as soon as they exist under their name. */
function named(group: StepGroup, key: string, name: string, present: unknown, create: Change): Step {
  const base = { id: `${group}:${key}`, group, name, differences: [] };
  return present === undefined
    ? { ...base, verdict: 'create', change: create }
    : { ...base, verdict: 'reuse', change: undefined };
}

function fieldSteps(spec: FieldSpec, site: SiteState): Step[] {
  const field = ownField(spec, site);
  const create = named('fields', spec.key, spec.name, field, { do: 'create-field', field: spec });
  if (spec.options === undefined) return [create];
  const missing = spec.options.filter((option) => !(field?.options ?? []).includes(option));
  const base = { id: `fields:${spec.key}.options`, group: 'fields' as const, name: `${spec.name}: options` };
  if (field === undefined || field.options.length === 0) {
    return [
      create,
      { ...base, verdict: 'create', differences: [], change: field && optionsChange(spec, field, missing) },
    ];
  }
  if (missing.length === 0) return [create, { ...base, verdict: 'reuse', differences: [], change: undefined }];
  const differences = [{ code: 'options-missing', options: missing } as const];
  return [create, { ...base, verdict: 'drift', differences, change: optionsChange(spec, field, missing) }];
}

/** A field of another type that happens to have the name is somebody else's: fields may share a name. */
export const ownField = (spec: FieldSpec, site: SiteState): SiteState['fields'][number] | undefined =>
  byName(
    site.fields.filter((field) => field.type === spec.type),
    spec.name,
  );

function optionsChange(spec: FieldSpec, field: SiteState['fields'][number], options: readonly string[]): Change {
  return field.contextId === undefined
    ? { do: 'create-context', fieldId: field.id, name: `Plumbline: ${spec.name}` }
    : { do: 'add-options', fieldId: field.id, contextId: field.contextId, options };
}

function statusStep(spec: Blueprint['statuses'][number], site: SiteState): Step {
  const present = byName(site.statuses, spec.name);
  return named('statuses', spec.key, spec.name, present, { do: 'create-status', status: spec });
}

function linkTypeStep(spec: Blueprint['linkTypes'][number], site: SiteState): Step {
  return named('linkTypes', spec.key, spec.name, byName(site.linkTypes, spec.name), {
    do: 'create-link-type',
    linkType: spec,
  });
}

function screenStep(spec: ScreenSpec, site: SiteState, references: References): Step {
  const base = { id: `screens:${spec.key}`, group: 'screens' as const, name: spec.name };
  const screen = byName(site.screens, spec.name);
  if (screen === undefined) {
    return { ...base, verdict: 'create', differences: [], change: { do: 'create-screen', name: spec.name } };
  }
  // A field of the app that Jira does not show yet holds nothing up: it counts as drift from the day it is there.
  const present = spec.fields.filter((field) => !('app' in field) || references.screenField(field).id !== undefined);
  const wanted = present.map((field) => references.screenField(field));
  const missing = wanted.filter(({ id }) => id === undefined || !screen.fieldIds.includes(id));
  if (missing.length === 0) return { ...base, verdict: 'reuse', differences: [], change: undefined };
  const ids = missing.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return {
    ...base,
    verdict: 'drift',
    differences: [{ code: 'screen-fields-missing', fields: missing.map(({ name }) => name) }],
    change:
      ids.length < missing.length
        ? undefined
        : { do: 'add-screen-fields', screenId: screen.id, tabId: screen.tabId, fieldIds: ids },
  };
}

const USES = ['create', 'edit', 'view'] as const;

function screenSchemeStep(spec: Blueprint['screenSchemes'][number], site: SiteState, references: References): Step {
  const base = { id: `screens:${spec.key}.scheme`, group: 'screens' as const, name: spec.name };
  const scheme = byName(site.screenSchemes, spec.name);
  const create = references.screen(spec.create);
  const edit = references.screen(spec.edit);
  const view = references.screen(spec.view);
  const screens = create && edit && view ? { create, edit, view } : undefined;
  if (scheme === undefined) {
    const change = screens && ({ do: 'create-screen-scheme', name: spec.name, screens } as const);
    return { ...base, verdict: 'create', differences: [], change };
  }
  const differing = USES.filter((use) => screens === undefined || scheme.screens[use] !== screens[use]);
  if (differing.length === 0) return { ...base, verdict: 'reuse', differences: [], change: undefined };
  return {
    ...base,
    verdict: 'drift',
    differences: differing.map((use) => ({ code: 'other-screen', use })),
    change: screens && { do: 'update-screen-scheme', id: scheme.id, screens },
  };
}

function resolutionsOf(blueprint: Blueprint): string[] {
  const rules = blueprint.workflows.flatMap(({ transitions }) => transitions.flatMap(({ rules = [] }) => rules));
  return [...new Set(rules.flatMap((rule) => (rule.rule === 'set-resolution' ? [rule.resolution] : [])))];
}

function problemsOf(choices: SetupChoices, blueprint: Blueprint, site: SiteState): Problem[] {
  const missing = blueprint.priorities.filter((name) => byName(site.priorities, name) === undefined);
  const problems: Problem[] = missing.map((priority) => ({ code: 'priority-missing', priority }));
  for (const spec of blueprint.statuses) {
    const present = byName(site.statuses, spec.name);
    if (present !== undefined && present.category !== spec.category) {
      const { category } = present;
      problems.push({ code: 'status-category', status: present.name, category, wanted: spec.category });
    }
  }
  if (choices.project.kind === 'existing' && site.project === undefined) {
    problems.push({ code: 'project-missing' });
  }
  return problems;
}

/** The practices a site map was made for. */
export const practicesOf = (issueTypes: Readonly<Partial<Record<IssueTypeKey, string>>>): IssueTypeKey[] =>
  blueprintFor(['incident', 'problem', 'change', 'request', 'release', 'improvement'])
    .issueTypes.map(({ key }) => key)
    .filter((key) => issueTypes[key] !== undefined);
