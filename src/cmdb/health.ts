/**
 * The health of the CMDB: what is wrong with a CI by rule, and figures per class that fold over any number of CIs and
 * merge, so that a long examination can be done in parts. Retired CIs are not examined: nobody is to mend them.
 */
import type { CiRef } from '../contract/ids';
import { toEpoch, type Instant } from '../kernel/time';
import type { ClassCatalogue, ResolvedClass } from './class-catalogue';
import { stateOf } from './class-catalogue';
import { validateCi } from './ci-rules';
import { HEALTH_RULES, type HealthRule } from './cmdb.shapes';
import type { Ci, RelationEnds } from './model';
import { fold } from './words';

export interface HealthFinding {
  readonly rule: HealthRule;
  /** What is wrong, in words; for duplicates the refs of the others. */
  readonly details: readonly string[];
}

/** What is known about a CI's surroundings, beside the CI itself. */
export interface Surroundings {
  /** The relations it has, each with the end at which it stands. A few of each type suffice. */
  readonly relations: Iterable<{ readonly type: RelationEnds['type']; readonly end: 'from' | 'to' }>;
}

const DAY = 86_400_000;

/** Fields that a CI of any class should have: without them nobody is asked and nobody mends it. */
const RECOMMENDED_FIELDS = [
  ['owner', 'Owner'],
  ['supportGroup', 'Support group'],
  ['criticality', 'Criticality'],
] as const;

/** Whether a CI takes part in the examination. */
export const isExamined = (catalogue: ClassCatalogue, ci: Pick<Ci, 'classKey' | 'state'>): boolean => {
  const ciClass = catalogue.classes.get(ci.classKey);
  return ciClass === undefined || stateOf(ciClass, ci.state)?.retired !== true;
};

/** What is wrong with one CI, duplicates apart; empty for a healthy one. */
export function findingsOf(
  catalogue: ClassCatalogue,
  ci: Ci,
  { relations }: Surroundings,
  now: Instant,
): HealthFinding[] {
  const ciClass = catalogue.classes.get(ci.classKey);
  const found: Record<Exclude<HealthRule, 'duplicate'>, readonly string[]> = {
    incomplete: ciClass === undefined ? [] : missingIn(ciClass, ci),
    incorrect: incorrectIn(catalogue, ci),
    stale: ciClass === undefined ? [] : staleness(ciClass, ci, now),
    orphan: ciClass === undefined ? [] : orphanhood(catalogue, ciClass, relations),
  };
  return Object.entries(found).flatMap(([rule, details]) =>
    HEALTH_RULES.flatMap((known) => (known === rule && details.length > 0 ? [{ rule: known, details }] : [])),
  );
}

/** The names of what should be filled and is not. */
function missingIn(ciClass: ResolvedClass, ci: Ci): string[] {
  const isFilled = (key: string): boolean => Object.hasOwn(ci.attributes, key) && ci.attributes[key] !== '';
  return [
    ...RECOMMENDED_FIELDS.filter(([field]) => ci[field] === null).map(([, name]) => name),
    ...ciClass.attributes
      .filter(({ key, required, recommended }) => (required || recommended) && !isFilled(key))
      .map(({ name }) => name),
  ];
}

/** Values that the class's schema would refuse today. A required value that is missing makes a CI incomplete, not wrong. */
function incorrectIn(catalogue: ClassCatalogue, ci: Ci): string[] {
  const validated = validateCi(catalogue, ci);
  if (validated.ok) return [];
  const isFilled = (path: string): boolean =>
    !path.startsWith('attributes.') || Object.hasOwn(ci.attributes, path.slice(11));
  return validated.issues.filter(({ path }) => isFilled(path)).map(({ path, message }) => `${path}: ${message}`);
}

/** Counted from the last change or attestation, whichever came later. */
function staleness({ staleAfterDays }: ResolvedClass, ci: Ci, now: Instant): string[] {
  const touched = Math.max(Date.parse(ci.updatedAt), ci.attestedAt === null ? 0 : Date.parse(ci.attestedAt));
  const days = Math.floor((toEpoch(now) - touched) / DAY);
  return days > staleAfterDays
    ? [`Neither changed nor attested for ${days} days; its class allows ${staleAfterDays}.`]
    : [];
}

function orphanhood(
  catalogue: ClassCatalogue,
  { requiredRelations }: ResolvedClass,
  relations: Surroundings['relations'],
): string[] {
  if (requiredRelations.length === 0) return [];
  const has = [...relations];
  if (requiredRelations.some(({ type, end }) => has.some((one) => one.type === type && one.end === end))) return [];
  const names = requiredRelations.map(({ type, end }) => {
    const relationType = catalogue.relationTypes.get(type);
    return `“${(end === 'from' ? relationType?.name : relationType?.inverse) ?? type}”`;
  });
  return [`It has none of the relations expected of its class: ${names.join(', ')}.`];
}

