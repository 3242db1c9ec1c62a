import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ErrorState, Field, Select, Skeleton } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { useSettled } from '../draft/settled';
import { unreadable } from '../draft/unreadable';
import { useSlaText } from '../messages';
import { NumberInput } from '../parts/NumberInput';
import type { Calendar, Target } from '../policy';
import { hoursText } from './hours-text';
import { MonthGrid } from './MonthGrid';
import { UNITS } from './units';
import { instantOf, localOf } from '../../../shared/zoned';

/** What the calendar means: a month's open hours, and when a goal set at some moment would be due. */
export function CalendarPreview({ calendar }: { readonly calendar: Calendar }): ReactNode {
  const text = useSlaText();
  const [target, setTarget] = useState<Target>({ amount: 8, unit: 'hour' });
  const [at, setAt] = useState(() => localOf(Date.now(), calendar.timeZone));
  const { timeZone, alwaysOpen, weekly, holidays, extra } = calendar;
  const asked = useSettled({ timeZone, alwaysOpen, weekly, holidays, extra });
  const from = instantOf(at, asked.timeZone);
  const readable =
    from !== undefined &&
    target.amount > 0 &&
    unreadable({ calendars: [{ ...calendar, ...asked }], definitions: [] }).length === 0;
  const query = useApiQuery(
    'sla.previewCalendar',
    { calendar: asked, from: from ?? '', target },
    { enabled: readable, keep: true },
  );
  const preview = query.data?.preview ?? undefined;
  return (
    <aside className="sla-preview" aria-labelledby="preview-title">
      <h4 id="preview-title">{text('preview.title')}</h4>
      <div className="sla-row">
        <Field label={text('preview.goal')} error={target.amount > 0 ? undefined : text('policy.unreadable.number')}>
          {(control) => (
            <NumberInput {...control} value={target.amount} onChange={(amount) => setTarget({ ...target, amount })} />
          )}
        </Field>
        <Field label={text('preview.unit')}>
          {(control) => (
            <Select
              {...control}
              value={target.unit}
              options={UNITS.map((unit) => ({ value: unit, label: text(`target.unit.${unit}`) }))}
              onChange={(unit) => setTarget({ ...target, unit })}
            />
          )}
        </Field>
      </div>
      <Field
        label={text('preview.at')}
        hint={text('preview.at.hint', { zone: timeZone })}
        error={at === '' ? text('preview.at.fault') : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            className="pl-input"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
      </Field>
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && readable ? <Skeleton lines={6} /> : null}
      {!readable || (query.data !== undefined && preview === undefined) ? (
        <p className="ad-note" data-tone="warning">
          {text('preview.none')}
        </p>
      ) : null}
      {preview === undefined || !readable ? null : (
        <div aria-busy={query.isPlaceholderData}>
          <Due preview={preview} timeZone={asked.timeZone} target={target} />
          <MonthGrid days={preview.days} onMonth={(months) => setAt(shifted(at, months))} />
        </div>
      )}
    </aside>
  );
}

interface DueProps {
  readonly preview: {
    readonly open: boolean;
    readonly opensAt: string | null;
    readonly dueAt: string;
    readonly workingDayMs: number;
  };
  readonly timeZone: string;
  readonly target: Target;
}

function Due({ preview, timeZone, target }: DueProps): ReactNode {
  const text = useSlaText();
  const intl = useIntl();
  const format = useFormat();
  const there = (instant: string): string =>
    intl.formatDate(instant, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const elsewhere = intl.timeZone !== undefined && intl.timeZone !== timeZone;
  return (
    <div role="status">
      <p>
        <strong>{text('preview.due', { at: there(preview.dueAt) })}</strong>{' '}
        {elsewhere ? text('preview.due.yours', { at: format.dateTime(preview.dueAt) }) : null}
      </p>
      <p className="pl-hint">
        {preview.open || preview.opensAt === null
          ? text('preview.open')
          : text('preview.closed', { at: there(preview.opensAt) })}
      </p>
      {target.unit === 'workingDay' ? (
        <p className="pl-hint">{text('preview.workingDay', { hours: hoursText(preview.workingDayMs, intl.locale) })}</p>
      ) : null}
    </div>
  );
}

/** The first of the month so many months away, at the same time of the day. */
function shifted(local: string, months: number): string {
  const [date = '', time = '09:00'] = local.split('T');
  const [year = '', month = ''] = date.split('-');
  const there = new Date(Date.UTC(Number(year), Number(month) - 1 + months, 1)).toISOString().slice(0, 10);
  return `${there}T${time}`;
}
