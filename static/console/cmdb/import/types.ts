/** The words of imports, as the pages speak them. */
import type { OutputOf } from '../../../shared/api';

export type {
  CiMapping,
  ColumnMapping,
  Counts,
  FileFormat,
  FormatChoice,
  ImportView,
  Mapping,
  MappingProblem,
  NamedBy,
  Notation,
  RelationMapping,
  RowVerdict,
  RunView,
  SourcePrecedence,
  Target,
  Verdict,
} from '../../../../src/cmdb/import/import.contract';

export type Inspection = OutputOf<'cmdb.import.inspect'>;
export type Settings = OutputOf<'cmdb.import.settings'>;

export const VERDICTS = ['create', 'update', 'unchanged', 'reject'] as const;
