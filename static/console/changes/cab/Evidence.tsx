import type { ReactNode } from 'react';
import type { AgendaItem } from '../../../../src/change/change.contract';
import { CheckIcon, Lozenge, WarningIcon } from '../../../shared/components';
import { useChangeTerms, useChangeWords, type Coded } from '../../../shared/change/terms';
import { useFormat } from '../../../shared/format';
import { useCabText } from './messages';

interface EvidenceProps {
  readonly item: AgendaItem;
}

/** What speaks for and against it: risk and why, what it conflicts with, what it can bring down, how far it is planned. */
export function Evidence({ item }: EvidenceProps): ReactNode {
  return (
    <div className="cab-evidence">
      <Risk item={item} />
      <Conflicts item={item} />
      <Services item={item} />
      <Plans item={item} />
    </div>
  );
}

/** Reasons shown of a factor, the most telling first; the panel of the change has all of them. */
const REASONS = 2;

function Risk({ item: { level, score, because, currency } }: EvidenceProps): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  return (
    <section>
      <h4>{text('cab.evidence.risk')}</h4>
      {level === null ? (
        <p>{terms('change.level.none')}</p>
      ) : (
        <p>{text('cab.score', { level: terms(`change.level.${level}`), score: score ?? 0 })}</p>
      )}
      <Stale currency={currency} />
      {because.length === 0 ? null : (
        <ul className="cab-reasons">
          {because.map(({ factor, side, points, reasons }) => (
            <li key={factor}>
              <span className="cab-points" title={terms(`change.side.${side}`)}>
                +{format.number(Math.round(points))}
              </span>
              <span>
                {terms(`change.factor.${factor}`)}
                {reasons.slice(0, REASONS).map((reason, index) => (
                  <small key={index}>{words.riskReason(reason)}</small>
                ))}
                {reasons.length > REASONS ? (
                  <small>{text('cab.reasons.more', { count: reasons.length - REASONS })}</small>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** An assessment that no longer says what is the case. */
function Stale({ currency }: { readonly currency: AgendaItem['currency'] }): ReactNode {
  const words = useChangeWords();
  const missing = staleness(currency);
  if (missing === undefined) return null;
  return (
    <p className="cab-warning">
      <WarningIcon /> {words.missing('assessed', missing)}
    </p>
  );
}

function staleness(currency: AgendaItem['currency']): Coded | undefined {
  if (currency.state === 'edited') return { code: 'edited', params: { parts: currency.parts.join(',') } };
  return currency.state === 'aged' ? { code: 'aged', params: { since: currency.since } } : undefined;
}

function Conflicts({ item: { conflicts } }: EvidenceProps): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  return (
    <section>
      <h4>{text('cab.evidence.conflicts')}</h4>
      {conflicts.length === 0 ? (
        <p className="cab-good">
          <CheckIcon /> {text('cab.conflicts.none')}
        </p>
      ) : (
        <ul className="cab-tags">
          {conflicts.map(({ kind, count }) => (
            <li key={kind}>
              <Lozenge tone={kind === 'freeze' ? 'danger' : 'warning'}>
                {text('cab.conflict', { kind: terms(`change.conflict.${kind}`), count })}
              </Lozenge>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Names shown of what a change can bring down; the change itself has all of them. */
const NAMED = 6;

function Services({ item: { services } }: EvidenceProps): ReactNode {
  const text = useCabText();
  const format = useFormat();
  const names = services.flatMap(({ name }) => name ?? []);
  const rest = services.length - Math.min(names.length, NAMED);
  const said = [...names.slice(0, NAMED), ...(rest > 0 ? [text('cab.services.more', { count: rest })] : [])];
  return (
    <section>
      <h4>{text('cab.evidence.services')}</h4>
      <p>{services.length === 0 ? text('cab.services.none') : format.list(said)}</p>
    </section>
  );
}

function Plans({ item: { plans } }: EvidenceProps): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  return (
    <section>
      <h4>{text('cab.evidence.plans', { filled: plans.filter(({ filled }) => filled).length, of: plans.length })}</h4>
      <ul className="cab-plans">
        {plans.map(({ plan, filled }) => (
          <li key={plan} data-filled={filled}>
            {filled ? <CheckIcon /> : <WarningIcon />} {terms(`change.plan.${plan}`)}
            {filled ? null : ` – ${text('cab.plans.missing')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
