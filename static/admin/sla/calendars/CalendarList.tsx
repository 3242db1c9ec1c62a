import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, EmptyState, Lozenge } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { errorsOf, useFindings } from '../draft/findings';
import { usePolicy } from '../draft/policy-draft';
import { newKey } from '../keys';
import { useSlaText } from '../messages';
import { CreateForm } from '../parts/CreateForm';
import { withoutAt, type Calendar, type Policy } from '../policy';
import { useCalendarWords } from './words';

/** Names of the goals that measure by a calendar, with the definition they are of. */
export const goalsUsing = ({ definitions }: Policy, calendarKey: string): string[] =>
  definitions.flatMap(({ name, goals }) =>
    goals.filter(({ calendar }) => calendar === calendarKey).map((goal) => `${name}: ${goal.name}`),
  );

const OFFICE_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

const officeHours = (key: string, name: string): Calendar => ({
  key,
  name,
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  alwaysOpen: false,
  weekly: OFFICE_DAYS.map((day) => ({ day, from: 9 * 60, to: 17 * 60 })),
  holidays: [],
  extra: [],
});

export function CalendarList(): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const { policy, change } = usePolicy();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<{ readonly name: string; readonly goals: readonly string[] }>();
  const keys = policy.calendars.map(({ key }) => key);
  const add = (calendar: Calendar): void => {
    change((now) => ({ ...now, calendars: [...now.calendars, calendar] }));
    void navigate(`/sla/calendars/${calendar.key}`);
  };
  const duplicate = (calendar: Calendar): void => {
    const name = text('policy.copyOf', { name: calendar.name });
    add({ ...calendar, key: newKey(name, keys, 'calendar'), name });
  };
  const remove = (index: number, { key, name }: Calendar): void => {
    const goals = goalsUsing(policy, key);
    setRefused(goals.length === 0 ? undefined : { name, goals });
    if (goals.length === 0) change((now) => ({ ...now, calendars: withoutAt(now.calendars, index) }));
  };
  return (
    <section aria-labelledby="calendars-title">
      <h3 id="calendars-title">{text('calendar.list')}</h3>
      <p className="ad-hint">{text('calendar.list.intro')}</p>
      {refused === undefined ? null : (
        <div role="alert" className="ad-note" data-tone="warning">
          {text('calendar.inUse', { name: refused.name, goals: format.list(refused.goals) })}
        </div>
      )}
      {policy.calendars.length === 0 ? (
        <EmptyState title={text('calendar.list.none')}>{text('calendar.list.none.next')}</EmptyState>
      ) : (
        <ul className="sla-cards">
          {policy.calendars.map((calendar, index) => (
            <CalendarCard
              key={calendar.key}
              calendar={calendar}
              path={`calendars.${index}`}
              onDuplicate={() => duplicate(calendar)}
              onRemove={() => remove(index, calendar)}
            />
          ))}
        </ul>
      )}
      <CreateForm
        label={text('calendar.new')}
        hint={text('calendar.new.hint')}
        action={text('calendar.create')}
        onCreate={(name) => add(officeHours(newKey(name, keys, 'calendar'), name))}
      />
    </section>
  );
}

interface CalendarCardProps {
  readonly calendar: Calendar;
  readonly path: string;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

function CalendarCard({ calendar, path, onDuplicate, onRemove }: CalendarCardProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const { policy } = usePolicy();
  const { name, key } = calendar;
  const shown = name.trim() || text('policy.unnamed');
  const used = goalsUsing(policy, key).length;
  const errors = errorsOf(useFindings().under(path)).length;
  return (
    <li className="sla-card">
      <div>
        <h4>
          <Link to={`/sla/calendars/${key}`}>{shown}</Link>{' '}
          {errors === 0 ? null : <Lozenge tone="danger">{text('policy.errors', { count: errors })}</Lozenge>}
        </h4>
        <p>{words.summary(calendar)}</p>
        <p className="pl-hint">{text('calendar.used', { count: used })}</p>
      </div>
      <div className="sla-card-actions">
        <Button appearance="subtle" aria-label={text('policy.duplicate.named', { name: shown })} onClick={onDuplicate}>
          {text('policy.duplicate')}
        </Button>
        <Button appearance="subtle" aria-label={text('policy.delete.named', { name: shown })} onClick={onRemove}>
          {text('policy.delete')}
        </Button>
      </div>
    </li>
  );
}
