import { useId, type ReactNode } from 'react';
import type { AgendaItem } from '../../../../src/change/change.contract';
import { Lozenge, SiteLink } from '../../../shared/components';
import { useChangeTerms, useChangeWords } from '../../../shared/change/terms';
import { APPROVAL_TONES, LEVEL_TONES } from '../../../shared/change/tones';
import { useFormat } from '../../../shared/format';
import { ApprovalSoFar } from './ApprovalSoFar';
import { DecideForm } from './DecideForm';
import { Evidence } from './Evidence';
import { useCabText } from './messages';

export interface AgendaCardProps {
  readonly item: AgendaItem;
  /** What durations are counted to. */
  readonly asOf: string;
  /** Tells those who can't see it what became of a decision. */
  readonly onSaid: (words: string) => void;
}

export function AgendaCard({ item, asOf, onSaid }: AgendaCardProps): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const titleId = useId();
  const { issueKey, summary, type, level, approval } = item;
  return (
    <article className="cab-card" data-card tabIndex={-1} aria-labelledby={titleId}>
      <header>
        <h3 id={titleId}>
          <SiteLink to={`/browse/${issueKey}`}>{issueKey}</SiteLink> {summary}
        </h3>
        <p className="cab-lozenges">
          <Lozenge tone={type === 'emergency' ? 'danger' : 'neutral'}>{terms(`change.type.${type}`)}</Lozenge>
          <Lozenge tone={level === null ? 'neutral' : LEVEL_TONES[level]}>
            {text('cab.risk', { level: terms(`change.level.${level ?? 'none'}`) })}
          </Lozenge>
          <Lozenge tone={APPROVAL_TONES[approval.state]}>{terms(`change.approval.${approval.state}`)}</Lozenge>
        </p>
      </header>
      <Facts item={item} asOf={asOf} />
      {approval.edited.length === 0 ? null : (
        <p className="cab-notice" data-tone="warning">
          {text('cab.edited', { parts: words.parts(approval.edited) })}
        </p>
      )}
      <div className="cab-columns">
        <Evidence item={item} />
        <div>
          <ApprovalSoFar approval={approval} />
          {approval.mine.length === 0 ? null : <DecideForm item={item} onSaid={onSaid} />}
        </div>
      </div>
    </article>
  );
}

/** When, by whom, for whom, and how long it has been waiting. */
function Facts({ item, asOf }: Pick<AgendaCardProps, 'item' | 'asOf'>): ReactNode {
  const text = useCabText();
  const words = useChangeWords();
  const format = useFormat();
  const { planned, outage, waitingSince, requester, implementer } = item;
  const spanOf = ({ from, to }: AgendaItem['planned']): string =>
    from === null || to === null ? text('cab.noWindow') : words.span({ from, to });
  const waited = Math.max(0, Date.parse(asOf) - Date.parse(waitingSince));
  return (
    <dl className="cab-facts">
      <Fact term={text('cab.planned')}>{spanOf(planned)}</Fact>
      {outage.from === null ? null : <Fact term={text('cab.outage')}>{spanOf(outage)}</Fact>}
      <Fact term={text('cab.requester')}>{requester?.name ?? text('cab.nobody')}</Fact>
      <Fact term={text('cab.implementer')}>{implementer?.name ?? text('cab.nobody')}</Fact>
      <Fact term={text('cab.waiting')}>
        <span title={format.dateTime(waitingSince)}>{format.duration(waited)}</span>
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
