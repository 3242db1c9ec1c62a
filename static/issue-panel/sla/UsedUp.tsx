import type { ReactNode } from 'react';
import { useFormat } from '../../shared/format';
import type { Clock } from '../../shared/sla/clock';
import { useSlaFormat } from '../../shared/sla/terms';
import { usePanelText } from '../text';

/** How much of the target is spent, with the warnings already reached marked on the bar. */
export function UsedUp({ clock, elapsedMs }: { readonly clock: Clock; readonly elapsedMs: number }): ReactNode {
  const text = usePanelText();
  const format = useFormat();
  const sla = useSlaFormat();
  const share = elapsedMs / clock.goal.targetMs;
  const elapsed = sla.duration(elapsedMs);
  return (
    <>
      <div className="sla-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        {clock.reached.map(({ threshold, percent }) => (
          <i key={threshold} style={{ left: `${percent}%` }} />
        ))}
      </div>
      <p className="sla-used">
        {text('panel.sla.used', { elapsed, target: sla.target(clock.goal), share: format.percent(share) })}
      </p>
    </>
  );
}
