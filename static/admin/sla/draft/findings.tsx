/** What is wrong or doubtful in the draft, by place; each editor shows what belongs to it. */
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Finding } from '../policy';

export interface Findings {
  readonly all: readonly Finding[];
  /** Findings at this place itself. */
  at(path: string): readonly Finding[];
  /** Findings at this place or anywhere within it. */
  under(path: string): readonly Finding[];
}

export const findingsOf = (all: readonly Finding[]): Findings => ({
  all,
  at: (path) => all.filter((finding) => finding.path === path),
  under: (path) => all.filter((finding) => isUnder(finding.path, path)),
});

export const isUnder = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`);

export const errorsOf = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

const Context = createContext<Findings>(findingsOf([]));

export function FindingsProvider({
  findings,
  children,
}: {
  readonly findings: readonly Finding[];
  readonly children: ReactNode;
}): ReactNode {
  const value = useMemo(() => findingsOf(findings), [findings]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export const useFindings = (): Findings => useContext(Context);

/** What a `Field` is told of a list of findings: the errors first. */
export function fieldFindings(found: readonly Finding[]): { error: string | undefined; warning: string | undefined } {
  const said = (severity: Finding['severity']): string | undefined =>
    [...new Set(found.filter((one) => one.severity === severity).map(({ message }) => message))].join(' ') || undefined;
  return { error: said('error'), warning: said('warning') };
}
