/** Configuration as somebody is typing it: what can't be read is said at its field, in words for whoever fills it in. */
import type { z } from 'zod';
import { wordsFor } from '../sla/draft-policy';
import { error } from '../sla/finding';
import type { Finding } from './change.shapes';

export interface Draft<T> {
  /** Undefined when it can't be read; the findings say why. */
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
}

/** `path` is where the draft stands in what is edited; empty for all of it. */
export function readDraft<T>(shape: z.ZodType<T>, json: unknown, path: string): Draft<T> {
  const read = shape.safeParse(json);
  if (read.success) return { value: read.data, findings: [] };
  const findings = read.error.issues.map((issue) =>
    error([...(path === '' ? [] : [path]), ...issue.path].join('.'), 'unreadable', wordsFor(issue)),
  );
  return { value: undefined, findings };
}
