import { useEffect, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Catalogue, CatalogueFinding, CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { ApiError, call } from '../../../shared/api';
import { queryOf, useApiCommand, useApiQuery } from '../../../shared/query';
import { useSettled } from '../shared/use-settled';
import { isSame, jsonOf, merged, placed, type Merged } from './draft';

export interface Draft {
  readonly catalogue: Catalogue;
  readonly change: (catalogue: Catalogue) => void;
  readonly dirty: boolean;
  readonly editable: boolean;
  readonly findings: readonly CatalogueFinding[];
  /** The draft changed since it was last looked through. */
  readonly linting: boolean;
  readonly lintError: Error | null;
  readonly saving: boolean;
  readonly saved: boolean;
  readonly error: Error | null;
  /** Somebody saved meanwhile: their catalogue, and mine upon it. */
  readonly conflict: (Merged & { readonly theirs: CatalogueState }) | undefined;
  readonly save: () => void;
  readonly discard: () => void;
  readonly takeMerged: () => void;
  readonly takeTheirs: () => void;
}

interface Kept {
  readonly base: CatalogueState;
  readonly catalogue: Catalogue;
}

/** An unsaved draft outlives going to another page and back; the browser asks before it is closed. */
let kept: Kept | undefined;

export const forgetDraft = (): void => {
  kept = undefined;
};

const NONE: readonly CatalogueFinding[] = [];

export function useDraft(state: CatalogueState): Draft {
  const client = useQueryClient();
  const [{ base, catalogue }, setKept] = useState<Kept>(() => kept ?? { base: state, catalogue: state.catalogue });
  const [theirs, setTheirs] = useState<CatalogueState>();
  const dirty = useMemo(() => !isSame(base.catalogue, catalogue), [base, catalogue]);
  const settled = useSettled(catalogue, 400);
  const lint = useApiQuery(
    'cmdb.lintCatalogue',
    { catalogue: useMemo(() => jsonOf(settled), [settled]) },
    { enabled: state.editable && dirty, keep: true },
  );
  const command = useApiCommand('cmdb.saveCatalogue');
  const keep = (next: Kept): void => {
    kept = next;
    setKept(next);
  };
  useGuard(dirty);

  const accept = (saved: CatalogueState): void => {
    client.setQueryData(queryOf('cmdb.catalogue', {}).queryKey, saved);
    forgetDraft();
    setKept({ base: saved, catalogue: saved.catalogue });
    setTheirs(undefined);
  };
  const save = (): void =>
    command.mutate(
      { expectedVersion: base.version, catalogue: jsonOf(catalogue) },
      {
        onSuccess: accept,
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'CONFLICT')
            call('cmdb.catalogue', {}).then(setTheirs, () => undefined);
        },
      },
    );
  const found = dirty ? (lint.data?.findings ?? NONE) : NONE;
  const conflict =
    theirs === undefined ? undefined : { ...merged(base.catalogue, catalogue, theirs.catalogue), theirs };
  return {
    catalogue,
    change: (next) => {
      if (command.isSuccess || command.isError) command.reset();
      keep({ base, catalogue: next });
    },
    dirty,
    editable: state.editable,
    findings: useMemo(() => placed(found, settled), [found, settled]),
    linting: dirty && (settled !== catalogue || lint.isFetching),
    lintError: dirty ? lint.error : null,
    saving: command.isPending,
    saved: command.isSuccess && !dirty,
    error: conflict === undefined ? command.error : null,
    conflict,
    save,
    discard: () => {
      forgetDraft();
      command.reset();
      setKept({ base, catalogue: base.catalogue });
    },
    takeMerged: () => {
      if (conflict === undefined) return;
      command.reset();
      keep({ base: conflict.theirs, catalogue: conflict.catalogue });
      setTheirs(undefined);
    },
    takeTheirs: () => {
      command.reset();
      if (theirs !== undefined) accept(theirs);
    },
  };
}

/** Closing the page with something unsaved is asked about. */
function useGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
}
