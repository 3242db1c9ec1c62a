import { useIntl } from 'react-intl';
import { attainmentOf, shortWeek, type Attainment, type Outcome, type Week } from './attainment';
import type { Grouping } from './configuration';
import { useGroupName } from './group-name';
import { useAttainmentText } from './text';

const HALF_DAY = 43_200_000;

/** `W7 (9 Feb – 15 Feb)`. Weeks are cut in the site's zone: half a day inside them, the date is right in any other. */
export function useWeekName(): (week: Week) => string {
  const intl = useIntl();
  const text = useAttainmentText();
  const day = (moment: number): string => intl.formatDate(moment, { day: 'numeric', month: 'short' });
  return ({ week, from, to }) =>
    text('attainment.week.name', {
      week: shortWeek(week),
      from: day(Date.parse(from) + HALF_DAY),
      to: day(Date.parse(to) - HALF_DAY),
    });
}

/** Both tables under each other, as a spreadsheet wants them. */
export function useRows(attainment: Attainment, groupBy: Grouping): (string | number)[][] {
  const text = useAttainmentText();
  const nameOf = useGroupName(groupBy);
  const outcome = (of: Outcome): (string | number)[] => {
    const share = attainmentOf(of);
    return [of.met.count, of.breached.count, share === null ? '' : Math.round(share * 1000) / 10];
  };
  const counts = [text('attainment.met'), text('attainment.breached'), text('attainment.percent')];
  return [
    [text('attainment.week'), text('attainment.from'), ...counts],
    ...attainment.weeks.map((week) => [week.week, week.from, ...outcome(week)]),
    [text('attainment.total'), '', ...outcome(attainment.total)],
    [],
    [text(`attainment.by.${groupBy}`), '', ...counts],
    ...attainment.groups.map((group) => [nameOf(group), '', ...outcome(group)]),
  ];
}
