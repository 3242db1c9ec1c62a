/** The words for service levels, the same on every surface. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { textOf } from '../messages';
import type en from '../messages/sla.en.json';
import type { Clock, LiveClock } from './clock';

export const useSlaTerms = textOf<typeof en>();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface SlaFormat {
  /**
   * Hours, minutes and whole seconds. Never days: a day is 24 hours to one reader and 8 to the next.
   */
  duration(milliseconds: number): string;
  /** The same with what is left below a second, so that rows add up. */
  exact(milliseconds: number): string;
  /** `2 h 5 min 0 s left`, `… over`. A second begun is a second left: what is used up and what is left make the target. */
  remaining(live: LiveClock): string;
  /** `3 working days (24 h)`: what a day comes to in this calendar stands beside it. */
  target(goal: Clock['goal']): string;
  /** With the zone's name: 3 Mar 2026, 14:05 CET */
  instant(instant: string): string;
  /** To the second, for accounts. */
  second(instant: string): string;
  kind(definition: Clock['definition']): string;
}

const ZONED = { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' } as const;

export function useSlaFormat(): SlaFormat {
  const terms = useSlaTerms();
  const intl = useIntl();
  return useMemo(() => {
    const duration = (milliseconds: number): string => {
      const all = Math.floor(Math.abs(milliseconds) / SECOND) * SECOND;
      const [hours, minutes, seconds] = [
        Math.floor(all / HOUR),
        Math.floor((all % HOUR) / MINUTE),
        (all % MINUTE) / SECOND,
      ];
      if (hours > 0) return terms('sla.duration.hours', { hours, minutes, seconds });
      return minutes > 0
        ? terms('sla.duration.minutes', { minutes, seconds })
        : terms('sla.duration.seconds', { seconds });
    };
    return {
      duration,
      exact: (all) => {
        const milliseconds = Math.abs(all) % SECOND;
        return milliseconds === 0 ? duration(all) : terms('sla.exact', { duration: duration(all), milliseconds });
      },
      remaining: ({ phase, remainingMs }) => {
        const left = phase === 'met' ? 'sla.spare' : 'sla.left';
        return remainingMs < 0
          ? terms('sla.over', { duration: duration(remainingMs) })
          : terms(left, { duration: duration(Math.ceil(remainingMs / SECOND) * SECOND) });
      },
      target: ({ target: { amount, unit }, targetMs }) => {
        const words = terms(`sla.target.${unit}`, { amount });
        if (unit === 'minute' || unit === 'hour') return words;
        const hours = Math.round((targetMs / HOUR) * 100) / 100;
        return terms('sla.target.inHours', { target: words, hours });
      },
      instant: (instant) => intl.formatDate(instant, { ...ZONED, timeZoneName: 'short' }),
      second: (instant) => intl.formatDate(instant, { ...ZONED, second: '2-digit' }),
      kind: ({ kind, party }) =>
        party === '' ? terms(`sla.kind.${kind}`) : terms('sla.kind.party', { kind: terms(`sla.kind.${kind}`), party }),
    };
  }, [intl, terms]);
}
