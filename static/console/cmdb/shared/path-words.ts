/** What the history and comparisons call `attributes.ip` or `relations.runsOn.server:web-01`, and how they write values. */
import { useCallback, useMemo } from 'react';
import type { CatalogueState, ClassView } from '../../../../src/cmdb/cmdb.shapes';
import { useFormat, type Format } from '../../../shared/format';
import { useCmdbText, type CmdbText } from './messages';

export interface PathWords {
  readonly label: (path: string) => string;
  /** `null` is “not filled”. */
  readonly value: (path: string, value: unknown) => string;
}

const FIELDS = [
  'classKey',
  'name',
  'state',
  'environment',
  'criticality',
  'owner',
  'supportGroup',
  'location',
  'cost',
  'identifiers',
  'redundancy',
  'attestedAt',
  'attestedBy',
] as const;
const ENVIRONMENTS = ['production', 'staging', 'test', 'development', 'disasterRecovery'] as const;
const CRITICALITIES = [1, 2, 3, 4, 5] as const;

const RELATION = /^relations\.([^.]+)\.(.+)$/;
/** How the server calls a CI that the reader may not see. */
const RESTRICTED = /^restricted-\d+$/;
const ATTRIBUTE = /^attributes\.(.+)$/;

/** For CIs of one class; `people` has the names of accounts. */
export function usePathWords(
  catalogue: CatalogueState,
  classKey: string,
  people: ReadonlyMap<string, string>,
): PathWords {
  const text = useCmdbText();
  const format = useFormat();
  return useMemo(
    () => wordsFor({ text, format, catalogue, classKey, people }),
    [text, format, catalogue, classKey, people],
  );
}

/** For CIs of several classes: the words of each. */
export function useClassPathWords(
  catalogue: CatalogueState,
  people: ReadonlyMap<string, string>,
): (classKey: string) => PathWords {
  const text = useCmdbText();
  const format = useFormat();
  return useCallback(
    (classKey) => wordsFor({ text, format, catalogue, classKey, people }),
    [text, format, catalogue, people],
  );
}

interface Known {
  readonly text: CmdbText;
  readonly format: Format;
  readonly catalogue: CatalogueState;
  readonly classKey: string;
  readonly people: ReadonlyMap<string, string>;
}

function wordsFor(known: Known): PathWords {
  const { text, catalogue, classKey } = known;
  const ciClass = catalogue.classes.find(({ key }) => key === classKey);
  const attributeOf = (path: string) => {
    const key = ATTRIBUTE.exec(path)?.[1];
    return ciClass?.attributes.find((attribute) => attribute.key === key);
  };
  return {
    label: (path) => {
      const field = FIELDS.find((one) => one === path);
      if (field !== undefined) return text(`cmdb.field.${field}`);
      const [, type, ref] = RELATION.exec(path) ?? [];
      if (type !== undefined && ref !== undefined)
        return `${catalogue.catalogue.relationTypes.find(({ key }) => key === type)?.name ?? type} ${
          RESTRICTED.test(ref) ? text('cmdb.restricted') : ref
        }`;
      return attributeOf(path)?.name ?? ATTRIBUTE.exec(path)?.[1] ?? path;
    },
    value: (path, value) => {
      if (value === null || value === undefined || value === '') return text('cmdb.notFilled');
      if (RELATION.test(path)) return text('cmdb.related');
      return commonValue(known, ciClass, path, value) ?? attributeValue(known, attributeOf(path), value);
    },
  };
}

function commonValue(
  { text, format, catalogue, people }: Known,
  ciClass: ClassView | undefined,
  path: string,
  value: unknown,
): string | undefined {
  const plain = String(value);
  const environment = ENVIRONMENTS.find((one) => one === value);
  const criticality = CRITICALITIES.find((one) => one === value);
  if (path === 'classKey') return catalogue.classes.find(({ key }) => key === value)?.name ?? plain;
  if (path === 'state') return ciClass?.states.find(({ key }) => key === value)?.name ?? plain;
  if (path === 'environment' && environment !== undefined) return text(`cmdb.environment.${environment}`);
  if (path === 'criticality' && criticality !== undefined) return text(`cmdb.criticality.${criticality}`);
  if (path === 'owner' || path === 'attestedBy') return people.get(plain) ?? plain;
  if (path === 'attestedAt') return format.dateTime(plain);
  if (path === 'cost' && typeof value === 'number') return format.number(value);
  return typeof value === 'object' ? JSON.stringify(value) : undefined;
}

type Attribute = ClassView['attributes'][number];

/** A value as its attribute's type writes it. */
export function attributeValue(
  { text, format, people }: Pick<Known, 'text' | 'format' | 'people'>,
  attribute: Attribute | undefined,
  value: unknown,
): string {
  if (typeof value === 'boolean') return text(value ? 'cmdb.yes' : 'cmdb.no');
  if (typeof value === 'number')
    return attribute?.unit === undefined ? format.number(value) : `${format.number(value)} ${attribute.unit}`;
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  if (RESTRICTED.test(plain) && (attribute === undefined || attribute.type === 'reference'))
    return text('cmdb.restricted');
  if (attribute?.type === 'user') return people.get(plain) ?? plain;
  return attribute?.options?.find(({ key }) => key === plain)?.name ?? plain;
}
