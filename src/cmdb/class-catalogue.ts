/**
 * The catalogue as it is used: every class with what it inherits. A catalogue with faults (see `lintCatalogue`) is not
 * saved; should one be met all the same, an unknown or circular parent ends the inheritance there.
 */
import type { AttributeSpec, Catalogue, CatalogueOutline, ClassSpec, LifecycleState, RelationType } from './model';

/** A class with everything its ancestors gave it. */
export interface ResolvedClass extends Omit<ClassSpec, 'staleAfterDays'> {
  /** The class itself, its parent, and so on up. */
  readonly lineage: readonly string[];
  readonly staleAfterDays: number;
  /** Of unique attributes, by key: the highest class that says so. No two CIs of it, or below it, share a value. */
  readonly uniqueWithin: ReadonlyMap<string, string>;
}

export interface ClassCatalogue {
  readonly classes: ReadonlyMap<string, ResolvedClass>;
  readonly relationTypes: ReadonlyMap<string, RelationType>;
  /** The class and those above it; of an unknown class, itself. */
  lineage(classKey: string): readonly string[];
  /** Whether a class is another one or below it. */
  isA(classKey: string, ancestor: string): boolean;
  /** The class and all below it. */
  below(classKey: string): readonly string[];
}

/** ServiceNow's default, for a catalogue whose root says nothing. */
const DEFAULT_STALE_AFTER_DAYS = 60;

export function resolveCatalogue(catalogue: Catalogue): ClassCatalogue {
  const specs = new Map(catalogue.classes.map((spec) => [spec.key, spec]));
  const classes = new Map(catalogue.classes.map((spec) => [spec.key, resolved(lineageOf(spec.key, specs))]));
  const lineage = (classKey: string): readonly string[] => classes.get(classKey)?.lineage ?? [classKey];
  return {
    classes,
    relationTypes: new Map(catalogue.relationTypes.map((type) => [type.key, type])),
    lineage,
    isA: (classKey, ancestor) => lineage(classKey).includes(ancestor),
    below: (classKey) => [...classes.values()].filter((one) => one.lineage.includes(classKey)).map(({ key }) => key),
  };
}

/** What naming CIs and knowing their readers takes: a tenth of the whole, for those who pay for every byte. */
export const outlineOf = ({ classes }: Catalogue): CatalogueOutline => ({
  classes: classes.map(({ key, name, parent, icon, states, readRoles }) => ({
    key,
    name,
    parent,
    icon,
    ...(states.length === 0 ? {} : { states }),
    ...(readRoles.length === 0 ? {} : { readRoles }),
  })),
  relationTypes: [],
});

/** From the class up; a parent that is missing, or was met before, ends it. */
export function lineageOf(classKey: string, specs: ReadonlyMap<string, ClassSpec>): [ClassSpec, ...ClassSpec[]] {
  const own = specs.get(classKey);
  if (own === undefined) throw new Error(`no class ${classKey}`);
  const line: [ClassSpec, ...ClassSpec[]] = [own];
  for (let next = parentOf(own, specs); next !== undefined && !line.includes(next); next = parentOf(next, specs))
    line.push(next);
  return line;
}

const parentOf = ({ parent }: ClassSpec, specs: ReadonlyMap<string, ClassSpec>): ClassSpec | undefined =>
  parent === null ? undefined : specs.get(parent);

function resolved(line: readonly [ClassSpec, ...ClassSpec[]]): ResolvedClass {
  const nearest = <T>(list: (spec: ClassSpec) => readonly T[]): T[] => {
    const found = line.map(list).find((items) => items.length > 0);
    return [...(found ?? [])];
  };
  return {
    ...line[0],
    lineage: line.map(({ key }) => key),
    attributes: inherited(line),
    states: nearest(({ states }) => states),
    identifiers: nearest(({ identifiers }) => identifiers),
    readRoles: nearest(({ readRoles }) => readRoles),
    requiredRelations: nearest(({ requiredRelations }) => requiredRelations),
    redundancy: nearest(({ redundancy }) => redundancy),
    staleAfterDays: line.find((spec) => spec.staleAfterDays !== undefined)?.staleAfterDays ?? DEFAULT_STALE_AFTER_DAYS,
    // From the class up, so that the highest comes last and stays.
    uniqueWithin: new Map(
      line.flatMap((spec) => spec.attributes.filter(({ unique }) => unique).map(({ key }) => [key, spec.key] as const)),
    ),
  };
}

/** The root's attributes first; one that a class below repeats is narrowed in its place. */
function inherited(line: readonly ClassSpec[]): AttributeSpec[] {
  const byKey = new Map<string, AttributeSpec>();
  for (const spec of [...line].reverse())
    for (const attribute of spec.attributes) {
      const above = byKey.get(attribute.key);
      byKey.set(attribute.key, above === undefined ? attribute : narrowed(above, attribute));
    }
  return [...byKey.values()];
}

/** What a class below says, as far as it does not loosen what stands above. */
export function narrowed(above: AttributeSpec, below: AttributeSpec): AttributeSpec {
  const least = greatest([above.min, below.min]);
  const most = smallest([above.max, below.max]);
  return {
    ...above,
    ...below,
    required: above.required || below.required,
    recommended: above.recommended || below.recommended,
    unique: above.unique || below.unique,
    ...(least === undefined ? {} : { min: least }),
    ...(most === undefined ? {} : { max: most }),
  };
}

const given = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);
const greatest = (values: readonly (number | undefined)[]): number | undefined =>
  given(values).length === 0 ? undefined : Math.max(...given(values));
const smallest = (values: readonly (number | undefined)[]): number | undefined =>
  given(values).length === 0 ? undefined : Math.min(...given(values));

export const attributeOf = (ciClass: ResolvedClass, key: string): AttributeSpec | undefined =>
  ciClass.attributes.find((attribute) => attribute.key === key);

export const stateOf = (ciClass: ResolvedClass, key: string): LifecycleState | undefined =>
  ciClass.states.find((state) => state.key === key);

/** What a CI is in when nobody said: the first state in service, for what is recorded mostly runs. */
export const defaultState = (ciClass: ResolvedClass): LifecycleState | undefined =>
  ciClass.states.find(({ inService }) => inService) ?? ciClass.states[0];

/** Whether somebody with these roles may read CIs of the class. A class that is not known is read by nobody. */
export const mayRead = (ciClass: ResolvedClass | undefined, roles: readonly string[]): boolean =>
  ciClass !== undefined && (ciClass.readRoles.length === 0 || ciClass.readRoles.some((role) => roles.includes(role)));
