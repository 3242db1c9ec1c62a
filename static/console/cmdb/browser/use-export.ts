import { useRef, useState } from 'react';
import { call } from '../../../shared/api';
import { download } from '../../../shared/download';
import type { ListQuery } from './list-query';

export type ExportFormat = 'csv' | 'json';
export type ExportContent = 'cis' | 'relations';

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'failed'; readonly message: string };

export interface Export {
  readonly state: ExportState;
  readonly start: (query: ListQuery, content: ExportContent, format: ExportFormat) => void;
  readonly cancel: () => void;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
};

/** Writes a file from as many answers as the list needs; what was cancelled or broke off leaves no file behind. */
export function useExport(): Export {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const run = useRef(0);
  const start = async (query: ListQuery, content: ExportContent, format: ExportFormat): Promise<void> => {
    const own = ++run.current;
    const isCancelled = (): boolean => run.current !== own;
    setState({ kind: 'running', count: 0 });
    try {
      const written = await texts(query, content, format, (count) => {
        if (!isCancelled()) setState({ kind: 'running', count });
        return isCancelled();
      });
      if (isCancelled()) return;
      download(`cmdb-${content}.${format}`, new Blob(written.texts, { type: TYPES[format] }));
      setState({ kind: 'done', count: written.count });
    } catch (cause) {
      if (!isCancelled()) setState({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
  return {
    state,
    start: (query, content, format) => void start(query, content, format),
    cancel: () => {
      run.current += 1;
      setState({ kind: 'idle' });
    },
  };
}

async function texts(
  { filter, sort }: ListQuery,
  content: ExportContent,
  format: ExportFormat,
  /** Told after each answer; true ends it. */
  onCount: (count: number) => boolean,
): Promise<{ texts: string[]; count: number }> {
  const all: string[] = [];
  let count = 0;
  let cursor: string | null = null;
  do {
    const page: { text: string; count: number; cursor: string | null } = await call(`cmdb.export.${content}`, {
      filter,
      sort,
      format,
      cursor,
    });
    all.push(page.text);
    count += page.count;
    cursor = page.cursor;
  } while (!onCount(count) && cursor !== null);
  return { texts: all, count };
}
