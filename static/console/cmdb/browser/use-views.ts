import { useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '../../../../src/cmdb/cmdb.shapes';
import { ApiError, type InputOf, type OutputOf } from '../../../shared/api';
import { queryOf, useApiCommand, useApiQuery } from '../../../shared/query';

export type NewViews = InputOf<'cmdb.saveViews'>['views'];

export interface Views {
  /** Undefined while they are on their way. */
  readonly views: readonly SavedView[] | undefined;
  readonly error: Error | null;
  /** Somebody, most likely the same person in another window, saved in between: what they saved is shown now. */
  readonly overtaken: boolean;
  readonly busy: boolean;
  readonly save: (views: NewViews, onSaved?: () => void) => void;
}

/** A person's own views. They are saved as a whole, made from the version that was read. */
export function useViews(): Views {
  const client = useQueryClient();
  const saved = useApiQuery('cmdb.views', {});
  const command = useApiCommand('cmdb.saveViews');
  const { queryKey } = queryOf('cmdb.views', {});
  const overtaken = command.error instanceof ApiError && command.error.code === 'CONFLICT';
  return {
    views: saved.data?.views,
    error: saved.error ?? (overtaken ? null : command.error),
    overtaken,
    busy: command.isPending,
    save: (views, onSaved) =>
      command.mutate(
        { expectedVersion: saved.data?.version ?? null, views },
        {
          onSuccess: (state: OutputOf<'cmdb.saveViews'>) => {
            client.setQueryData(queryKey, state);
            onSaved?.();
          },
          onError: () => void saved.refetch(),
        },
      ),
  };
}
