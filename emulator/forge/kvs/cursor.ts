import { z } from 'zod';
import { invalid } from './errors';

/** Opaque to apps. It carries the question it belongs to, because a cursor must come back with the same parameters. */
const Cursor = z.object({ question: z.string(), range: z.union([z.string(), z.number()]), key: z.string() });

export interface Position {
  readonly range: string | number;
  readonly key: string;
}

export const toCursor = (question: string, { range, key }: Position): string =>
  Buffer.from(JSON.stringify({ question, range, key })).toString('base64url');

export function fromCursor(question: string, cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const position = Cursor.safeParse(decoded(cursor)).data;
  if (position?.question !== question) throw invalid('INVALID_CURSOR', 'The cursor does not belong to this query');
  return position;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
