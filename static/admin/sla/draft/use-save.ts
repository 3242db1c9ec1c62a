import { useState } from 'react';
import { ApiError } from '../../../shared/api';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { editable, type Finding, type Policy, type PolicyState } from '../policy';
import { usePolicy } from './policy-draft';
import type { Refused } from './use-lint';
import { rebase, type Rebased } from './rebase';

export interface Conflict {
  readonly theirs: PolicyState;
  readonly rebased: Rebased;
}

export interface Save {
  readonly submit: () => void;
  readonly saving: boolean;
  readonly done: boolean;
  readonly refused: Refused | undefined;
  readonly conflict: Conflict | undefined;
  /** Any other failure: nothing was saved, the draft is as it was. */
  readonly error: Error | undefined;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** Saves from the version this page has seen; what somebody else saved meanwhile is fetched and shown, never overwritten. */
export function useSave(): Save {
  const { policy, base, saved, adopt } = usePolicy();
  const latest = useApiQuery('sla.policy', {}, { enabled: false });
  const save = useApiCommand('sla.savePolicy', { changes: ['sla.versions', 'sla.policy'] });
  const [refused, setRefused] = useState<Refused>();
  const [theirs, setTheirs] = useState<PolicyState>();
  const onError = (error: Error): void => {
    if (!(error instanceof ApiError)) return;
    if (error.code === 'CONFLICT') void latest.refetch().then(({ data }) => setTheirs(data));
    else setRefused({ policy, findings: error.issues.map(findingOf) });
  };
  const settle = (state: PolicyState, mine?: Policy): void => {
    adopt(state, mine);
    setTheirs(undefined);
    save.reset();
  };
  const conflict =
    theirs === undefined ? undefined : { theirs, rebased: rebase(base, policy, editable(theirs.policy)) };
  const shownAtFields = refused !== undefined && refused.findings.length > 0;
  return {
    submit: () =>
      save.mutate({ expectedVersion: saved.version, policy }, { onSuccess: (state) => adopt(state), onError }),
    saving: save.isPending,
    done: save.isSuccess,
    refused,
    conflict,
    error: save.error === null || theirs !== undefined || shownAtFields ? undefined : save.error,
    keepMine: () => {
      if (conflict !== undefined) settle(conflict.theirs, conflict.rebased.policy);
    },
    takeTheirs: () => {
      if (conflict !== undefined) settle(conflict.theirs);
    },
  };
}

/** The input's paths begin with its one part, the policy. */
const findingOf = ({ path, message }: { readonly path: string; readonly message: string }): Finding => ({
  path: path.replace(/^policy\.?/, ''),
  severity: 'error',
  code: 'refused',
  message,
});
