import type { ReactNode } from 'react';
import { InfoIcon } from '../../shared/components';
import type { Clock } from '../../shared/sla/clock';
import { useSlaFormat, useSlaTerms } from '../../shared/sla/terms';
import { usePanelText } from '../text';

/** Where the policy has changed since the cycle ended, both verdicts stand side by side. */
export function JudgedNow({ clock }: { readonly clock: Clock }): ReactNode {
  const text = usePanelText();
  const terms = useSlaTerms();
  const format = useSlaFormat();
  const { judgedNow, policyVersion, state, elapsedMs, goal } = clock;
  if (judgedNow === null) return null;
  const target = (ms: number | null): string => (ms === null ? text('panel.sla.judged.noGoal') : format.duration(ms));
  const verdict = (version: number, of: typeof state, elapsed: number, targetMs: number | null) => ({
    version,
    state: terms(`sla.phase.${of}`),
    elapsed: format.duration(elapsed),
    target: target(targetMs),
  });
  return (
    <div className="sla-judged">
      <p>
        <InfoIcon /> {text('panel.sla.judged.then', verdict(policyVersion, state, elapsedMs, goal.targetMs))}
      </p>
      <p>
        {text(
          'panel.sla.judged.now',
          verdict(judgedNow.policyVersion, judgedNow.state, judgedNow.elapsedMs, judgedNow.targetMs),
        )}
      </p>
    </div>
  );
}
