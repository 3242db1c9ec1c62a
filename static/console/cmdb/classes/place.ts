import type { Draft } from './use-draft';

/** What is said of one place, in the words a field takes. */
export function said(
  draft: Draft,
  path: string,
): { readonly error: string | undefined; readonly warning: string | undefined } {
  const at = draft.findings.filter((finding) => finding.path === path);
  return {
    error: at.find(({ severity }) => severity === 'error')?.message,
    warning: at.find(({ severity }) => severity === 'warning')?.message,
  };
}
