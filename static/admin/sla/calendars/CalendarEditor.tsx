import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { useArrival } from '../parts/FindingList';
import { PlacedField, Said } from '../parts/Place';
import { Switch } from '../parts/Switch';
import { replacedAt, type Calendar } from '../policy';
import { CalendarPreview } from './CalendarPreview';
import { ExtraHoursList } from './ExtraHoursList';
import { HolidayList } from './HolidayList';
import { WeekEditor } from './WeekEditor';
import { useCalendarWords } from './words';
import { ZoneField } from './ZoneField';

/** The calendar that the address names. */
export function CalendarEditor(): ReactNode {
  const text = useSlaText();
  const { key } = useParams();
  const { policy, change } = usePolicy();
  const index = policy.calendars.findIndex((calendar) => calendar.key === key);
  const calendar = policy.calendars[index];
  useArrival();
  if (calendar === undefined) {
    return (
      <EmptyState title={text('calendar.gone')} action={<Link to="/sla/calendars">{text('calendar.back')}</Link>}>
        {text('calendar.gone.next')}
      </EmptyState>
    );
  }
  const edit = (next: Calendar): void =>
    change((now) => ({ ...now, calendars: replacedAt(now.calendars, index, next) }));
  return <Editor key={calendar.key} calendar={calendar} path={`calendars.${index}`} onChange={edit} />;
}

export interface CalendarPartProps {
  readonly calendar: Calendar;
  readonly path: string;
  readonly onChange: (calendar: Calendar) => void;
}

function Editor(props: CalendarPartProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const { calendar, path, onChange } = props;
  return (
    <article className="sla-editor" aria-labelledby="calendar-title">
      <Link to="/sla/calendars">{text('calendar.back')}</Link>
      <h3 id="calendar-title">{calendar.name.trim() || text('policy.unnamed')}</h3>
      <p className="ad-hint">{words.summary(calendar)}</p>
      <div className="sla-columns">
        <div>
          <div className="sla-row">
            <PlacedField path={`${path}.name`} label={text('policy.name')} required>
              {(control) => (
                <input
                  {...control}
                  className="pl-input"
                  value={calendar.name}
                  onChange={(event) => onChange({ ...calendar, name: event.target.value })}
                />
              )}
            </PlacedField>
            <ZoneField
              path={`${path}.timeZone`}
              label={text('calendar.zone')}
              zone={calendar.timeZone}
              onChange={(timeZone) => onChange({ ...calendar, timeZone })}
            />
          </div>
          <p className="pl-hint">{text('policy.key', { key: calendar.key })}</p>
          <Said path={path} exactly />
          <Said path={`${path}.key`} />
          <Switch
            label={text('calendar.always')}
            checked={calendar.alwaysOpen}
            onChange={(alwaysOpen) => onChange({ ...calendar, alwaysOpen })}
          />
          <p className="pl-hint">{text('calendar.always.hint')}</p>
          {calendar.alwaysOpen ? null : (
            <>
              <WeekEditor {...props} />
              <HolidayList {...props} />
              <ExtraHoursList {...props} />
            </>
          )}
        </div>
        <CalendarPreview calendar={calendar} />
      </div>
    </article>
  );
}
