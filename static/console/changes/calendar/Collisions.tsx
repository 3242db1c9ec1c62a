import type { ReactNode } from 'react';
import { useChangeWords } from '../../../shared/change/terms';
import { EmptyState, Loaded, Lozenge, SiteLink, Skeleton } from '../../../shared/components';
import type { OutputOf } from '../../../shared/api';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { daysOfMonth, spanOfDays } from './days';
import { useCalendarText } from './messages';
import type { CalendarState } from './use-calendar';

type Collision = OutputOf<'change.simulate'>['collisions'][number];

/** What breaks in the time shown because changes happen at once. Of all changes, whatever the filters are. */
export function Collisions({ state }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  const format = useFormat();
  // Of a month its own days: what reaches into its weeks from the months around is theirs.
  const days = state.view === 'month' ? daysOfMonth(state.days, state.day) : state.days;
  const span = spanOfDays(days, state.zone);
  const query = useApiQuery('change.simulate', span);
  const until = new Date(Date.parse(span.to) - 1).toISOString();
  return (
    <section aria-labelledby="collisions-title">
      <h3 id="collisions-title">
        {text('collisions.title', { from: format.date(span.from), to: format.date(until) })}
      </h3>
      <p className="pl-hint">{text('collisions.what')}</p>
      <Loaded query={query} skeleton={<Skeleton lines={4} height={72} />}>
        {({ collisions, changes, cut }) => (
          <>
            <p>{text('collisions.compared', { count: changes })}</p>
            {cut ? (
              <p className="calendar-notice" role="status">
                {text('collisions.cut')}
              </p>
            ) : null}
            {collisions.length === 0 ? (
              <EmptyState title={text('collisions.none')}>{text('collisions.none.next')}</EmptyState>
            ) : (
              <ul className="calendar-collisions">
                {collisions.map((collision, place) => (
                  <li key={place}>
                    <Card collision={collision} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Card({ collision: { changes, together, breaks } }: { readonly collision: Collision }): ReactNode {
  const text = useCalendarText();
  const { span } = useChangeWords();
  return (
    <article>
      <h4>{text('collisions.set', { count: changes.length, span: span(together) })}</h4>
      <ul>
        {changes.map(({ key, summary, planned }, place) => (
          <li key={place}>
            {key === null ? text('collisions.hidden') : <SiteLink to={`/browse/${key}`}>{key}</SiteLink>} {summary}{' '}
            <span className="pl-hint">{span(planned)}</span>
          </li>
        ))}
      </ul>
      <p>
        {text('collisions.breaks')}:{' '}
        {breaks.map(({ name, service }, place) => (
          <span key={place} className="calendar-broken">
            {name ?? text('calendar.chosen.hidden', { count: 1 })}{' '}
            {service ? <Lozenge tone="danger">{text('collisions.service')}</Lozenge> : null}
          </span>
        ))}
      </p>
    </article>
  );
}
