import { useState, type ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { Button, ErrorState } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiCommand } from '../../shared/query';
import { AssessForm } from './AssessForm';
import { Contributions } from './Contributions';
import type { ChangePanel, OnPanel } from './model';
import { useChangeText } from './text';

/** The risk with its reasons, whether it still holds, what would lower it, and the questionnaire. */
export function RiskPart({ panel, onPanel }: { readonly panel: ChangePanel; readonly onPanel: OnPanel }): ReactNode {
  const text = useChangeText();
  const [asking, setAsking] = useState(false);
  const assess = useApiCommand('change.assess');
  const { change, assessment, currency, may } = panel;
  const open = change.stage === 'new' || change.stage === 'assess';
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.riskOf')}</h3>
      {assessment === null ? (
        <p>{text(isBegun(change.stage) ? 'panel.change.neverAssessed' : 'panel.change.unassessed')}</p>
      ) : (
        <Result panel={panel} assessment={assessment} />
      )}
      {asking ? (
        <AssessForm
          questions={panel.questions}
          initial={panel.answers}
          saving={assess.isPending}
          error={assess.error}
          onCancel={() => setAsking(false)}
          onAssess={(answers) =>
            assess.mutate(
              { issueKey: change.issueKey, answers },
              {
                onSuccess: (answer) => {
                  setAsking(false);
                  onPanel(answer);
                },
              },
            )
          }
        />
      ) : (
        <div className="panel-actions">
          {may.assess && open ? (
            <Button
              appearance={currency.state === 'current' ? 'default' : 'primary'}
              onClick={() => {
                assess.reset();
                setAsking(true);
              }}
            >
              {text(assessment === null ? 'panel.change.assess' : 'panel.change.assessAgain')}
            </Button>
          ) : null}
          {!may.assess && open && currency.state !== 'current' ? <p>{text('panel.change.agentsAssess')}</p> : null}
        </div>
      )}
      {asking || assess.error === null ? null : <ErrorState error={assess.error} />}
    </div>
  );
}

/** From here on its risk is taken: there is nothing more to assess, and nothing to lower. */
const isBegun = (stage: ChangePanel['change']['stage']): boolean =>
  stage === 'implement' || stage === 'review' || stage === 'closed' || stage === 'cancelled';

interface ResultProps {
  readonly panel: ChangePanel;
  readonly assessment: NonNullable<ChangePanel['assessment']>;
}

function Result({ panel: { change, currency }, assessment }: ResultProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const ciName = (ref: string): string => change.cis.find((ci) => ci.ref === ref)?.name ?? terms('change.hiddenCi');
  const [best] = assessment.lowering;
  return (
    <>
      <p className="change-score">
        {terms('change.riskLine', {
          level: terms(`change.level.${assessment.level}`),
          likelihood: assessment.likelihood.level,
          impact: assessment.impact.level,
          score: assessment.score,
        })}
      </p>
      <p className="change-about">
        {text('panel.change.assessedBy', { name: assessment.by.name, at: format.dateTime(assessment.at) })}
      </p>
      {currency.state === 'edited' ? (
        <p className="change-stale">{text('panel.change.edited', { parts: words.parts(currency.parts) })}</p>
      ) : null}
      {currency.state === 'aged' ? (
        <p className="change-stale">{text('panel.change.aged', { since: format.dateTime(currency.since) })}</p>
      ) : null}
      {assessment.impactCut ? <p className="change-about">{text('panel.change.impactCut')}</p> : null}
      <details>
        <summary>{text('panel.change.why')}</summary>
        <Contributions assessment={assessment} ciName={ciName} />
      </details>
      {best === undefined || isBegun(change.stage) ? null : (
        <details>
          <summary>
            {text('panel.change.lower', { level: terms(`change.level.${best.level}`), score: best.score })}
          </summary>
          <ul className="change-lowering">
            {assessment.lowering.map((one) => (
              <li key={`${one.factor}${one.reason.code}${JSON.stringify(one.reason.params)}`}>
                {words.riskReason(one.reason, ciName)}{' '}
                <span className="change-about">
                  {text('panel.change.then', { level: terms(`change.level.${one.level}`), score: one.score })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
