/**
 * Which CI a row is about. What the row itself calls the CI's reference comes first, then the keys by which sources know it,
 * then the identifier rules of its class in their order; the first that finds anything decides. More than one CI found is no
 * identification, and nothing is guessed.
 */
import type { CiRef } from '../../contract/ids';
import type { ClassCatalogue } from '../class-catalogue';
import { nativeKey, ruleKey } from '../ci-keys';
import type { CiKey } from '../cmdb.ports';
import type { Ci, CiContent } from '../model';
import type { RowReason } from './table';

/** What a row says that may identify it; values as the model keeps them. */
export type Identity = Pick<CiContent, 'name' | 'attributes' | 'identifiers'> & {
  readonly ref: CiRef | undefined;
  readonly classKey: string | undefined;
};

export interface IdentityView {
  ci(ref: CiRef): Pick<Ci, 'name' | 'identifiers'> | undefined;
  holders(key: CiKey): readonly CiRef[];
}

export interface Identified {
  /** Undefined when it is a CI that is not there yet. */
  readonly ref: CiRef | undefined;
  readonly reasons: readonly RowReason[];
}

/** The keys that `identify` will ask for, so that they can be read together. */
export function identityKeys(identity: Identity, catalogue: ClassCatalogue): CiKey[] {
  return [...identity.identifiers.map(nativeKey), ...ruleKeys(identity, catalogue).flat()];
}

/**
 * By rule, those of the class and of the classes below it: a row may say “computer” of what is known as a server. A rule
 * that several classes have counts once, at its latest place.
 */
function ruleKeys({ classKey, name, attributes, identifiers }: Identity, catalogue: ClassCatalogue): CiKey[][] {
  if (classKey === undefined) return [];
  const rules = new Map<string, { place: number; readonly keys: CiKey[] }>();
  for (const key of [classKey, ...catalogue.below(classKey).filter((one) => one !== classKey)]) {
    for (const [place, rule] of (catalogue.classes.get(key)?.identifiers ?? []).entries()) {
      const known = rules.get(rule.join()) ?? { place, keys: [] };
      const found = ruleKey({ classKey: key, name, attributes, identifiers }, rule);
      rules.set(rule.join(), {
        place: Math.max(known.place, place),
        keys: found === undefined ? known.keys : [...known.keys, found],
      });
    }
  }
  return [...rules.values()].sort((a, b) => a.place - b.place).map(({ keys }) => keys);
}

export function identify(identity: Identity, catalogue: ClassCatalogue, view: IdentityView): Identified {
  const { ref, identifiers } = identity;
  const byKey = [...new Set(identifiers.flatMap((key) => view.holders(nativeKey(key))))];
  if (ref !== undefined && view.ci(ref) !== undefined) {
    const other = byKey.find((holder) => holder !== ref);
    return other === undefined
      ? { ref, reasons: [] }
      : refused(
          'keyElsewhere',
          'identifiers',
          `The key belongs to ${titled(other, view)}, the reference to ${titled(ref, view)}.`,
        );
  }
  if (byKey.length > 1) return ambiguous('identifiers', byKey, view);
  const [known] = byKey;
  if (known !== undefined) return { ref: known, reasons: [] };
  return byRules(identity, catalogue, view);
}

function byRules(identity: Identity, catalogue: ClassCatalogue, view: IdentityView): Identified {
  for (const keys of ruleKeys(identity, catalogue)) {
    const found = [...new Set(keys.flatMap((key) => view.holders(key)))];
    const [ref] = found;
    const [key] = keys;
    if (ref === undefined || key === undefined) continue;
    if (found.length > 1) return ambiguous(key.path, found, view);
    const rival = rivalKey(identity, view.ci(ref));
    if (rival === undefined) return { ref, reasons: [] };
    const message = `${titled(ref, view)} has the same ${key.path.replace('attributes.', '')}, but ${rival.source} knows it by the key ${rival.key}.`;
    return refused('otherKey', key.path, message);
  }
  return { ref: undefined, reasons: [] };
}

/** A source that gives two keys means two things, even if they are called the same. */
const rivalKey = ({ identifiers }: Identity, ci: Pick<Ci, 'identifiers'> | undefined) =>
  ci?.identifiers.find(({ source }) => identifiers.some((own) => own.source === source));

function ambiguous(path: string, refs: readonly CiRef[], view: IdentityView): Identified {
  const candidates = refs.slice(0, 5).map((ref) => titled(ref, view));
  const more = refs.length > 5 ? ` and ${refs.length - 5} more` : '';
  return refused('ambiguous', path, `Several CIs fit: ${candidates.join(', ')}${more}.`);
}

const titled = (ref: CiRef, view: IdentityView): string => {
  const name = view.ci(ref)?.name;
  return name === undefined ? ref : `${name} (${ref})`;
};

/** The reason's column is still a path: who knows the row's columns replaces it. */
const refused = (code: string, path: string, message: string): Identified => ({
  ref: undefined,
  reasons: [{ code, column: path, message }],
});
