import { useEffect, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, ErrorState, Field } from '../../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../../shared/query';
import { useSettled } from '../../shared/use-settled';
import { useImportText } from '../messages';
import type { Inspection, Mapping, MappingProblem } from '../types';
import { importPath } from '../upload/UploadStep';
import { useNote } from '../use-import';
import { CiFields } from './CiFields';
import { fitted, forgetDraft, keepDraft } from './draft';
import { KindChoice } from './KindChoice';
import { Preview } from './Preview';
import { RelationFields } from './RelationFields';
import { SavedMappings } from './SavedMappings';

export interface MappingFormProps {
  readonly importId: string;
  readonly catalogue: CatalogueState;
  readonly inspection: Inspection;
  readonly initial: Mapping;
}

const PREVIEWED = 20;
const NO_PROBLEMS: readonly MappingProblem[] = [];

/** What the columns mean, and what that would do with the first rows. */
export function MappingForm({ importId, catalogue, inspection, initial }: MappingFormProps): ReactNode {
  const text = useImportText();
  const [mapping, setMapping] = useState(initial);
  const { columns } = inspection.import;
  const source = mapping.source.trim();
  const settled = useSettled(mapping, 500);
  const preview = useApiQuery(
    'cmdb.import.preview',
    { importId, mapping: settled, rows: PREVIEWED },
    { enabled: settled.source.trim() !== '', keep: true },
  );
  const problems = preview.data?.problems ?? NO_PROBLEMS;
  useEffect(() => {
    if (mapping !== initial) keepDraft(importId, mapping);
  }, [importId, mapping, initial]);
  return (
    <form
      className="import-mapping"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <SavedMappings mapping={mapping} onLoad={(loaded) => setMapping(fitted(loaded, columns))} />
      <div className="import-fields">
        <KindChoice mapping={mapping} suggestion={inspection.suggestion} columns={columns} onChange={setMapping} />
        <Field
          label={text('mapping.source')}
          hint={text('mapping.source.hint')}
          error={source === '' ? text('mapping.source.missing') : undefined}
          required
        >
          {(control) => (
            <input
              {...control}
              className="pl-input"
              maxLength={60}
              value={mapping.source}
              onChange={(event) => setMapping({ ...mapping, source: event.target.value })}
            />
          )}
        </Field>
        <Link className="import-sources-link" to="/cmdb/import/sources">
          {text('sources.link')}
        </Link>
      </div>
      {mapping.kind === 'cis' ? (
        <CiFields
          mapping={mapping}
          inspection={inspection}
          catalogue={catalogue}
          problems={problems}
          onChange={setMapping}
        />
      ) : (
        <RelationFields
          mapping={mapping}
          columns={columns}
          catalogue={catalogue}
          problems={problems}
          onChange={setMapping}
        />
      )}
      <Preview query={preview} inspection={inspection} mapping={settled} />
      <Go importId={importId} mapping={mapping} blocked={source === '' || problems.length > 0} />
    </form>
  );
}

interface GoProps {
  readonly importId: string;
  readonly mapping: Mapping;
  readonly blocked: boolean;
}

function Go({ importId, mapping, blocked }: GoProps): ReactNode {
  const text = useImportText();
  const note = useNote();
  const navigate = useNavigate();
  const dryRun = useApiCommand('cmdb.import.dryRun', { changes: ['cmdb.import.list', 'cmdb.import.rows'] });
  const start = (): void =>
    dryRun.mutate(
      { importId, mapping },
      {
        onSuccess: (view) => {
          forgetDraft(importId);
          note(view);
          void navigate(importPath(importId), { replace: true });
        },
      },
    );
  return (
    <div className="import-go">
      {dryRun.error === null ? null : <ErrorState error={dryRun.error} />}
      <Button appearance="primary" disabled={blocked || dryRun.isPending} onClick={start}>
        {text('mapping.dryRun')}
      </Button>
      <p className="pl-hint">{text(blocked ? 'mapping.blocked' : 'mapping.dryRun.hint')}</p>
    </div>
  );
}
