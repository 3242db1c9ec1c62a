import { useMemo } from 'react';
import { useApiQuery } from '../../../shared/query';
import { useSlaText } from '../messages';
import type { Finding, Policy } from '../policy';
import { usePolicy } from './policy-draft';
import { useSettled } from './settled';
import { unreadable, withUnreadable } from './unreadable';

/** What a refused save said, and of which draft: it stands until that changes. */
export interface Refused {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

export interface Lint {
  readonly findings: readonly Finding[];
  /** The backend has not judged the draft as it stands. */
  readonly pending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** The draft's findings as it is typed. The answer to the latest draft is shown, whichever comes last. */
export function useLint(refused: Refused | undefined): Lint {
  const text = useSlaText();
  const { policy } = usePolicy();
  const settled = useSettled(policy);
  const lint = useApiQuery('sla.lint', { policy: settled }, { keep: true });
  const own = useMemo(() => unreadable(policy), [policy]);
  const linted = lint.data?.findings;
  const findings = useMemo(() => {
    const server = refused?.policy === policy ? merged(refused.findings, linted ?? []) : (linted ?? []);
    return withUnreadable(own, (what) => text(`policy.unreadable.${what}`), server);
  }, [refused, policy, linted, own, text]);
  return {
    findings,
    pending: settled !== policy || lint.isPlaceholderData || lint.isPending,
    error: lint.error,
    retry: () => void lint.refetch(),
  };
}

const merged = (refused: readonly Finding[], linted: readonly Finding[]): Finding[] => [
  ...refused.filter(({ path, message }) => !linted.some((one) => one.path === path && one.message === message)),
  ...linted,
];
