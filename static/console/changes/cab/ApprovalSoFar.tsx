import type { ReactNode } from 'react';
import type { ApprovalView, DecisionView } from '../../../../src/change/approval.shapes';
import { CheckIcon, ClockIcon, ErrorIcon } from '../../../shared/components';
import { useChangeTerms } from '../../../shared/change/terms';
import { useFormat } from '../../../shared/format';
import { useCabText } from './messages';

type Step = ApprovalView['steps'][number];

/** Which approvals it takes and has, and every decision with its reason. */
export function ApprovalSoFar({ approval }: { readonly approval: ApprovalView }): ReactNode {
  const text = useCabText();
  const { policy, steps, decisions } = approval;
  return (
    <section className="cab-approval">
      <h4>{policy === null ? text('cab.approval') : text('cab.approval.by', { policy: policy.name })}</h4>
      {policy === null ? <p className="cab-warning">{text('cab.approval.noPolicy')}</p> : null}
      <ul className="cab-steps">
        {steps.map((step) => (
          <StepRow key={step.key} step={step} />
        ))}
      </ul>
      {decisions.length === 0 ? null : (
        <ol className="cab-decisions" aria-label={text('cab.decisions')}>
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} />
          ))}
        </ol>
      )}
    </section>
  );
}

function StepRow({ step }: { readonly step: Step }): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  const format = useFormat();
  const { name, need, needed, approvals, satisfied, eligible, excluded, impossible } = step;
  const wanted = terms(`change.need.${need.kind}`, need.kind === 'atLeast' ? { count: need.count } : {});
  const out = excluded.map((person) =>
    text('cab.excluded', { name: person.name, part: terms(`change.excluded.${person.because}`) }),
  );
  return (
    <li data-satisfied={satisfied}>
      <div className="cab-step">
        {satisfied ? <CheckIcon label={text('cab.step.done')} /> : <ClockIcon label={text('cab.step.open')} />}
        <strong>{name}</strong>
        <span className="cab-tally">{text('cab.tally', { approvals, needed })}</span>
      </div>
      <p className="pl-hint">
        {eligible.length === 0
          ? text('cab.step.nobody')
          : text('cab.step.who', { wanted, names: format.list(eligible.map((person) => person.name)) })}
        {out.length === 0 ? null : ` ${format.list(out)}.`}
      </p>
      {impossible ? (
        <p className="cab-warning">
          <ErrorIcon /> {text('cab.step.impossible')}
        </p>
      ) : null}
    </li>
  );
}

function DecisionRow({ decision }: { readonly decision: DecisionView }): ReactNode {
  const text = useCabText();
  const terms = useChangeTerms();
  const format = useFormat();
  const { verdict, by, onBehalfOf, reason, at, counts } = decision;
  const who = onBehalfOf === null ? by.name : text('cab.decision.for', { by: by.name, owner: onBehalfOf.name });
  return (
    <li data-counts={counts === 'counts'} data-verdict={verdict}>
      <span>
        {verdict === 'approve' ? <CheckIcon /> : <ErrorIcon />} {terms(`change.verdict.${verdict}`)} · {who} ·{' '}
        <time dateTime={at}>{format.dateTime(at)}</time>
      </span>
      {reason === '' ? null : <q>{reason}</q>}
      {counts === 'counts' ? null : <small>{terms(`change.vote.${counts}`)}</small>}
    </li>
  );
}
