/** The context of `CreateIssueModal` gives bare ids and texts; forms take values as REST shows them. */
import type { FieldMetas } from '../app/jira-types';
import { kindOf, type FieldKind } from '../fields/kinds';

export function prefilledFields(
  metas: FieldMetas,
  prefill: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [id, meta] of Object.entries(metas)) {
    const given = prefill[id];
    if (given !== undefined) values[id] = asRest(kindOf(meta.schema), given);
  }
  return values;
}

function asRest(kind: FieldKind, given: unknown): unknown {
  if (Array.isArray(given))
    return given.map((item) => asRest(kind === 'multiselect' ? 'select' : kind === 'multiuser' ? 'user' : kind, item));
  if (typeof given !== 'string') return given;
  if (kind === 'select') return { id: given };
  if (kind === 'user') return { accountId: given };
  return kind === 'group' ? { name: given } : given;
}
