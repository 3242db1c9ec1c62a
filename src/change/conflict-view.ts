/** Conflicts as one reader may see them: other changes by name only where Jira shows them, CIs only where the CMDB does. */
import type { z } from 'zod';
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import { personIn } from './approval-view';
import type { ChangeRecord } from './change-record';
import type { CiName, IssueCard, Person } from './change.shapes';
import type { Conflict } from './conflicts';
import { acceptanceOf } from './neighbourhood.practice';
import type { ConflictView } from './schedule.shapes';

export interface Eyes {
  readonly visible: ReadonlyMap<IssueKey, IssueCard>;
  readonly names: ReadonlyMap<CiRef, string>;
  readonly people: ReadonlyMap<AccountId, Person>;
}

export const ciName = (ref: CiRef, names: Eyes['names']): CiName => {
  const name = names.get(ref);
  return name === undefined ? { ref: null, name: null } : { ref, name };
};

/** Every CI that a view of the conflicts names. */
export const refsIn = (conflicts: readonly Conflict[]): CiRef[] => [
  ...new Set(
    conflicts.flatMap(({ meetings }) => meetings.flatMap(({ mine, theirs, path }) => [mine, theirs, ...path])),
  ),
];

export const keysIn = (conflicts: readonly { readonly other: { readonly key: IssueKey } | null }[]): IssueKey[] => [
  ...new Set(conflicts.flatMap(({ other }) => other?.key ?? [])),
];

export function conflictView(
  conflict: Conflict,
  record: Pick<ChangeRecord, 'accepted'> | undefined,
  { visible, names, people }: Eyes,
): z.output<typeof ConflictView> {
  const { id, signature, kind, other, window, overlap, meetings, acceptable } = conflict;
  const card = other === null ? undefined : visible.get(other.key);
  const accepted = acceptanceOf(record, conflict);
  return {
    id,
    signature,
    kind,
    other:
      other === null ? null : { key: card?.key ?? null, summary: card?.summary ?? null, planned: { ...other.planned } },
    window: window === null ? null : { key: window.key, name: window.name, note: window.note },
    overlap: { ...overlap },
    meetings: meetings.map(({ mine, theirs, path }) => ({
      mine: ciName(mine, names),
      theirs: ciName(theirs, names),
      path: path.map((ref) => ciName(ref, names)),
    })),
    acceptable,
    accepted:
      accepted === undefined
        ? null
        : {
            by: accepted.by,
            at: accepted.at,
            reason: accepted.reason,
            name: personIn(people, accepted.by).name,
          },
  };
}
