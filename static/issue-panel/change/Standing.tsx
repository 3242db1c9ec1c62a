import type { ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { APPROVAL_TONES, LEVEL_TONES, OUTCOME_TONES } from '../../shared/change/tones';
import { Lozenge } from '../../shared/components';
import { useFormat } from '../../shared/format';
import type { ChangePanel } from './model';
import { useChangeText } from './text';

/** The change in a line, and what went past a gate. */
export function Standing({ panel }: { readonly panel: ChangePanel }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const { change, assessment, approval, breaches, review } = panel;
  const { from, to } = change.planned;
  const level = assessment?.level;
  return (
    <>
      <p className="change-line">
        <Lozenge>{terms(`change.type.${change.type ?? 'none'}`)}</Lozenge>
        <Lozenge tone={level === undefined ? 'neutral' : LEVEL_TONES[level]}>
          {text('panel.change.risk', { level: terms(`change.level.${level ?? 'none'}`) })}
        </Lozenge>
        <Lozenge tone={APPROVAL_TONES[approval.state]}>{terms(`change.approval.${approval.state}`)}</Lozenge>
        {review === null ? null : (
          <Lozenge tone={OUTCOME_TONES[review.outcome]}>{terms(`change.outcome.${review.outcome}`)}</Lozenge>
        )}
      </p>
      <p className="change-about">
        {from === null || to === null ? text('panel.change.noWindow') : words.span({ from, to })}
        {change.implementer === null ? '' : ` · ${text('panel.change.implementer', { name: change.implementer.name })}`}
      </p>
      {breaches.length === 0 ? null : (
        <ul className="change-breaches" aria-label={text('panel.change.breaches')}>
          {breaches.map(({ gate, at }) => (
            <li key={`${gate}${at}`}>{text(`panel.change.breach.${gate}`, { at: format.dateTime(at) })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
