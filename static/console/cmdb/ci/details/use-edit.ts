import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CiView, ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { ApiError } from '../../../../shared/api';
import { queryOf, useApiCommand } from '../../../../shared/query';
import { at, changedPaths, changesOf, valuesOf, type Values } from '../form/values';
import { merged } from './merge';

/** What somebody else saved while the draft was being written. */
export interface Overtaken {
  readonly message: string;
  readonly taken: readonly string[];
  readonly disputed: readonly string[];
  /** As it is stored now. */
  readonly theirs: Values;
}

export interface Edit {
  readonly values: Values;
  readonly names: Readonly<Record<string, string>>;
  readonly overtaken: Overtaken | null;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** A refusal; a conflict is told by `overtaken`. */
  readonly error: Error | null;
  readonly change: (path: string, value: string, name?: string) => void;
  readonly save: (onSaved: () => void) => void;
}

/** A draft over the version it was made from. Once overtaken, it goes on from what is stored now. */
export function useEdit(view: CiView, classes: readonly ClassView[]): Edit {
  const client = useQueryClient();
  const update = useApiCommand('cmdb.update', {
    changes: [
      'cmdb.history',
      'cmdb.impact',
      'cmdb.causes',
      'cmdb.weakPoints',
      'cmdb.map',
      'cmdb.relations',
      'cmdb.search',
    ],
  });
  const [base, setBase] = useState(view);
  const [values, setValues] = useState(() => valuesOf(view.ci));
  const [names, setNames] = useState<Readonly<Record<string, string>>>({ ...view.people, ...view.references });
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const before = valuesOf(base.ci);
  const classOf = (draft: Values): ClassView | undefined => classes.find(({ key }) => key === at(draft, 'classKey'));
  const get = queryOf('cmdb.get', { ref: view.brief.ref });

  const rebase = async (message: string): Promise<void> => {
    const latest = await client.fetchQuery({ ...get, staleTime: 0 });
    const theirs = valuesOf(latest.ci);
    const next = merged(before, values, theirs);
    setBase(latest);
    setValues(next.values);
    setNames((known) => ({ ...latest.people, ...latest.references, ...known }));
    setOvertaken({ message, taken: next.taken, disputed: next.disputed, theirs });
  };
  return {
    values,
    names,
    overtaken,
    dirty: changedPaths(before, values).length > 0,
    saving: update.isPending,
    error: isConflict(update.error) && overtaken !== null ? null : update.error,
    change: (path, value, name) => {
      setValues((current) => ({ ...current, [path]: value }));
      if (name !== undefined) setNames((known) => ({ ...known, [value]: name }));
    },
    save: (onSaved) =>
      update.mutate(
        { ref: view.brief.ref, expectedVersion: base.version, changes: changesOf(before, values, classOf(values)) },
        {
          onSuccess: (after) => {
            client.setQueryData(get.queryKey, after);
            client.removeQueries({ queryKey: ['cmdb.list'] });
            onSaved();
          },
          onError: (error) => {
            // Should the newer version not come either, the refusal itself is shown and the draft stays.
            if (isConflict(error)) rebase(error.message).catch(() => undefined);
          },
        },
      ),
  };
}

const isConflict = (error: Error | null): boolean => error instanceof ApiError && error.code === 'CONFLICT';
