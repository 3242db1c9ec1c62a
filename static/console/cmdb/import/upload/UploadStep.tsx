import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Button, ErrorState } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { useApiCommand } from '../../../../shared/query';
import { useImportText, type ImportText } from '../messages';
import { Progress } from '../Progress';
import type { ImportView } from '../types';
import { FileDrop } from './FileDrop';
import { MOST_BYTES } from './parts';
import type { Upload } from './use-upload';

export const importPath = (importId: string): string => `/cmdb/import/${importId}`;

export interface UploadProps {
  readonly upload: Upload;
}

/** The first step of a new import: which file. */
export function NewUpload({ upload }: UploadProps): ReactNode {
  const text = useImportText();
  const navigate = useNavigate();
  const [error, setError] = useState<string>();
  const { state } = upload;
  const onFile = (file: File): void => {
    const wrong = wrongWith(file, text);
    setError(wrong);
    if (wrong === undefined) upload.send(file, (importId) => void navigate(importPath(importId)));
  };
  if (state.kind === 'reading') return <Progress label={text('upload.reading', { file: state.fileName })} />;
  return (
    <>
      {state.kind === 'failed' ? <ErrorState error={state.error} onRetry={upload.again} /> : null}
      <FileDrop error={error} onFile={onFile} />
    </>
  );
}

/** An upload under way, or one that was cut off: choosing the file again sends what is missing. */
export function UploadStep({ upload, view }: UploadProps & { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const { state } = upload;
  const isOurs = 'importId' in state && state.importId === view.importId;
  return (
    <section aria-labelledby="import-upload">
      <h3 id="import-upload">{text('upload.title', { file: view.file.name })}</h3>
      {isOurs && state.kind === 'sending' ? (
        <>
          <Progress label={text('upload.sending')} done={state.sent} total={state.parts} />
          <p className="pl-hint">{text('upload.sending.hint')}</p>
        </>
      ) : state.kind === 'reading' ? (
        <Progress label={text('upload.reading', { file: state.fileName })} />
      ) : (
        <CutOff upload={upload} view={view} failure={isOurs && state.kind === 'failed' ? state.error : undefined} />
      )}
      <Discard upload={upload} view={view} />
    </section>
  );
}

interface CutOffProps extends UploadProps {
  readonly view: ImportView;
  readonly failure: Error | undefined;
}

function CutOff({ upload, view, failure }: CutOffProps): ReactNode {
  const text = useImportText();
  const format = useFormat();
  const navigate = useNavigate();
  const [error, setError] = useState<string>();
  const { bytes, name, parts } = view.file;
  const onFile = (file: File): void => {
    const wrong =
      file.size === bytes
        ? wrongWith(file, text)
        : text('upload.otherFile', { file: name, bytes: format.number(bytes), other: format.number(file.size) });
    setError(wrong);
    if (wrong !== undefined) return;
    upload.send(file, (importId) => void navigate(importPath(importId), { replace: true }));
  };
  if (failure !== undefined) return <ErrorState error={failure} onRetry={upload.again} />;
  return (
    <>
      <p>{text('upload.cutOff', { missing: view.missing.length, parts, file: name })}</p>
      <FileDrop error={error} onFile={onFile} />
    </>
  );
}

function Discard({ upload, view: { importId } }: UploadProps & { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const navigate = useNavigate();
  const discard = useApiCommand('cmdb.import.discard', { changes: ['cmdb.import.list', 'cmdb.import.get'] });
  return (
    <div className="cmdb-actions">
      <Button
        disabled={discard.isPending}
        onClick={() => {
          upload.stop();
          discard.mutate({ importId }, { onSuccess: () => void navigate('/cmdb/import') });
        }}
      >
        {text('upload.discard')}
      </Button>
      {discard.error === null ? null : <ErrorState error={discard.error} />}
    </div>
  );
}

/** What the server would refuse anyway is said before anything is sent. */
function wrongWith(file: File, text: ImportText): string | undefined {
  if (file.size === 0) return text('upload.empty', { file: file.name });
  if (file.size > MOST_BYTES) return text('upload.tooLarge', { file: file.name });
  return undefined;
}
