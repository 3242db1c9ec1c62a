/** The words of imports, as the pages speak them. */
import type { OutputOf } from '../../../shared/api';

export type { ImportView, RunView } from '../../../../src/cmdb/import/import.contract';
export type {
  CiMapping,
  ColumnMapping,
  Mapping,
  MappingProblem,
  NamedBy,
  Notation,
  RelationMapping,
  Target,
} from '../../../../src/cmdb/import/mapping';
export type { Counts, RowVerdict, Verdict } from '../../../../src/cmdb/import/verdict';
export type { FileFormat, FormatChoice } from '../../../../src/cmdb/import/table';

export type Inspection = OutputOf<'cmdb.import.inspect'>;
export type Settings = OutputOf<'cmdb.import.settings'>;

export const VERDICTS = ['create', 'update', 'unchanged', 'reject'] as const;
