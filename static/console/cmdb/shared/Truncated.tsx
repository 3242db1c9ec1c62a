import type { ReactNode } from 'react';
import type { TruncatedAt } from '../../../../src/cmdb/cmdb.shapes';
import { WarningIcon } from '../../../shared/components';
import { useCmdbText } from './messages';

/** Says aloud where an analysis was cut off and why; nothing when it saw everything. */
export function Truncated({ at }: { readonly at: TruncatedAt | null }): ReactNode {
  const text = useCmdbText();
  if (at === null) return null;
  return (
    <p className="cmdb-notice" data-tone="warning" role="status">
      <WarningIcon />
      {text(`cmdb.truncated.${at.reason}`, { level: at.level, frontier: at.frontier })}
    </p>
  );
}
