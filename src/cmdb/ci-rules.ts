/** What makes a CI a good one: how it gets its ref, and everything that may be wrong with a draft, each at its place. */
import { AccountId, CiRef } from '../contract/ids';
import type { InputIssue } from '../contract/rpc';
import { judgeValue, listed, numberIn, quoted, type Judged } from './attribute-rules';
import { attributeOf, defaultState, type ClassCatalogue, type ResolvedClass } from './class-catalogue';
import {
  CiContent,
  CiDraft,
  ENVIRONMENTS,
  MODEL_LIMITS,
  type AttributeValue,
  type Environment,
  type RedundancyRule,
} from './model';

// ── Refs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Leaves room for the longest class key and a number within the 120 characters of a ref. */
const LONGEST_SLUG = 72;

/** `Web server №1 (Köln)` → `web-server-no1-koln`; a name without any Latin letter or digit is `ci`. */
export function slugFor(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-');
  const slug = plain.slice(0, LONGEST_SLUG).replace(/^-+|-+$/g, '');
  return slug === '' ? 'ci' : slug;
}

/** The ref by class and name; `-2`, `-3` … follow where it is taken already. The first is without a number. */
export function refFor(classKey: string, name: string, isTaken: (ref: CiRef) => boolean): CiRef {
  const plain = `${classKey}:${slugFor(name)}`;
  for (let number = 1; ; number += 1) {
    const ref = CiRef.parse(number === 1 ? plain : `${plain}-${number}`);
    if (!isTaken(ref)) return ref;
  }
}

// ── Validation ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type ValidatedCi =
  { readonly ok: true; readonly ci: CiContent } | { readonly ok: false; readonly issues: readonly InputIssue[] };

/**
 * Judges a draft against the catalogue. Texts are read by the attributes' types, options and states also by their names;
 * what is null or empty is not filled. All that is wrong is told at once, at paths such as `name` or `attributes.ip`.
 * Whether references lead to CIs and unique values are free is for whoever knows the other CIs.
 */
export function validateCi(catalogue: ClassCatalogue, input: CiDraft): ValidatedCi {
  const parsed = CiDraft.safeParse(input);
  if (!parsed.success)
    return refused(parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
  const draft = parsed.data;
  const ciClass = catalogue.classes.get(draft.classKey);
  if (ciClass === undefined) return refused([unknownClass(catalogue, draft.classKey)]);
  if (ciClass.abstract) return refused([abstractClass(catalogue, ciClass)]);

  const notes = new Notes();
  const attributes = attributesOf(ciClass, draft.attributes, notes);
  const content = {
    classKey: ciClass.key,
    name: draft.name,
    state: notes.take('state', stateIn(ciClass, draft.state)),
    environment: notes.take('environment', environmentIn(draft.environment)) ?? null,
    criticality: notes.take('criticality', criticalityIn(draft.criticality)) ?? null,
    owner: notes.take('owner', ownerIn(draft.owner)) ?? null,
    supportGroup: filled(draft.supportGroup) ?? null,
    location: filled(draft.location) ?? null,
    cost: notes.take('cost', costIn(draft.cost)) ?? null,
    attributes,
    identifiers: draft.identifiers,
    redundancy: draft.redundancy ?? null,
  };
  notes.add(...redundancyIssues(catalogue, content.redundancy ?? []), ...identifierIssues(draft.identifiers));
  return judged(content, notes);
}

class Notes {
  readonly issues: InputIssue[] = [];

  add(...issues: readonly InputIssue[]): void {
    this.issues.push(...issues);
  }

  take<T>(path: string, read: Judged<T>): T | undefined {
    if (read.ok) return read.value;
    this.add({ path, message: read.message });
    return undefined;
  }
}

const refused = (issues: readonly InputIssue[]): ValidatedCi => ({ ok: false, issues });

/** The shape as a whole, and its size: a stored record has room for the CI, not for a book. */
function judged(content: object, { issues }: Notes): ValidatedCi {
  const shaped = CiContent.safeParse(content);
  const known = new Set(issues.map(({ path }) => path));
  const shapeIssues = (shaped.success ? [] : shaped.error.issues)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
    .filter(({ path }) => !known.has(path));
  const all = [...issues, ...shapeIssues];
  if (!shaped.success || all.length > 0) return refused(all);
  const bytes = new TextEncoder().encode(JSON.stringify(shaped.data)).length;
  if (bytes <= MODEL_LIMITS.ciBytes) return { ok: true, ci: shaped.data };
  const message = `The CI has ${bytes} bytes; at most ${MODEL_LIMITS.ciBytes} are kept. Shorten its longest texts.`;
  return refused([{ path: 'attributes', message }]);
}

function unknownClass(catalogue: ClassCatalogue, key: string): InputIssue {
  const names = [...catalogue.classes.values()].filter((one) => !one.abstract).map((one) => one.key);
  return { path: 'classKey', message: `There is no class ${quoted(key)}. Known are: ${listed(names)}.` };
}

function abstractClass(catalogue: ClassCatalogue, { key, name }: ResolvedClass): InputIssue {
  const below = catalogue.below(key).filter((one) => catalogue.classes.get(one)?.abstract === false);
  return { path: 'classKey', message: `“${name}” only groups classes. Choose one below it: ${listed(below)}.` };
}

const filled = (text: string | null | undefined): string | undefined => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
};

