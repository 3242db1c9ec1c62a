/** What a column may mean, as the options of a list: each target has a key that the list can hold. */
import type { AttributeSpec, ClassView, RelationType } from '../../../../../src/cmdb/cmdb.shapes';
import type { CommonField } from '../../../../../src/cmdb/model';
import type { Target } from '../types';

export const FIELDS = [
  'name',
  'state',
  'environment',
  'criticality',
  'owner',
  'supportGroup',
  'location',
  'cost',
] as const satisfies readonly CommonField[];

export const keyOf = (target: Target): string => {
  switch (target.to) {
    case 'field':
      return `field ${target.field}`;
    case 'attribute':
      return `attribute ${target.attribute}`;
    case 'relation':
      return `relation ${target.type} ${target.end}`;
    default:
      return target.to;
  }
};

/** A key back as its target; what else was said about the former target (how CIs are named) stays where it fits. */
export function targetOf(key: string, former: Target | undefined): Target | undefined {
  const [to, what = '', end] = key.split(' ');
  const field = FIELDS.find((one) => one === what);
  if (to === 'field') return field === undefined ? undefined : { to, field };
  if (to === 'attribute') return { to, attribute: what };
  if (to === 'relation') {
    const kept = former?.to === 'relation' ? former : { by: 'any' as const, separator: ';' };
    return { ...kept, to, type: what, end: end === 'to' ? 'to' : 'from' };
  }
  if (to === 'ref' || to === 'class' || to === 'key' || to === 'keys' || to === 'redundancy') return { to };
  return undefined;
}

/** Whether an empty cell can mean that the value shall go. */
export const canClear = ({ to }: Target): boolean => to === 'field' || to === 'attribute' || to === 'redundancy';

/** Attributes that a row may fill: those of its class, or of any when the file says which class a row is of. */
export function attributesFor(classes: readonly ClassView[], classKey: string | null): AttributeSpec[] {
  const from = classKey === null ? classes : classes.filter(({ lineage }) => lineage.includes(classKey));
  const byKey = new Map(from.flatMap(({ attributes }) => attributes.map((one) => [one.key, one] as const)));
  return [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export interface RelationOption {
  readonly key: string;
  readonly name: string;
}

/** “runs on …” for the row's CI as source, “runs …” for it as target. */
export const relationOptions = (types: readonly RelationType[]): RelationOption[] =>
  types.flatMap(({ key, name, inverse }) => [
    { key: `relation ${key} from`, name },
    { key: `relation ${key} to`, name: inverse },
  ]);
