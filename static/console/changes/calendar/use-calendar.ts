/** What of the calendar is shown: all of it is in the address, so that a link shows the same. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useSearchParams } from 'react-router';
import { CiRef, ProjectKey } from '../../../../src/contract/ids';
import { CHANGE_TYPES, RISK_LEVELS } from '../../../../src/change/change.shapes';
import type { InputOf } from '../../../shared/api';
import { dayOf, daysShown, isDay, spanOfDays, VIEWS, type Day, type View } from './days';

export const FORMS = ['grid', 'table', 'collisions'] as const;
export type Form = (typeof FORMS)[number];
export type Filter = InputOf<'change.calendar'>;

export interface CalendarState {
  readonly view: View;
  readonly form: Form;
  readonly day: Day;
  readonly days: readonly Day[];
  readonly today: Day;
  readonly zone: string;
  readonly filter: Filter;
  /** The key of the change that is looked at. */
  readonly chosen: string | undefined;
  /** A free slot that was found, to be seen among all else. */
  readonly slot: { readonly from: string; readonly to: string } | undefined;
  readonly narrowed: boolean;
  /** Each parameter given replaces what it had; an empty list or null takes it away. */
  readonly go: (changes: Readonly<Record<string, string | readonly string[] | null>>) => void;
}

export function useCalendar(now: number): CalendarState {
  const [params, setParams] = useSearchParams();
  const { timeZone = 'UTC' } = useIntl();
  return useMemo(() => {
    const today = dayOf(now, timeZone);
    const view = VIEWS.find((one) => one === params.get('view')) ?? 'week';
    const given = params.get('day');
    const day = isDay(given) ? given : today;
    const days = daysShown(view, day);
    const among = <T extends string>(name: string, all: readonly T[]): T[] =>
      all.filter((one) => params.getAll(name).includes(one));
    const projects = params.getAll('project').flatMap((key) => ProjectKey.safeParse(key).data ?? []);
    const services = params.getAll('service').flatMap((ref) => CiRef.safeParse(ref).data ?? []);
    const [types, levels] = [among('type', CHANGE_TYPES), among('level', RISK_LEVELS)];
    return {
      view,
      form: FORMS.find((one) => one === params.get('as')) ?? 'grid',
      day,
      days,
      today,
      zone: timeZone,
      filter: { ...spanOfDays(days, timeZone), projects, services, types, levels },
      chosen: params.get('change') ?? undefined,
      slot: slotIn(params.get('slot')),
      narrowed: projects.length + services.length + types.length + levels.length > 0,
      go: (changes) => {
        const next = new URLSearchParams(params);
        for (const [name, value] of Object.entries(changes)) {
          next.delete(name);
          for (const one of value === null ? [] : typeof value === 'string' ? [value] : value) next.append(name, one);
        }
        setParams(next);
      },
    };
  }, [params, setParams, timeZone, now]);
}

function slotIn(text: string | null): CalendarState['slot'] {
  const [from = '', to = ''] = (text ?? '').split('/');
  return Date.parse(from) < Date.parse(to) ? { from, to } : undefined;
}