function attributesOf(
  ciClass: ResolvedClass,
  offered: Readonly<Record<string, AttributeValue | null>>,
  notes: Notes,
): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(offered)) {
    const attribute = attributeOf(ciClass, key);
    const path = `attributes.${key}`;
    if (isEmpty(value)) continue;
    if (attribute === undefined) {
      notes.add({ path, message: `${ciClass.name} has no attribute ${quoted(key)}.` });
      continue;
    }
    const taken = notes.take(path, judgeValue(attribute, value));
    if (taken !== undefined) values[key] = taken;
  }
  for (const { key, name, required } of ciClass.attributes)
    if (required && isEmpty(Object.hasOwn(offered, key) ? offered[key] : null))
      notes.add({ path: `attributes.${key}`, message: `${ciClass.name} needs “${name}”.` });
  return values;
}

/**
 * Of values kept before, those of which the class has the attribute. Where a CI's class is changed, or its class lost an
 * attribute, the others have no field any more in which somebody could empty them.
 */
export function valuesIn(
  catalogue: ClassCatalogue,
  classKey: string,
  values: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  const ciClass = catalogue.classes.get(classKey);
  if (ciClass === undefined) return { ...values };
  return Object.fromEntries(Object.entries(values).filter(([key]) => attributeOf(ciClass, key) !== undefined));
}

const isEmpty = (value: AttributeValue | null | undefined): value is null | undefined | '' =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

function stateIn(ciClass: ResolvedClass, offered: string | null | undefined): Judged<string> {
  const text = filled(offered);
  const word = text?.toLowerCase();
  const found =
    text === undefined
      ? defaultState(ciClass)
      : ciClass.states.find(({ key, name }) => key === text || [key, name].some((one) => one.toLowerCase() === word));
  if (found !== undefined) return { ok: true, value: found.key };
  const states = listed(ciClass.states.map(({ name }) => name));
  return { ok: false, message: `${ciClass.name} has no state ${quoted(text ?? '')}. It has: ${states}.` };
}

function environmentIn(offered: string | null | undefined): Judged<Environment | undefined> {
  const word = filled(offered)
    ?.toLowerCase()
    .replace(/[\s_-]/g, '');
  if (word === undefined) return { ok: true, value: undefined };
  const found = ENVIRONMENTS.find((environment) => environment.toLowerCase() === word);
  if (found !== undefined) return { ok: true, value: found };
  return { ok: false, message: `${quoted(offered ?? '')} is not an environment. Use ${listed(ENVIRONMENTS)}.` };
}

function criticalityIn(offered: string | number | null | undefined): Judged<number | undefined> {
  const text = filled(offered === null || offered === undefined ? undefined : String(offered));
  if (text === undefined) return { ok: true, value: undefined };
  if (/^[1-5]$/.test(text)) return { ok: true, value: Number(text) };
  return { ok: false, message: `${quoted(text)} is not a criticality. Use 1 (most critical) to 5.` };
}

function costIn(offered: string | number | null | undefined): Judged<number | undefined> {
  const text = filled(offered === null || offered === undefined ? undefined : String(offered));
  return text === undefined ? { ok: true, value: undefined } : numberIn(text);
}

function ownerIn(offered: string | null | undefined): Judged<AccountId | undefined> {
  const text = filled(offered);
  if (text === undefined) return { ok: true, value: undefined };
  const account = AccountId.safeParse(text);
  return account.success && !/\s/u.test(text)
    ? { ok: true, value: account.data }
    : { ok: false, message: `${quoted(text)} is not an Atlassian account id.` };
}

/** Rules that name what the catalogue does not have, or one group twice: of two needs, which one is meant? */
export function redundancyIssues(catalogue: ClassCatalogue, rules: readonly RedundancyRule[]): InputIssue[] {
  const groupOf = ({ group }: RedundancyRule): string => (group.by === 'class' ? group.classKey : group.relationType);
  return rules.flatMap((rule, place): InputIssue[] => {
    const path = `redundancy.${place}.group`;
    const name = groupOf(rule);
    const exists = rule.group.by === 'class' ? catalogue.classes.has(name) : catalogue.relationTypes.has(name);
    const kind = rule.group.by === 'class' ? 'class' : 'relation type';
    if (!exists) return [{ path, message: `There is no ${kind} ${quoted(name)}.` }];
    const twice = rules.slice(0, place).some((one) => one.group.by === rule.group.by && groupOf(one) === name);
    return twice ? [{ path, message: `There is a rule for the ${kind} ${quoted(name)} already.` }] : [];
  });
}

const identifierIssues = (identifiers: readonly { source: string; key: string }[]): InputIssue[] =>
  identifiers.flatMap(({ source, key }, place) =>
    identifiers.slice(0, place).some((one) => one.source === source && one.key === key)
      ? [{ path: `identifiers.${place}`, message: `The key ${quoted(key)} of ${source} is there twice.` }]
      : [],
  );
