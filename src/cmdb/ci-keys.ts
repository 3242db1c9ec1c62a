/**
 * What a CI can be identified by, as texts that are looked for exactly: the keys by which sources of data know it, its
 * class's unique attributes, and the values of its class's identifier rules.
 */
import type { ResolvedClass } from './class-catalogue';
import type { CiKey } from './cmdb.ports';
import type { Ci, NativeIdentifier } from './model';
import { fold } from './words';

type Identified = Pick<Ci, 'classKey' | 'name' | 'attributes' | 'identifiers'>;

export const nativeKey = ({ source, key }: NativeIdentifier): CiKey => ({
  kind: 'unique',
  text: JSON.stringify(['native', fold(source), key]),
  path: 'identifiers',
});

/** Undefined while one of the rule's values is missing. */
export function ruleKey(ci: Identified, rule: readonly string[]): CiKey | undefined {
  const values = rule.map((key) => valueAt(ci, key));
  if (values.some((value) => value === undefined)) return undefined;
  const [first = 'name'] = rule;
  return {
    kind: 'shared',
    text: JSON.stringify(['rule', ci.classKey, rule, values]),
    path: first === 'name' ? 'name' : `attributes.${first}`,
  };
}

/** A certificate's serial number is not a server's: what another branch of classes calls by the same key does not matter. */
function uniqueKey(ci: Identified, within: string, attribute: string): CiKey | undefined {
  const value = valueAt(ci, attribute);
  if (value === undefined) return undefined;
  const text = JSON.stringify(['unique', within, attribute, value]);
  return { kind: 'unique', text, path: `attributes.${attribute}` };
}

const valueAt = (ci: Identified, key: string): string | undefined => {
  const value = key === 'name' ? ci.name : Object.hasOwn(ci.attributes, key) ? ci.attributes[key] : undefined;
  const text = value === undefined ? '' : fold(String(value));
  return text === '' ? undefined : text;
};

/** All of them, each once. An unknown class has no rules. */
export function keysOf(ci: Identified, ciClass: ResolvedClass | undefined): CiKey[] {
  const rules = ciClass?.identifiers ?? [];
  const keys = [
    ...ci.identifiers.map(nativeKey),
    ...[...(ciClass?.uniqueWithin ?? [])].flatMap(([key, within]) => uniqueKey(ci, within, key) ?? []),
    ...rules.flatMap((rule) => ruleKey(ci, rule) ?? []),
  ];
  return [...new Map(keys.map((key) => [key.text, key])).values()];
}

/** The values by which people look for it: of unique attributes and identifier rules, the name apart. */
export function identifyingValues(ci: Identified, ciClass: ResolvedClass | undefined): string[] {
  const keys = [
    ...(ciClass?.attributes.filter(({ unique }) => unique).map(({ key }) => key) ?? []),
    ...(ciClass?.identifiers.flat() ?? []),
  ];
  return [...new Set(keys)].filter((key) => key !== 'name').flatMap((key) => valueAt(ci, key) ?? []);
}
