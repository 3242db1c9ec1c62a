import type { ReactNode } from 'react';
import { useFormat } from '../../shared/format';
import type { Clock } from '../../shared/sla/clock';
import { useSlaFormat } from '../../shared/sla/terms';
import { usePanelText } from '../text';

type Escalation = NonNullable<Clock['escalations']>[number];

/** What was done at warnings and the breach; what Jira refused, with its reason. */
export function Escalations({ clock }: { readonly clock: Clock }): ReactNode {
  const text = usePanelText();
  const format = useFormat();
  const sla = useSlaFormat();
  const { escalations = [], reached } = clock;
  if (escalations.length === 0) return null;
  const occasion = ({ threshold }: Escalation): string => {
    if (threshold === null) return text('panel.sla.escalated.breach');
    const percent = reached.find((one) => one.threshold === threshold)?.percent;
    return percent === undefined
      ? text('panel.sla.escalated.warning')
      : text('panel.sla.escalated.share', { share: format.percent(percent / 100) });
  };
  return (
    <>
      <dt>{text('panel.sla.escalated')}</dt>
      {escalations.map((one, index) => (
        <dd key={`${one.at} ${String(index)}`} data-outcome={one.outcome}>
          {text('panel.sla.escalated.one', {
            when: occasion(one),
            what: text(`panel.sla.escalated.${one.action}`),
            at: sla.instant(one.at),
          })}{' '}
          {one.outcome === 'done' ? null : (
            <strong>
              {one.outcome === 'pending'
                ? text('panel.sla.escalated.pending')
                : text('panel.sla.escalated.refused', { why: one.reason ?? '' })}
            </strong>
          )}
        </dd>
      ))}
    </>
  );
}
