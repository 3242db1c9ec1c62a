import { useMemo } from 'react';
import { CI_REF_LENGTH, CI_REF_PATTERN } from '../../src/contract/ci-ref';
import type { OutputOf } from '../shared/api';
import { useApiQuery } from '../shared/query';

export type Brief = OutputOf<'cmdb.briefs'>['hits'][number];

const isRef = (text: string): boolean => text.length <= CI_REF_LENGTH && CI_REF_PATTERN.test(text);

export interface Briefs {
  readonly byRef: ReadonlyMap<string, Brief>;
  /** False until it is known which refs have a CI. */
  readonly settled: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** CIs by their refs; `fresh` are known already, from the search that found them. */
export function useBriefs(refs: readonly string[], fresh: ReadonlyMap<string, Brief>): Briefs {
  // One text that is no reference would have the whole question refused; it can't be one of the CMDB's anyway.
  const asked = refs.filter((ref) => !fresh.has(ref) && isRef(ref));
  const query = useApiQuery('cmdb.briefs', { refs: asked }, { enabled: asked.length > 0, keep: true });
  const { data } = query;
  const byRef = useMemo(
    () => new Map([...fresh, ...(data?.hits ?? []).map((hit) => [hit.ref, hit] as const)]),
    [data, fresh],
  );
  return {
    byRef,
    settled: asked.length === 0 || (data !== undefined && !query.isPlaceholderData),
    error: query.error,
    retry: () => void query.refetch(),
  };
}
