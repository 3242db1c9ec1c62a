/**
 * What is wrong with a catalogue that somebody edited, each finding at its place. Errors keep it from being saved; warnings
 * ask whether it is meant: values and relations that exist would be left without their definition.
 */
import { attributeFindings, looseningFindings } from './attribute-lint';
import { RoleKey } from '../setup/site-map';
import { listed, quoted } from './attribute-rules';
import { error, type CatalogueFinding } from './catalogue-finding';
import { lineageOf, resolveCatalogue, type ClassCatalogue } from './class-catalogue';
import { redundancyIssues } from './ci-rules';
import type { Catalogue, ClassSpec, LifecycleState } from './model';

/** How much of the present data rests on the catalogue as it is. What is absent is not used. */
export interface CatalogueUse {
  /** CIs by class key. */
  readonly classes: Readonly<Record<string, number>>;
  /** CIs with a value, by `server.ip`: the CI's class and the attribute. */
  readonly attributes: Readonly<Record<string, number>>;
  /** CIs by `server.inUse`: the CI's class and its state. */
  readonly states: Readonly<Record<string, number>>;
  /** Relations by type. */
  readonly relationTypes: Readonly<Record<string, number>>;
}

export const NO_USE: CatalogueUse = { classes: {}, attributes: {}, states: {}, relationTypes: {} };

export type { CatalogueFinding } from './catalogue-finding';

/** Every finding; only warnings, or none, for a catalogue that may be saved. */
export function lintCatalogue(draft: Catalogue, use: CatalogueUse = NO_USE): CatalogueFinding[] {
  const catalogue = resolveCatalogue(draft);
  const structure = [...duplicates(draft), ...draft.classes.flatMap((spec) => parentFindings(spec, draft))];
  return [
    ...structure,
    ...draft.classes.flatMap((spec) => classFindings(spec, draft, catalogue)),
    ...draft.relationTypes.flatMap((type) =>
      (type.allowed ?? []).flatMap(({ from, to }, place) =>
        [from, to]
          .filter((key) => !catalogue.classes.has(key))
          .map((key) => unknownClass(`relationTypes.${type.key}.allowed.${place}`, key)),
      ),
    ),
    ...useFindings(catalogue, use),
  ];
}

export const mayBeSaved = (findings: readonly CatalogueFinding[]): boolean =>
  findings.every(({ severity }) => severity === 'warning');

const unknownClass = (path: string, key: string): CatalogueFinding =>
  error('unknown-class', path, `There is no class ${quoted(key)}. Choose one that exists.`);

function duplicates({ classes, relationTypes }: Catalogue): CatalogueFinding[] {
  const twice = (keys: readonly string[], path: string, what: string): CatalogueFinding[] =>
    [...new Set(keys.filter((key, place) => keys.indexOf(key) !== place))].map((key) =>
      error('duplicate-key', `${path}${key}`, `There are two ${what} with the key ${quoted(key)}. Rename one.`),
    );
  const keysOf = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key);
  return [
    ...twice(keysOf(classes), 'classes.', 'classes'),
    ...twice(keysOf(relationTypes), 'relationTypes.', 'relation types'),
    ...classes.flatMap(({ key, attributes, states }) => [
      ...twice(keysOf(attributes), `classes.${key}.attributes.`, 'attributes'),
      ...twice(keysOf(states), `classes.${key}.states.`, 'states'),
    ]),
  ];
}

function parentFindings(spec: ClassSpec, { classes }: Catalogue): CatalogueFinding[] {
  if (spec.parent === null) return [];
  const path = `classes.${spec.key}.parent`;
  const specs = new Map(classes.map((one) => [one.key, one]));
  if (!specs.has(spec.parent))
    return [error('unknown-parent', path, `${spec.name} stands below ${quoted(spec.parent)}, which does not exist.`)];
  const line = lineageOf(spec.key, specs);
  const top = line.at(-1);
  // Where the line ends at a class that has a parent still, that parent was met before. Only those on the circle are named.
  const isOnCircle = top?.parent === spec.key;
  if (!isOnCircle) return [];
  const circle = [...line.map(({ key }) => key), spec.key].join(' → ');
  return [error('circular-parent', path, `The classes stand below each other in a circle: ${circle}. Break it.`)];
}

function classFindings(spec: ClassSpec, draft: Catalogue, catalogue: ClassCatalogue): CatalogueFinding[] {
  const path = `classes.${spec.key}`;
  const resolved = catalogue.classes.get(spec.key);
  const [, ...above] = lineageOf(spec.key, new Map(draft.classes.map((one) => [one.key, one])));
  const parent = above[0] === undefined ? undefined : catalogue.classes.get(above[0].key);
  const known = new Set(['name', ...(resolved?.attributes.map(({ key }) => key) ?? [])]);
  return [
    ...spec.attributes.flatMap((attribute) => [
      ...attributeFindings(attribute, `${path}.attributes.${attribute.key}`, catalogue),
      ...looseningFindings(attribute, parent, `${path}.attributes.${attribute.key}`, catalogue),
    ]),
    ...stateFindings(spec, above, path),
    ...roleFindings(spec, parent?.readRoles ?? [], path),
    ...spec.identifiers.flatMap((rule, place) =>
      rule
        .filter((key) => !known.has(key))
        .map((key) => {
          const message = `${spec.name} is identified by ${quoted(key)}, an attribute that it does not have.`;
          return error('unknown-identifier', `${path}.identifiers.${place}`, message);
        }),
    ),
    ...spec.requiredRelations.flatMap(({ type }, place) =>
      catalogue.relationTypes.has(type)
        ? []
        : [
            error(
              'unknown-relation-type',
              `${path}.requiredRelations.${place}`,
              `There is no relation type ${quoted(type)}.`,
            ),
          ],
    ),
    ...redundancyIssues(catalogue, spec.redundancy).map((issue) =>
      error('bad-redundancy', `${path}.${issue.path}`, issue.message),
    ),
  ];
}

