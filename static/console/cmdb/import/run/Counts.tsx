import type { ReactNode } from 'react';
import { useFormat } from '../../../../shared/format';
import { useImportText } from '../messages';
import { VERDICTS, type RunView } from '../types';

/** How many rows of each verdict, as numbers and as shares of one bar. */
export function CountsBar({ run }: { readonly run: RunView }): ReactNode {
  const text = useImportText();
  const format = useFormat();
  const all = VERDICTS.reduce((sum, verdict) => sum + run.counts[verdict], 0);
  return (
    <div className="import-counts">
      <div className="import-counts-bar" aria-hidden>
        {VERDICTS.filter((verdict) => run.counts[verdict] > 0).map((verdict) => (
          <span key={verdict} data-verdict={verdict} style={{ flexGrow: run.counts[verdict] / Math.max(1, all) }} />
        ))}
      </div>
      <dl aria-label={text('counts')}>
        {VERDICTS.map((verdict) => (
          <div key={verdict} data-verdict={verdict}>
            <dt>{text(`verdict.${verdict}`)}</dt>
            <dd>{format.number(run.counts[verdict])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