// ── Duplicates ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A name as it is compared: without case, accents, punctuation and blanks. */
export const normalisedName = (name: string): string => {
  const plain = fold(name).replace(/[^\p{L}\p{N}]+/gu, '');
  return plain === '' ? fold(name) : plain;
};

/** CIs of a class with one name are doubles; beside it, whatever identifies them is compared (see `keysOf`). */
export const sameNameKey = ({ classKey, name }: Pick<Ci, 'classKey' | 'name'>): string =>
  JSON.stringify(['name', classKey, normalisedName(name)]);

/** Finds CIs that share a key. */
export class DuplicateFinder {
  readonly #refs = new Map<string, Set<CiRef>>();

  /** @param keys texts that are equal for equal values. */
  add(ref: CiRef, keys: Iterable<string>): void {
    for (const key of keys) {
      const known = this.#refs.get(key);
      if (known === undefined) this.#refs.set(key, new Set([ref]));
      else known.add(ref);
    }
  }

  /** Each CI that has a double, with the first of those it is mistaken for, in the order of refs. */
  duplicates(): Map<CiRef, readonly CiRef[]> {
    const others = new Map<CiRef, Set<CiRef>>();
    for (const refs of this.#refs.values()) {
      if (refs.size < 2) continue;
      // One more than is told of each, for a CI is not told among its own.
      const first = [...refs].sort().slice(0, MOST_DOUBLES + 1);
      for (const ref of refs) {
        const known = others.get(ref) ?? new Set();
        for (const other of first) if (other !== ref) known.add(other);
        others.set(ref, known);
      }
    }
    return new Map(
      [...others]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([ref, found]) => [ref, [...found].sort().slice(0, MOST_DOUBLES)]),
    );
  }
}

/** A thousand CIs of one name are named a few times each, not a million times. */
export const MOST_DOUBLES = 10;

// ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ClassHealth {
  readonly cis: number;
  /** CIs without any finding. */
  readonly healthy: number;
  /** CIs with at least one finding, by rule: exact, however many. */
  readonly findings: Readonly<Record<HealthRule, number>>;
  /** The first CIs found by each rule. */
  readonly examples: Readonly<Record<HealthRule, readonly CiRef[]>>;
}

/** By class key. */
export type HealthTally = Readonly<Record<string, ClassHealth>>;

const EXAMPLES = 20;

const byRule = <T>(value: (rule: HealthRule) => T): Record<HealthRule, T> => ({
  incomplete: value('incomplete'),
  incorrect: value('incorrect'),
  stale: value('stale'),
  orphan: value('orphan'),
  duplicate: value('duplicate'),
});

/** Takes one examined CI into the figures. */
export function tallied(
  tally: HealthTally,
  ci: Pick<Ci, 'ref' | 'classKey'>,
  findings: readonly Pick<HealthFinding, 'rule'>[],
): HealthTally {
  const has = byRule((rule) => findings.some((finding) => finding.rule === rule));
  const one: ClassHealth = {
    cis: 1,
    healthy: findings.length === 0 ? 1 : 0,
    findings: byRule((rule) => Number(has[rule])),
    examples: byRule((rule) => (has[rule] ? [ci.ref] : [])),
  };
  return { ...tally, [ci.classKey]: together(tally[ci.classKey], one) };
}

/** A CI that was counted before, as healthy or not, turns out to have doubles. */
export function withDuplicate(
  tally: HealthTally,
  { ref, classKey }: Pick<Ci, 'ref' | 'classKey'>,
  wasHealthy: boolean,
): HealthTally {
  const known = tally[classKey];
  if (known === undefined) return tally;
  return {
    ...tally,
    [classKey]: {
      ...known,
      healthy: known.healthy - Number(wasHealthy),
      findings: { ...known.findings, duplicate: known.findings.duplicate + 1 },
      examples: { ...known.examples, duplicate: [...known.examples.duplicate, ref].slice(0, EXAMPLES) },
    },
  };
}

/** The figures of two parts, of which no CI is in both. */
export function mergedTallies(first: HealthTally, second: HealthTally): HealthTally {
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort();
  return Object.fromEntries(keys.map((key) => [key, together(first[key], second[key])]));
}

/** Everything, as if it were one class. */
export const overall = (tally: HealthTally): ClassHealth => Object.values(tally).reduce(together, EMPTY);

const EMPTY: ClassHealth = { cis: 0, healthy: 0, findings: byRule(() => 0), examples: byRule(() => []) };

const together = (a: ClassHealth = EMPTY, b: ClassHealth = EMPTY): ClassHealth => ({
  cis: a.cis + b.cis,
  healthy: a.healthy + b.healthy,
  findings: byRule((rule) => a.findings[rule] + b.findings[rule]),
  examples: byRule((rule) => [...a.examples[rule], ...b.examples[rule]].sort().slice(0, EXAMPLES)),
});
