import type { ReactNode } from 'react';
import { useFormat } from '../../../shared/format';
import type { Merged } from './merge';
import { usePartsText } from './messages';

/** What going on with one's own draft means for what somebody else saved meanwhile. */
export function MergeNote({ merged }: { readonly merged: Merged<unknown> | undefined }): ReactNode {
  const text = usePartsText();
  const format = useFormat();
  if (merged === undefined) return null;
  const { clashes, taken } = merged;
  return (
    <div className="ad-note" data-tone={clashes.length === 0 ? 'information' : 'warning'}>
      {clashes.length === 0 ? text('parts.merge.apart') : text('parts.merge.clashes', { names: format.list(clashes) })}{' '}
      {taken.length === 0 ? null : text('parts.merge.taken', { names: format.list(taken) })}
    </div>
  );
}
