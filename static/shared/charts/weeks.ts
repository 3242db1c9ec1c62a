import { useIntl } from 'react-intl';

const HALF_DAY = 43_200_000;

/** `2026-W07` → `W7`; what is no ISO week stays as it is. */
export const shortWeek = (week: string): string => week.replace(/^\d{4}-W0?(\d{1,2})$/, 'W$1');

interface Week {
  readonly week: string;
  readonly from: string;
  readonly to: string;
}

/**
 * `W7`, from 9 Feb to 15 Feb. Weeks are cut in the site's zone: half a day inside them, the date is right in any other.
 */
export function useWeekParts(): (week: Week) => { week: string; from: string; to: string } {
  const intl = useIntl();
  const day = (moment: number): string => intl.formatDate(moment, { day: 'numeric', month: 'short' });
  return ({ week, from, to }) => ({
    week: shortWeek(week),
    from: day(Date.parse(from) + HALF_DAY),
    to: day(Date.parse(to) - HALF_DAY),
  });
}
