import { ApiError } from '../../../../shared/api';

export interface FieldErrors {
  /** The first message at any of the paths. */
  readonly at: (...paths: readonly string[]) => string | undefined;
  /** What is wrong at none of the fields shown. */
  readonly elsewhere: (shown: readonly string[]) => readonly string[];
}

/** The contract judges the shape of a whole input, the CMDB that of a CI in it: their paths differ by where they begin. */
const plain = (path: string): string => path.replace(/^(?:draft|changes)\./, '');

export function fieldErrors(error: Error | null): FieldErrors {
  const issues = error instanceof ApiError && error.code === 'INVALID_INPUT' ? error.issues : [];
  const byPath = new Map(issues.map(({ path, message }) => [plain(path), message]));
  return {
    at: (...paths) => paths.flatMap((path) => byPath.get(path) ?? [])[0],
    elsewhere: (shown) => {
      if (error === null) return [];
      const rest = [...byPath].filter(([path]) => !shown.includes(path)).map(([, message]) => message);
      return issues.length === 0 ? [error.message] : rest;
    },
  };
}
