import type { ReactNode } from 'react';
import { Button } from '../../shared/components';
import { clockAt, clockId, type Clock } from '../../shared/sla/clock';
import { PhaseLozenge } from '../../shared/sla/PhaseLozenge';
import { useSlaFormat } from '../../shared/sla/terms';
import { usePanelText } from '../text';
import { JudgedNow } from './JudgedNow';

interface EarlierCyclesProps {
  readonly clocks: readonly Clock[];
  readonly proof: string | undefined;
  readonly onProof: (id: string) => void;
}

export function EarlierCycles({ clocks, proof, onProof }: EarlierCyclesProps): ReactNode {
  const text = usePanelText();
  const format = useSlaFormat();
  if (clocks.length === 0) return null;
  return (
    <details className="sla-earlier">
      <summary>{text('panel.sla.earlier', { count: clocks.length })}</summary>
      <ul>
        {clocks.map((clock) => {
          const { cycle, cycles, elapsedMs, goal, startedAt } = clock;
          const live = clockAt(clock, startedAt, 0);
          return (
            <li key={clockId(clock)}>
              <span>{text('panel.sla.cycle', { cycle, cycles })}</span> <PhaseLozenge phase={live.phase} />{' '}
              <span>
                {text('panel.sla.earlier.took', {
                  elapsed: format.duration(elapsedMs),
                  target: format.target(goal),
                })}
              </span>
              <JudgedNow clock={clock} />
              <Button
                appearance="subtle"
                aria-expanded={proof === clockId(clock)}
                onClick={() => onProof(clockId(clock))}
              >
                {text('panel.sla.proof')}
                <span className="pl-hidden">{` ${text('panel.sla.cycle', { cycle, cycles })}`}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
