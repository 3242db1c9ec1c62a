/** What the browser is showing, as it stands in the address: `?q=web&class=server&state=inUse&criticality=1&sort=-updated`. */
import type { CiFilter, CiSort } from '../../../../src/cmdb/cmdb.shapes';
import type { Criticality, Environment } from '../../../../src/cmdb/model';
import type { InputOf } from '../../../shared/api';

type ListInput = InputOf<'cmdb.list'>;
export type FilterInput = NonNullable<ListInput['filter']>;

export interface ListQuery {
  readonly filter: FilterInput;
  readonly sort: CiSort;
}

export const CRITICALITY_LEVELS = [1, 2, 3, 4, 5] as const satisfies readonly Criticality[];
export const ENVIRONMENT_KEYS = [
  'production',
  'staging',
  'test',
  'development',
  'disasterRecovery',
] as const satisfies readonly Environment[];

const KEY = /^[a-z][A-Za-z0-9]{0,39}$/;
const LONGEST_TEXT = 200;
const MOST_STATES = 20;
const LONGEST_ACCOUNT = 128;

export const DEFAULT_SORT: CiSort = { by: 'name', descending: false };

/** Whatever stands in an address is read as far as it makes sense. */
export function queryFrom(params: URLSearchParams): ListQuery {
  const text = (params.get('q') ?? '').slice(0, LONGEST_TEXT);
  const classKey = params.get('class') ?? '';
  const owner = params.get('owner') ?? '';
  const states = [...new Set(params.getAll('state'))].filter((key) => KEY.test(key)).slice(0, MOST_STATES);
  const asked = params.getAll('criticality');
  const criticalities = CRITICALITY_LEVELS.filter((level) => asked.includes(String(level)));
  const environments = ENVIRONMENT_KEYS.filter((key) => params.getAll('environment').includes(key));
  return {
    filter: {
      ...(text.trim() === '' ? {} : { text }),
      ...(KEY.test(classKey) ? { classKey } : {}),
      ...(owner === '' || owner.length > LONGEST_ACCOUNT ? {} : { owner }),
      ...(states.length === 0 ? {} : { states }),
      ...(criticalities.length === 0 ? {} : { criticalities }),
      ...(environments.length === 0 ? {} : { environments }),
    },
    sort: sortFrom(params.get('sort')),
  };
}

function sortFrom(text: string | null): CiSort {
  const descending = text?.startsWith('-') ?? false;
  const by = descending ? text?.slice(1) : text;
  return by === 'name' || by === 'updated' ? { by, descending } : DEFAULT_SORT;
}

export function paramsOf({ filter, sort }: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.text !== undefined) params.set('q', filter.text);
  if (filter.classKey !== undefined) params.set('class', filter.classKey);
  for (const state of filter.states ?? []) params.append('state', state);
  for (const level of filter.criticalities ?? []) params.append('criticality', String(level));
  for (const environment of filter.environments ?? []) params.append('environment', environment);
  if (filter.owner !== undefined) params.set('owner', filter.owner);
  const written = `${sort.descending ? '-' : ''}${sort.by}`;
  if (written !== DEFAULT_SORT.by) params.set('sort', written);
  return params;
}

/** The filter with one part of it changed; undefined or empty takes the part out. */
export function filterWith(
  filter: FilterInput,
  change: { [K in keyof FilterInput]: FilterInput[K] | undefined },
): FilterInput {
  const entries = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries);
}

export const isFiltered = (filter: FilterInput): boolean => Object.keys(filter).length > 0;

/** The same view, however its parts are ordered. */
export const sameQuery = (
  a: ListQuery,
  b: { readonly filter: CiFilter | FilterInput; readonly sort: CiSort },
): boolean => paramsOf(a).toString() === paramsOf({ filter: b.filter, sort: b.sort }).toString();
