import { useWeekParts } from '../shared/charts/weeks';
import { attainmentOf, type Attainment, type Outcome, type Week } from './attainment';
import type { Grouping } from './configuration';
import { useGroupName } from './group-name';
import { useAttainmentText } from './text';

/** `W7 (9 Feb – 15 Feb)` */
export function useWeekName(): (week: Week) => string {
  const text = useAttainmentText();
  const parts = useWeekParts();
  return (week) => text('attainment.week.name', parts(week));
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
