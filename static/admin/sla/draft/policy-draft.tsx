/** The one draft that all pages of service levels edit: kept in the browser, linted as it changes, saved as a whole. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePlatform } from '../../../shared/context';
import { editable, samePolicy, type Policy, type PolicyState, type Vocabulary } from '../policy';
import { forgetDraft, keepDraft, readDraft } from './kept-draft';
import { useSettled } from './settled';

export interface PolicyDraft {
  readonly policy: Policy;
  /** What was last saved, as far as this page has seen. */
  readonly base: Policy;
  readonly saved: PolicyState;
  readonly vocabulary: Vocabulary;
  readonly dirty: boolean;
  /** The draft was found in this browser, from an earlier visit. */
  readonly restored: boolean;
  readonly change: (edit: (policy: Policy) => Policy) => void;
  readonly discard: () => void;
  /** What the draft starts from now; without a policy of its own the draft is that too. */
  readonly adopt: (state: PolicyState, policy?: Policy) => void;
}

const Context = createContext<PolicyDraft | undefined>(undefined);

export function usePolicy(): PolicyDraft {
  const draft = useContext(Context);
  if (draft === undefined) throw new Error('usePolicy() is used outside the service level pages');
  return draft;
}

interface Start {
  readonly saved: PolicyState;
  /** What the draft was made from, which may be older than what is saved. */
  readonly base: Policy;
  readonly policy: Policy;
  readonly restored: boolean;
}

function startWith(accountId: string, saved: PolicyState): Start {
  const kept = readDraft(accountId);
  const policy = editable(saved.policy);
  const fresh = { saved, base: policy, policy, restored: false };
  if (kept === undefined || samePolicy(kept.policy, policy)) return fresh;
  // A save from the older version is refused as a conflict, which then shows what to do.
  return { saved: { ...saved, version: kept.version }, base: kept.base, policy: kept.policy, restored: true };
}

export interface PolicyDraftProps {
  readonly saved: PolicyState;
  readonly vocabulary: Vocabulary;
  readonly children: ReactNode;
}

export function PolicyDraftProvider({ saved, vocabulary, children }: PolicyDraftProps): ReactNode {
  const { accountId = '' } = usePlatform();
  const [state, setState] = useState<Start>(() => startWith(accountId, saved));
  const dirty = !samePolicy(state.policy, state.base);
  useKept(accountId, state, dirty);
  useLeaveGuard(dirty);
  const change = useCallback<PolicyDraft['change']>(
    (edit) => setState((now) => ({ ...now, policy: edit(now.policy) })),
    [],
  );
  const discard = useCallback(() => setState((now) => ({ ...now, policy: now.base, restored: false })), []);
  const adopt = useCallback<PolicyDraft['adopt']>(
    (next, policy = editable(next.policy)) =>
      setState({ saved: next, base: editable(next.policy), policy, restored: false }),
    [],
  );
  const value = useMemo<PolicyDraft>(
    () => ({ ...state, vocabulary, dirty, change, discard, adopt }),
    [state, vocabulary, dirty, change, discard, adopt],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Written when the draft stands still, and once more when the page goes. */
function useKept(accountId: string, { saved, base, policy }: Start, dirty: boolean): void {
  const settled = useSettled(policy);
  useEffect(() => {
    const write = (): void => {
      if (dirty) keepDraft(accountId, { version: saved.version, base, policy });
      else forgetDraft(accountId);
    };
    if (settled === policy) write();
    else return write;
    return undefined;
  }, [accountId, saved.version, base, policy, settled, dirty]);
}

/** The browser asks before it leaves; the draft would still be there, but who leaves may think it saved. */
function useLeaveGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
}
