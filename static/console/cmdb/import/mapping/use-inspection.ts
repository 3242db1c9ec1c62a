import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../../../shared/api';
import type { FormatChoice, Inspection } from '../types';
import { useNote } from '../use-import';

/** The file read in one way: its columns, its first rows, what they may mean. */
export function useInspection(importId: string, format: FormatChoice): UseQueryResult<Inspection, Error> {
  const note = useNote();
  return useQuery<Inspection>({
    queryKey: ['cmdb.import.inspect', importId, format],
    queryFn: async () => {
      const inspection = await call('cmdb.import.inspect', { importId, format });
      note(inspection.import);
      return inspection;
    },
    placeholderData: keepPreviousData,
    // A file does not change, and reading it costs an invocation of its own.
    staleTime: Infinity,
  });
}
