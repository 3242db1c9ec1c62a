import { useState, type ReactNode } from 'react';
import { CONFLICTS_TONES, LEVEL_TONES } from '../../../shared/change/tones';
import { useChangeTerms, useChangeWords } from '../../../shared/change/terms';
import { Button, Lozenge, SiteLink } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useCalendarText } from './messages';
import { SlotSearch, type SlotSearchProps } from './SlotSearch';
import { useChangeLabels, type Change } from './words';

/** Once work is under way it is too late for another time. */
const MOVABLE: readonly Change['stage'][] = ['new', 'assess', 'authorize', 'scheduled'];

/** What the calendar knows of one change, the way to it, and the way to another time for it. */
export function Chosen({ change, asOf, state }: SlotSearchProps): ReactNode {
  const text = useCalendarText();
  const terms = useChangeTerms();
  const { span } = useChangeWords();
  const labels = useChangeLabels()(change);
  const [finding, setFinding] = useState(false);
  const { issueKey, summary, level, planned, outage, implementer } = change;
  return (
    <aside className="calendar-chosen" aria-label={text('calendar.chosen')}>
      <h3>
        <SiteLink to={`/browse/${issueKey}`} label={text('calendar.chosen.open', { key: issueKey })}>
          {issueKey}
        </SiteLink>{' '}
        {summary}
      </h3>
      <p className="calendar-buttons">
        <Lozenge>{labels.type}</Lozenge>
        <Lozenge>{terms(`change.stage.${change.stage}`)}</Lozenge>
        <Lozenge tone={level === null ? 'neutral' : LEVEL_TONES[level]}>
          {text('calendar.column.risk')}: {labels.level}
        </Lozenge>
        <Lozenge tone={CONFLICTS_TONES[change.conflicts]}>{labels.conflicts}</Lozenge>
      </p>
      <dl>
        <dt>{text('calendar.column.when')}</dt>
        <dd>{span(planned)}</dd>
        {outage === null ? null : (
          <>
            <dt>{text('calendar.chosen.outage')}</dt>
            <dd>{span(outage)}</dd>
          </>
        )}
        <dt>{text('calendar.chosen.implementer')}</dt>
        <dd>{implementer ?? text('calendar.chosen.nobody')}</dd>
        <dt>{text('calendar.chosen.cis')}</dt>
        <dd>
          <Names names={change.cis} />
        </dd>
        <dt>{text('calendar.chosen.services')}</dt>
        <dd>
          <Names names={change.services} />
        </dd>
      </dl>
      {finding ? <SlotSearch change={change} asOf={asOf} state={state} /> : null}
      <p className="calendar-buttons">
        {finding || !MOVABLE.includes(change.stage) ? null : (
          <Button onClick={() => setFinding(true)}>{text('calendar.slot.find')}</Button>
        )}
        <Button appearance="subtle" onClick={() => state.go({ change: null, slot: null })}>
          {text('calendar.chosen.close')}
        </Button>
      </p>
    </aside>
  );
}

function Names({ names }: { readonly names: Change['cis'] }): ReactNode {
  const text = useCalendarText();
  const format = useFormat();
  const hidden = names.filter(({ name }) => name === null).length;
  const shown = names.flatMap(({ name }) => name ?? []);
  if (names.length === 0) return text('calendar.chosen.none');
  return format.list([...shown, ...(hidden === 0 ? [] : [text('calendar.chosen.hidden', { count: hidden })])]);
}
