import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useImportText } from '../messages';

export interface FileDropProps {
  readonly error: string | undefined;
  readonly onFile: (file: File) => void;
}

/** A file is dragged here or chosen. */
export function FileDrop({ error, onFile }: FileDropProps): ReactNode {
  const text = useImportText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      className="import-drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        id={id}
        className="pl-hidden"
        type="file"
        tabIndex={-1}
        aria-label={text('upload.choose')}
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again after it was put right.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <p className="import-drop-lead">{text('upload.drop')}</p>
      <Button appearance="primary" onClick={() => input.current?.click()}>
        {text('upload.choose')}
      </Button>
      <p className="pl-hint">{text('upload.hint')}</p>
      {error === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
