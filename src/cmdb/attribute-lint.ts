/** What is wrong with the definition of an attribute, by itself and beside the one above that it narrows. */
import { quoted } from './attribute-rules';
import { attributeOf, type ClassCatalogue, type ResolvedClass } from './class-catalogue';
import { error, type CatalogueFinding } from './catalogue-finding';
import { COMMON_FIELDS, type AttributeSpec, type AttributeType } from './model';
import { patternFault } from './pattern-rules';

/** What the class says elsewhere under these words. */
const FIELDS: ReadonlySet<string> = new Set([
  ...COMMON_FIELDS,
  'ref',
  'classKey',
  'attributes',
  'identifiers',
  'redundancy',
  'sources',
]);

export function attributeFindings(
  attribute: AttributeSpec,
  path: string,
  catalogue: ClassCatalogue,
): CatalogueFinding[] {
  const { name, key, type, options, pattern, min, max, referenceClass } = attribute;
  const findings: CatalogueFinding[] = [];
  if (FIELDS.has(key))
    findings.push(error('shadows-field', path, `Every CI has ${quoted(key)} already. Use another key.`));
  if (type === 'enum') findings.push(...optionFindings(attribute, path));
  else if (options !== undefined && options.length > 0)
    findings.push(error('no-options', `${path}.options`, `“${name}” has options, but is no choice. Remove them.`));
  if (type === 'reference') {
    if (referenceClass === undefined)
      findings.push(error('no-reference-class', path, `“${name}” refers to CIs. Say of which class.`));
    else if (!catalogue.classes.has(referenceClass))
      findings.push(
        error(
          'unknown-reference-class',
          path,
          `“${name}” refers to ${quoted(referenceClass)}, a class that does not exist.`,
        ),
      );
  }
  if (min !== undefined && max !== undefined && min > max)
    findings.push(
      error('bounds-inverted', `${path}.min`, `“${name}” is at least ${min} and at most ${max}: nothing fits.`),
    );
  if (pattern !== undefined) findings.push(...patternFindings(attribute, pattern, path));
  return findings;
}

const PATTERNED: readonly AttributeType[] = ['text', 'multiline', 'url', 'email'];

function patternFindings({ name, type }: AttributeSpec, pattern: string, path: string): CatalogueFinding[] {
  if (!PATTERNED.includes(type))
    return [error('pattern-out-of-place', `${path}.pattern`, `“${name}” is no text, and a pattern is for texts.`)];
  const fault = patternFault(pattern);
  return fault === undefined ? [] : [error('bad-pattern', `${path}.pattern`, `“${name}”: ${fault}`)];
}

function optionFindings({ name, options = [] }: AttributeSpec, path: string): CatalogueFinding[] {
  if (options.length === 0)
    return [error('no-options', `${path}.options`, `“${name}” is a choice without options. Give it some.`)];
  const words = options.flatMap(({ key, name: label }) => [...new Set([key.toLowerCase(), label.toLowerCase()])]);
  return [...new Set(words.filter((word, place) => words.indexOf(word) !== place))].map((word) =>
    error('duplicate-key', `${path}.options`, `“${name}” has two options called ${quoted(word)}. Rename one.`),
  );
}

/** Types that a class below may make narrower. */
const NARROWER: Readonly<Partial<Record<AttributeType, readonly AttributeType[]>>> = {
  text: ['url', 'ip', 'email'],
  multiline: ['text'],
  number: ['integer'],
};

/**
 * A class below may ask more of an attribute, never less: whoever reads CIs of the class above relies on what it says.
 * Flags can't be taken back at all, for they are joined.
 */
export function looseningFindings(
  attribute: AttributeSpec,
  parent: ResolvedClass | undefined,
  path: string,
  catalogue: ClassCatalogue,
): CatalogueFinding[] {
  const above = parent === undefined ? undefined : attributeOf(parent, attribute.key);
  if (parent === undefined || above === undefined) return [];
  const loosens = (what: string, message: string): CatalogueFinding =>
    error('loosens', `${path}.${what}`, `${parent.name} says of “${above.name}”: ${message}`);
  const findings: CatalogueFinding[] = [];
  if (attribute.type !== above.type && NARROWER[above.type]?.includes(attribute.type) !== true)
    findings.push(loosens('type', `it is of the type ${above.type}, which ${attribute.type} does not narrow.`));
  if (below(attribute.min, above.min)) findings.push(loosens('min', `at least ${above.min}. Ask for no less.`));
  if (below(above.max, attribute.max)) findings.push(loosens('max', `at most ${above.max}. Allow no more.`));
  if (above.pattern !== undefined && attribute.pattern !== undefined && attribute.pattern !== above.pattern)
    findings.push(loosens('pattern', `it matches ${above.pattern}. Keep that pattern.`));
  const allowed = new Set(above.options?.map(({ key }) => key));
  const added = (attribute.options ?? []).filter(({ key }) => above.type === 'enum' && !allowed.has(key));
  if (added.length > 0)
    findings.push(
      loosens('options', `${quoted(added.map(({ name }) => name).join(', '))} is no option. Add it there.`),
    );
  const { referenceClass = above.referenceClass } = attribute;
  if (above.referenceClass !== undefined && !catalogue.isA(referenceClass ?? '', above.referenceClass))
    findings.push(loosens('referenceClass', `it refers to ${above.referenceClass}. Choose a class below that.`));
  return findings;
}

const below = (value: number | undefined, limit: number | undefined): boolean =>
  value !== undefined && limit !== undefined && value < limit;
