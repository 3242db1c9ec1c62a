import { useState, type ReactNode } from 'react';
import type { CiBrief, SearchHit } from '../../../../src/cmdb/cmdb.shapes';
import type { CiRef } from '../../../../src/contract/ids';
import type { FieldControl } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { CiPicker } from './CiPicker';
import { ClassIcon } from './ClassIcon';
import { useCmdbText } from './messages';

export interface CiTagsProps extends Partial<FieldControl> {
  readonly label: string;
  readonly refs: readonly CiRef[];
  readonly onChange: (refs: CiRef[]) => void;
  /** Only this class and those below it are offered. */
  readonly classKey?: string | undefined;
  /** Told of what is chosen, before its ref is. */
  readonly onHit?: (hit: SearchHit) => void;
}

/** So many are asked for by name at once. */
const NAMED = 100;

/** Several CIs: the chosen ones by name as removable tags, and the search that adds to them. */
export function CiTags({ label, refs, onChange, classKey, onHit, ...control }: CiTagsProps): ReactNode {
  const text = useCmdbText();
  const [fresh, setFresh] = useState<ReadonlyMap<string, CiBrief>>(new Map());
  const known = useBriefs(refs, fresh);
  const nameOf = (ref: CiRef): string => known.get(ref)?.name ?? ref;
  return (
    <div className="pl-picker">
      {refs.length === 0 ? null : (
        <ul className="pl-tags" aria-label={text('cmdb.tags', { label })}>
          {refs.map((ref) => (
            <li key={ref} className="pl-tag" title={[known.get(ref)?.className, ref].filter(Boolean).join(' · ')}>
              <CiTag brief={known.get(ref)} name={nameOf(ref)} />
              <button
                type="button"
                aria-label={text('cmdb.tags.remove', { name: nameOf(ref), label })}
                onClick={() => onChange(refs.filter((other) => other !== ref))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <CiPicker
        {...control}
        label={label}
        classKey={classKey}
        without={refs}
        onChoose={(hit) => {
          setFresh((now) => new Map(now).set(hit.ref, hit));
          onHit?.(hit);
          onChange([...refs, hit.ref]);
        }}
      />
    </div>
  );
}

function CiTag({ brief, name }: { readonly brief: CiBrief | undefined; readonly name: string }): ReactNode {
  return (
    <span className="pl-combobox-label">
      {brief === undefined ? null : <ClassIcon icon={brief.icon} />}
      {name}
    </span>
  );
}

/** By ref; what is gone, or closed to the reader, is not among them. `fresh` are known already. */
export function useBriefs(
  refs: readonly CiRef[],
  fresh: ReadonlyMap<string, CiBrief> = new Map<string, CiBrief>(),
): ReadonlyMap<string, CiBrief> {
  const asked = refs.filter((ref) => !fresh.has(ref));
  const [first, second] = [asked.slice(0, NAMED), asked.slice(NAMED, 2 * NAMED)];
  const one = useApiQuery('cmdb.briefs', { refs: first }, { enabled: first.length > 0, keep: true });
  const other = useApiQuery('cmdb.briefs', { refs: second }, { enabled: second.length > 0, keep: true });
  const hits = [...(one.data?.hits ?? []), ...(other.data?.hits ?? [])];
  return new Map<string, CiBrief>([...fresh, ...hits.map((hit) => [hit.ref, hit] as const)]);
}
