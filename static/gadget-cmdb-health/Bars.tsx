import type { ReactNode } from 'react';
import { useFormat } from '../shared/format';
import { CountButton } from './CountButton';
import { shareOf, type Figures } from './figures';
import type { Drill } from './HealthView';
import { useHealthText } from './text';

export interface FiguresProps {
  readonly figures: Figures;
  readonly onDrill: (drill: Drill) => void;
}

/** For each rule, how many CIs have a finding, and as what share of all. */
export function Bars({ figures, onDrill }: FiguresProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  return (
    <dl className="health-bars" aria-label={text('health.byRule')}>
      {figures.rules.map(({ rule, count }) => {
        const share = shareOf(count, figures.cis);
        return (
          <div key={rule}>
            <dt>{text(`health.rule.${rule}`)}</dt>
            <dd>
              <span className="health-bar" aria-hidden>
                <span style={{ width: `${share * 100}%` }} />
              </span>
              <CountButton
                count={count}
                label={text('health.open', { count, rule: text(`health.rule.${rule}`), of: text('health.all') })}
                onOpen={() => onDrill({ rule, classKey: undefined })}
              />
              <span className="health-share">{format.percent(share)}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
