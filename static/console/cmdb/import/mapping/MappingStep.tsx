import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { ApiError } from '../../../../shared/api';
import { ErrorState, Skeleton } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { FormatChoice, ImportView, Inspection } from '../types';
import { fits, readDraft } from './draft';
import { FormatFields } from './FormatFields';
import { MappingForm } from './MappingForm';
import { useInspection } from './use-inspection';

export interface MappingStepProps {
  readonly view: ImportView;
  readonly catalogue: CatalogueState;
}

/** The second step: how the file is to be read, and what its columns mean. */
export function MappingStep({ view, catalogue }: MappingStepProps): ReactNode {
  const [choice, setChoice] = useState<FormatChoice>(view.format ?? {});
  const { data, error, isFetching, refetch } = useInspection(view.importId, choice);
  const unreadable = error instanceof ApiError && error.code === 'INVALID_INPUT' ? error.message : undefined;
  const read = error === null ? data : undefined;
  return (
    <>
      {read === undefined && unreadable === undefined ? null : (
        <FormatFields format={read?.import.format ?? choice} error={unreadable} onChange={setChoice} />
      )}
      {unreadable === undefined ? null : <Unreadable />}
      {error !== null && unreadable === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : read === undefined ? (
        unreadable === undefined ? (
          <Skeleton lines={8} height={28} />
        ) : null
      ) : (
        <Read view={view} catalogue={catalogue} inspection={read} busy={isFetching} />
      )}
    </>
  );
}

function Unreadable(): ReactNode {
  const text = useImportText();
  return (
    <p className="cmdb-notice">
      {text('format.unreadable')} <Link to="/cmdb/import">{text('job.another')}</Link>
    </p>
  );
}

interface ReadProps extends MappingStepProps {
  readonly inspection: Inspection;
  readonly busy: boolean;
}

function Read({ view, catalogue, inspection, busy }: ReadProps): ReactNode {
  const text = useImportText();
  const { columns, rows } = inspection.import;
  const initial = [readDraft(view.importId), view.mapping].find((one) => one != null && fits(one, columns));
  return (
    <>
      <p role="status" className="import-found">
        {text('format.found', { rows: rows ?? 0, columns: columns.length })}
        {inspection.broken > 0 ? ` ${text('format.broken', { count: inspection.broken })}` : ''}
        {busy ? ` ${text('format.reading')}` : ''}
      </p>
      <MappingForm
        // Read another way, it has other columns, and what was said of the former is void.
        key={JSON.stringify(columns)}
        importId={view.importId}
        catalogue={catalogue}
        inspection={inspection}
        initial={initial ?? inspection.suggestion}
      />
    </>
  );
}
