import { useState, type ReactNode } from 'react';
import { call } from '../../../../shared/api';
import { Button, ErrorState } from '../../../../shared/components';
import { download } from '../../../../shared/download';
import { useImportText } from '../messages';
import type { ImportView } from '../types';

export interface RejectsProps {
  readonly view: ImportView;
  readonly kind: 'dryRun' | 'apply';
}

/** Rejected rows as a file: as they stood, each with its reasons, to be put right and imported again. */
export function Rejects({ view, kind }: RejectsProps): ReactNode {
  const text = useImportText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const rejected = view[kind]?.counts.reject ?? 0;
  if (rejected === 0) return null;
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const texts = await pages(view.importId, kind);
      download(
        `rejects-${view.file.name.replace(/\.\w+$/, '')}.csv`,
        new Blob(texts, { type: 'text/csv;charset=utf-8' }),
      );
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button disabled={busy || view.expired} onClick={() => void save()}>
        {text(busy ? 'rejects.busy' : 'rejects.download', { count: rejected })}
      </Button>
      {error === undefined ? null : <ErrorState error={error} onRetry={() => void save()} />}
    </>
  );
}

async function pages(importId: string, run: 'dryRun' | 'apply'): Promise<string[]> {
  const texts: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { csv: string; cursor: string | null } = await call('cmdb.import.rejects', { importId, run, cursor });
    texts.push(page.csv);
    cursor = page.cursor;
  } while (cursor !== null);
  return texts;
}
