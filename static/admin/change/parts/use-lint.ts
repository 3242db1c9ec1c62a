import { useMemo } from 'react';
import { ApiError, type OutputOf } from '../../../shared/api';
import { useApiQuery } from '../../../shared/query';
import { useSettled } from '../../../shared/use-settled';
import type { Finding, Templates, Windows } from './documents';

type Draft = { readonly 'change.lintWindows': Windows; readonly 'change.lintTemplates': Templates };

export interface Lint {
  readonly findings: readonly Finding[];
  readonly error: Error | null;
}

/** A save that ended, and the draft it was of. */
export interface Tried {
  readonly error: Error | null;
  readonly variables: { readonly draft: unknown } | undefined;
}

/** The findings of a draft as it is typed; what a save of just this draft was refused for comes first. */
export function useLint<N extends keyof Draft>(name: N, draft: Draft[N], save: Tried): Lint {
  const settled = useSettled<Draft[keyof Draft]>(draft);
  const query = useApiQuery<keyof Draft>(name, { draft: settled }, { keep: true });
  const { data, error } = query;
  const refused = save.variables?.draft === draft ? save.error : null;
  const findings = useMemo(() => both(refused, data?.findings ?? []), [refused, data]);
  return { findings, error };
}

function both(refused: Error | null, linted: OutputOf<keyof Draft>['findings']): readonly Finding[] {
  if (!(refused instanceof ApiError)) return linted;
  const known = (path: string, message: string): boolean =>
    linted.some((finding) => finding.path === path && finding.message === message);
  const told = refused.issues.map(({ path, message }) => ({
    path: path.replace(/^draft\.?/, ''),
    severity: 'error' as const,
    code: 'refused',
    message,
  }));
  return [...told.filter(({ path, message }) => !known(path, message)), ...linted];
}
