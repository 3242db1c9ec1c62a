import { useState, type ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { Button, Lozenge, SiteLink } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { AcceptForm } from './AcceptForm';
import type { ChangePanel, Conflict, OnPanel } from './model';
import { SlotFinder } from './SlotFinder';
import { useChangeText } from './text';

/** Meetings shown of one conflict before the rest is folded. */
const SHOWN = 3;

interface PartProps {
  readonly panel: ChangePanel;
  readonly onPanel: OnPanel;
}

/** Everything that stands against the change where it is planned, and the way out of it. */
export function ConflictPart({ panel, onPanel }: PartProps): ReactNode {
  const text = useChangeText();
  const [finding, setFinding] = useState(false);
  const { change, conflicts } = panel;
  const planned = change.planned.from !== null && change.planned.to !== null;
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.conflicts', { count: conflicts.length })}</h3>
      {planned ? null : <p>{text('panel.change.conflicts.noWindow')}</p>}
      {planned && conflicts.length === 0 ? <p>{text('panel.change.conflicts.none')}</p> : null}
      {panel.conflictsCut ? <p className="change-stale">{text('panel.change.conflicts.cut')}</p> : null}
      {conflicts.length === 0 ? null : (
        <ul className="change-list" aria-label={text('panel.change.conflicts', { count: conflicts.length })}>
          {conflicts.map((conflict) => (
            <li key={conflict.id}>
              <Card conflict={conflict} panel={panel} onPanel={onPanel} />
            </li>
          ))}
        </ul>
      )}
      {finding ? (
        <SlotFinder panel={panel} onPanel={onPanel} onClose={() => setFinding(false)} />
      ) : change.stage === 'implement' || change.stage === 'review' ? null : (
        <Button onClick={() => setFinding(true)}>{text('panel.change.findSlot')}</Button>
      )}
    </div>
  );
}

function Card({ conflict, panel, onPanel }: PartProps & { readonly conflict: Conflict }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const [accepting, setAccepting] = useState(false);
  const { other, window: freeze, accepted } = conflict;
  const tone = accepted !== null ? 'neutral' : conflict.acceptable ? 'warning' : 'danger';
  return (
    <article className="change-card" data-tone={tone}>
      <p className="change-line">
        <Lozenge tone={tone}>{terms(`change.conflict.${conflict.kind}`)}</Lozenge>
        {other === null ? (
          <strong>{freeze?.name}</strong>
        ) : other.key === null ? (
          <span>{terms('change.hiddenChange')}</span>
        ) : (
          <SiteLink to={`/browse/${other.key}`}>{`${other.key} ${other.summary ?? ''}`}</SiteLink>
        )}
      </p>
      <p className="change-about">
        {text('panel.change.overlap', { span: words.span(conflict.overlap) })}
        {freeze === null || freeze.note === '' ? '' : ` · ${freeze.note}`}
      </p>
      <Meetings conflict={conflict} />
      {accepted === null ? null : (
        <p className="change-about">
          {text('panel.change.accepted', {
            name: accepted.name,
            at: format.dateTime(accepted.at),
            reason: accepted.reason,
          })}
        </p>
      )}
      {accepting ? (
        <AcceptForm
          issueKey={panel.change.issueKey}
          conflict={conflict}
          onDone={(answer) => {
            setAccepting(false);
            onPanel(answer);
          }}
          onCancel={() => setAccepting(false)}
        />
      ) : accepted === null && conflict.acceptable && panel.may.accept ? (
        <Button onClick={() => setAccepting(true)}>{text('panel.change.accept')}</Button>
      ) : null}
      {conflict.acceptable ? null : <p className="change-stale">{text('panel.change.freeze')}</p>}
    </article>
  );
}

function Meetings({ conflict: { meetings } }: { readonly conflict: Conflict }): ReactNode {
  const text = useChangeText();
  if (meetings.length === 0) return null;
  return (
    <>
      <MeetingList meetings={meetings.slice(0, SHOWN)} />
      {meetings.length <= SHOWN ? null : (
        <details>
          <summary>{text('panel.change.moreMeetings', { count: meetings.length - SHOWN })}</summary>
          <MeetingList meetings={meetings.slice(SHOWN)} />
        </details>
      )}
    </>
  );
}

function MeetingList({ meetings }: { readonly meetings: Conflict['meetings'] }): ReactNode {
  const terms = useChangeTerms();
  const nameOf = ({ name }: { readonly name: string | null }): string => name ?? terms('change.hiddenCi');
  return (
    <ul className="change-meetings">
      {meetings.map(({ mine, theirs, path }, index) => (
        <li key={`${mine.ref ?? ''}${theirs.ref ?? ''}${index}`}>
          {path.length > 1 ? path.map(nameOf).join(' → ') : nameOf(mine)}
        </li>
      ))}
    </ul>
  );
}
