import type { ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { Lozenge } from '../../shared/components';
import { APPROVAL_TONES } from '../../shared/change/tones';
import { useFormat } from '../../shared/format';
import { DecideForm } from './DecideForm';
import type { Approval, ChangePanel, OnPanel } from './model';
import { useChangeText } from './text';

/** Who has to approve, who has, and the reader's own vote. */
export function ApprovalPart({
  panel,
  onPanel,
}: {
  readonly panel: ChangePanel;
  readonly onPanel: OnPanel;
}): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const { approval, change } = panel;
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.approval')}</h3>
      <p className="change-line">
        <Lozenge tone={APPROVAL_TONES[approval.state]}>{terms(`change.approval.${approval.state}`)}</Lozenge>
        {approval.policy === null ? null : (
          <span className="change-about">{text('panel.change.policy', { name: approval.policy.name })}</span>
        )}
      </p>
      {approval.edited.length === 0 ? null : (
        <p className="change-stale">{text('panel.change.approval.edited', { parts: words.parts(approval.edited) })}</p>
      )}
      {approval.expiresAt === null ? null : (
        <p className="change-about">{text('panel.change.expires', { at: format.dateTime(approval.expiresAt) })}</p>
      )}
      {approval.steps.length === 0 ? null : (
        <ul className="change-list" aria-label={text('panel.change.steps')}>
          {approval.steps.map((step) => (
            <Step key={step.key} step={step} />
          ))}
        </ul>
      )}
      {approval.mine.length === 0 ? null : (
        <DecideForm key={approval.seal} approval={approval} issueKey={change.issueKey} onPanel={onPanel} />
      )}
      <Decisions decisions={approval.decisions} />
    </div>
  );
}

function Step({ step }: { readonly step: Approval['steps'][number] }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const format = useFormat();
  const need =
    step.need.kind === 'atLeast'
      ? terms('change.need.atLeast', { count: step.need.count })
      : terms(`change.need.${step.need.kind}`);
  return (
    <li className="change-need" data-met={step.satisfied}>
      <span aria-hidden="true" className="change-mark">
        {step.satisfied ? '✓' : '○'}
      </span>
      <span>
        {text('panel.change.step', { name: step.name, need, approvals: step.approvals, needed: step.needed })}
        <span className="change-missing">
          {step.eligible.length === 0
            ? text('panel.change.nobody')
            : text('panel.change.eligible', { names: format.list(step.eligible.map(({ name }) => name)) })}
          {step.excluded.map((person) => (
            <span key={person.accountId} className="change-reasons">
              {text('panel.change.excluded', {
                name: person.name,
                because: terms(`change.excluded.${person.because}`),
              })}
            </span>
          ))}
        </span>
        {step.impossible ? <span className="change-stale">{text('panel.change.impossible')}</span> : null}
      </span>
    </li>
  );
}

function Decisions({ decisions }: { readonly decisions: Approval['decisions'] }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const format = useFormat();
  if (decisions.length === 0) return null;
  return (
    <details>
      <summary>{text('panel.change.decisions', { count: decisions.length })}</summary>
      <ul className="change-list">
        {decisions.map((decision) => (
          <li key={decision.id} className="change-decision">
            <p className="change-line">
              <Lozenge tone={decision.verdict === 'approve' ? 'success' : 'danger'}>
                {terms(`change.verdict.${decision.verdict}`)}
              </Lozenge>
              <span>
                {decision.onBehalfOf === null
                  ? decision.by.name
                  : text('panel.change.onBehalf', { name: decision.by.name, principal: decision.onBehalfOf.name })}
                {` · ${format.dateTime(decision.at)}`}
              </span>
            </p>
            {decision.reason === '' ? null : <p>{decision.reason}</p>}
            {decision.counts === 'counts' ? null : (
              <p className="change-about">{terms(`change.vote.${decision.counts}`)}</p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