/** A class's own lifecycle replaces its parent's: it has to lead somewhere, and a state keeps what it means. */
function stateFindings(
  { name, states, parent }: ClassSpec,
  above: readonly ClassSpec[],
  path: string,
): CatalogueFinding[] {
  const bad = (place: string, message: string): CatalogueFinding =>
    error('bad-states', `${path}.states${place}`, message);
  if (states.length === 0)
    return parent === null ? [bad('', `${name} has no parent to take its states from. Give it some.`)] : [];
  const inherited = new Map(above.flatMap((one) => one.states).map((state) => [state.key, state]));
  const differs = (state: LifecycleState): boolean => {
    const other = inherited.get(state.key);
    return other !== undefined && (other.inService !== state.inService || other.retired !== state.retired);
  };
  return [
    ...(states.some(({ inService }) => inService) ? [] : [bad('', `${name} has no state in which it is in service.`)]),
    ...(states.some(({ retired }) => retired) ? [] : [bad('', `${name} has no state in which it is retired.`)]),
    ...states
      .filter((state) => state.inService && state.retired)
      .map((state) => bad(`.${state.key}`, `“${state.name}” can't be in service and retired at once.`)),
    ...states
      .filter(differs)
      .map((state) => bad(`.${state.key}`, `“${state.name}” means something else in a class above. Use another key.`)),
  ];
}

/**
 * Roles are those that set-up makes: another one is held by nobody, and would close the class to everyone without a word.
 * Whoever may not read the parent's CIs may not read those below it either.
 */
function roleFindings({ name, readRoles }: ClassSpec, above: readonly string[], path: string): CatalogueFinding[] {
  const unknown = readRoles.filter((role) => !RoleKey.safeParse(role).success);
  if (unknown.length > 0)
    return unknown.map((role) => {
      const message = `${name} would be readable by ${quoted(role)}, a role that Plumbline does not have. Use ${listed(RoleKey.options)}.`;
      return error('unknown-role', `${path}.readRoles`, message);
    });
  if (above.length === 0) return [];
  return readRoles
    .filter((role) => !above.includes(role))
    .map((role) =>
      error(
        'loosens',
        `${path}.readRoles`,
        `${name} would be readable by ${quoted(role)}, who may not read the class above it. Remove the role or add it there.`,
      ),
    );
}

function useFindings(catalogue: ClassCatalogue, use: CatalogueUse): CatalogueFinding[] {
  const warn = (path: string, message: string): CatalogueFinding => ({
    fault: 'in-use',
    severity: 'warning',
    path,
    message,
  });
  const used = (counts: Readonly<Record<string, number>>): [string, string, string, number][] =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([key, count]) => [key, ...split(key), count]);
  return [
    ...used(use.classes).flatMap(([key, , , count]) =>
      catalogue.classes.get(key)?.abstract === false
        ? []
        : [error('in-use', `classes.${key}`, `${cis(count)} of the class ${quoted(key)}. Move or delete them first.`)],
    ),
    ...used(use.attributes).flatMap(([, classKey, key, count]) =>
      catalogue.classes.get(classKey)?.attributes.some((attribute) => attribute.key === key) === false
        ? [
            warn(
              `classes.${classKey}.attributes.${key}`,
              `${cis(count)} with a value of ${quoted(key)}, which is no longer shown.`,
            ),
          ]
        : [],
    ),
    ...used(use.states).flatMap(([, classKey, key, count]) =>
      catalogue.classes.get(classKey)?.states.some((state) => state.key === key) === false
        ? [
            error(
              'in-use',
              `classes.${classKey}.states.${key}`,
              `${cis(count)} in the state ${quoted(key)}. Change theirs first.`,
            ),
          ]
        : [],
    ),
    ...used(use.relationTypes).flatMap(([key, , , count]) =>
      catalogue.relationTypes.has(key)
        ? []
        : [
            error(
              'in-use',
              `relationTypes.${key}`,
              `There are ${count} relations of the type ${quoted(key)}. Delete them first.`,
            ),
          ],
    ),
  ];
}

const cis = (count: number): string => (count === 1 ? 'There is 1 CI' : `There are ${count} CIs`);

function split(key: string): [string, string] {
  const [classKey = '', part = ''] = key.split('.');
  return [classKey, part];
}
