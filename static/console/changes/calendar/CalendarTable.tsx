import type { ReactNode } from 'react';
import { CONFLICTS_TONES, LEVEL_TONES } from '../../../shared/change/tones';
import { useChangeTerms, useChangeWords } from '../../../shared/change/terms';
import { DataTable, Lozenge, SiteLink } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import type { GridProps } from './CalendarPage';
import { useCalendarText } from './messages';
import { useChangeLabels, windowId } from './words';

/** The same as the calendar shows, as tables. */
export function CalendarTable({ calendar, state }: Pick<GridProps, 'calendar' | 'state'>): ReactNode {
  const text = useCalendarText();
  const terms = useChangeTerms();
  const { span } = useChangeWords();
  const format = useFormat();
  const labels = useChangeLabels();
  const within = {
    from: format.date(state.filter.from),
    to: format.date(new Date(Date.parse(state.filter.to) - 1).toISOString()),
  };
  return (
    <div className="calendar-tables">
      {calendar.changes.length === 0 ? null : (
        <DataTable
          caption={text('calendar.table.changes', within)}
          rows={calendar.changes}
          rowKey={({ issueKey }) => issueKey}
          columns={[
            {
              key: 'change',
              title: text('calendar.column.change'),
              cell: ({ issueKey, summary }) => (
                <>
                  <SiteLink to={`/browse/${issueKey}`}>{issueKey}</SiteLink> {summary}
                </>
              ),
            },
            { key: 'when', title: text('calendar.column.when'), cell: ({ planned }) => span(planned) },
            { key: 'type', title: text('calendar.column.type'), cell: (one) => labels(one).type },
            { key: 'stage', title: text('calendar.column.stage'), cell: ({ stage }) => terms(`change.stage.${stage}`) },
            {
              key: 'risk',
              title: text('calendar.column.risk'),
              cell: (one) => (
                <Lozenge tone={one.level === null ? 'neutral' : LEVEL_TONES[one.level]}>{labels(one).level}</Lozenge>
              ),
            },
            {
              key: 'conflicts',
              title: text('calendar.column.conflicts'),
              cell: (one) => <Lozenge tone={CONFLICTS_TONES[one.conflicts]}>{labels(one).conflicts}</Lozenge>,
            },
            {
              key: 'services',
              title: text('calendar.column.services'),
              cell: ({ services }) => services.map(({ name }) => name ?? text('calendar.service.hidden')).join(', '),
            },
          ]}
        />
      )}
      {calendar.windows.length === 0 ? null : (
        <DataTable
          caption={text('calendar.table.windows', within)}
          rows={calendar.windows}
          rowKey={windowId}
          columns={[
            { key: 'window', title: text('calendar.column.window'), cell: ({ name }) => name },
            { key: 'kind', title: text('calendar.column.kind'), cell: ({ kind }) => text(`calendar.${kind}`) },
            { key: 'when', title: text('calendar.column.when'), cell: (one) => span(one) },
          ]}
        />
      )}
    </div>
  );
}
