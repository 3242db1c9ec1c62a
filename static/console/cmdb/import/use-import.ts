import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { queryOf, useApiCommand, useApiQuery } from '../../../shared/query';
import type { ImportView } from './types';

/** Milliseconds between looks at a run: each costs the site an invocation. */
const LOOK = 2_000;

export const isUnderWay = ({ state }: ImportView): boolean =>
  state === 'queued' || state === 'running' || state === 'waiting';

/** An import, looked at again and again while something is done with it. */
export const useImport = (importId: string): UseQueryResult<ImportView, Error> =>
  useApiQuery(
    'cmdb.import.get',
    { importId },
    { poll: (view) => (view !== undefined && isUnderWay(view) ? LOOK : false) },
  );

/** Puts an answer in the place of what was known about an import, without asking again. */
export function useNote(): (view: ImportView) => void {
  const client = useQueryClient();
  return (view) => client.setQueryData(queryOf('cmdb.import.get', { importId: view.importId }).queryKey, view);
}

type Asked = 'apply' | 'pause' | 'resume' | 'cancel' | 'undo' | 'discard';

export interface Command {
  readonly run: (importId: string) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** Something asked of an import, whose answer is how it stands then. */
export function useImportCommand(name: Asked): Command {
  const note = useNote();
  const { mutate, isPending, error } = useApiCommand(`cmdb.import.${name}`, { changes: ['cmdb.import.list'] });
  return { run: (importId) => mutate({ importId }, { onSuccess: note }), isPending, error };
}
