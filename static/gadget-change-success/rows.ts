import { useChangeNames } from '../shared/change/names';
import { useWeekParts } from '../shared/charts/weeks';
import type { Grouping } from './configuration';
import { useGroupName } from './group-name';
import { OUTCOMES, shareOf, successOf, type Outcomes, type Success, type Week } from './success';
import { useSuccessText } from './text';

/** `W7 (9 Feb – 15 Feb)` */
export function useWeekName(): (week: Week) => string {
  const text = useSuccessText();
  const parts = useWeekParts();
  return (week) => text('success.week.name', parts(week));
}

const percent = (share: number | null): string | number => (share === null ? '' : Math.round(share * 1000) / 10);

/** Weeks, groups and the other rates under each other, as a spreadsheet wants them. */
export function useRows(success: Success, groupBy: Grouping): (string | number)[][] {
  const text = useSuccessText();
  const names = useChangeNames();
  const nameOf = useGroupName(groupBy);
  const { weeks, groups, outcomes, closed, succeeded, changeFailures, emergencies, unauthorised } = success;
  const numbers = (of: Outcomes): (string | number)[] => [
    ...OUTCOMES.map((outcome) => of[outcome].count),
    percent(successOf(of)),
  ];
  return [
    [
      text('success.week'),
      text('success.from'),
      ...OUTCOMES.map((outcome) => names(`change.outcome.${outcome}`)),
      text('success.percent'),
    ],
    ...weeks.map((week) => [week.week, week.from, ...numbers(week)]),
    [text('success.total'), '', ...numbers(outcomes)],
    [],
    [text(`success.by.${groupBy}`), text('success.ended'), text('success.succeeded'), text('success.percent')],
    ...groups.map((group) => [
      nameOf(group),
      group.closed.count,
      group.succeeded.count,
      percent(shareOf(group.succeeded, group.closed)),
    ]),
    [text('success.total'), closed.count, succeeded.count, percent(shareOf(succeeded, closed))],
    [],
    [text('success.measure'), text('success.ended'), text('success.changes'), text('success.share')],
    [text('success.changeFailures'), closed.count, changeFailures.count, percent(shareOf(changeFailures, closed))],
    [text('success.emergencies'), closed.count, emergencies.count, percent(shareOf(emergencies, closed))],
    [text('success.unauthorised'), '', unauthorised.count, ''],
  ];
}
