import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError, call } from '../../../../shared/api';
import { queryOf } from '../../../../shared/query';
import { base64Of, partOf, sha256Of } from './parts';

export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'sending'; readonly importId: string; readonly sent: number; readonly parts: number }
  | { readonly kind: 'failed'; readonly importId: string | null; readonly error: Error };

export interface Upload {
  readonly state: UploadState;
  /** `onStarted` is told the import's id as soon as it has one; a file begun before is gone on with. */
  readonly send: (file: File, onStarted: (importId: string) => void) => void;
  /** Sends what is still missing, after a failure. */
  readonly again: () => void;
  readonly stop: () => void;
}

/** How often a part is sent before the person is asked. */
const TRIES = 4;

const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

/** Sends a file part by part, one after the other; a part that did not arrive is sent again after a while. */
export function useUpload(): Upload {
  const client = useQueryClient();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const run = useRef(0);
  const last = useRef<{ readonly file: File; readonly onStarted: (importId: string) => void }>(undefined);
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );

  const send = useCallback(
    (file: File, onStarted: (importId: string) => void): void => {
      const own = ++run.current;
      const isOver = (): boolean => run.current !== own;
      const tell = (next: UploadState): void => {
        if (!isOver()) setState(next);
      };
      last.current = { file, onStarted };
      let importId: string | null = null;
      const go = async (): Promise<void> => {
        tell({ kind: 'reading', fileName: file.name });
        const bytes = new Uint8Array(await file.arrayBuffer());
        const announced = { fileName: file.name, bytes: bytes.length, sha256: await sha256Of(bytes) };
        if (isOver()) return;
        const { import: view, partBytes } = await call('cmdb.import.start', announced);
        importId = view.importId;
        if (isOver()) return;
        client.setQueryData(queryOf('cmdb.import.get', { importId }).queryKey, view);
        onStarted(importId);
        const { parts } = view.file;
        let { missing } = view;
        for (const number of view.missing) {
          tell({ kind: 'sending', importId, sent: parts - missing.length, parts });
          missing = await sendPart(importId, number, partOf(bytes, number, partBytes), isOver);
          if (isOver()) return;
        }
        tell({ kind: 'sending', importId, sent: parts, parts });
        await client.invalidateQueries({ queryKey: ['cmdb.import.get'] });
        tell({ kind: 'idle' });
      };
      go().catch((cause: unknown) =>
        tell({ kind: 'failed', importId, error: cause instanceof Error ? cause : new Error(String(cause)) }),
      );
    },
    [client],
  );

  const again = useCallback((): void => {
    if (last.current !== undefined) send(last.current.file, last.current.onStarted);
  }, [send]);
  const stop = useCallback((): void => {
    run.current += 1;
    setState({ kind: 'idle' });
  }, []);
  return { state, send, again, stop };
}

async function sendPart(
  importId: string,
  number: number,
  bytes: Uint8Array<ArrayBuffer>,
  isOver: () => boolean,
): Promise<number[]> {
  const part = { importId, number, base64: base64Of(bytes), sha256: await sha256Of(bytes) };
  for (let tried = 1; ; tried += 1) {
    try {
      return (await call('cmdb.import.putPart', part)).missing;
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.code !== 'UNAVAILABLE' || tried === TRIES || isOver()) throw cause;
      await wait(cause.retryAfterSeconds ?? 2 ** (tried - 1));
    }
  }
}
