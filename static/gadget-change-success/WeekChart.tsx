import type { ReactNode, RefObject } from 'react';
import { useChangeNames } from '../shared/change/names';
import { StackedColumns } from '../shared/charts/StackedColumns';
import { shortWeek } from '../shared/charts/weeks';
import { useFormat } from '../shared/format';
import { searchPath } from '../shared/gadget/CountLink';
import { useGadgetText } from '../shared/gadget/text';
import { useWeekName } from './rows';
import { OUTCOMES, successOf, type Success } from './success';
import { useSuccessText } from './text';

interface WeekChartProps {
  readonly success: Success;
  readonly target: number;
  readonly drawing: RefObject<SVGSVGElement>;
}

const PARTS = { successful: 'good', withIssues: 'fair', failed: 'bad', backedOut: 'undone' } as const;

export function WeekChart({ success, target, drawing }: WeekChartProps): ReactNode {
  const text = useSuccessText();
  const names = useChangeNames();
  const gadget = useGadgetText();
  const format = useFormat();
  const weekName = useWeekName();
  const columns = success.weeks.map((week) => {
    const share = successOf(week);
    const name = weekName(week);
    return {
      key: week.week,
      label: shortWeek(week.week),
      parts: OUTCOMES.map((outcome) => {
        const { count, jql } = week[outcome];
        return {
          part: PARTS[outcome],
          count,
          to: count === 0 ? undefined : searchPath(jql),
          label: gadget('gadget.count', { count, what: `${names(`change.outcome.${outcome}`)}, ${name}` }),
        };
      }),
      share,
      shareLabel: share === null ? name : text('success.share.of', { week: name, share: format.percent(share) }),
    };
  });
  const goal = text('success.target.is', { target: format.percent(target) });
  return (
    <StackedColumns
      name={text('success.chart')}
      columns={columns}
      target={{ share: target, label: goal }}
      legend={[
        ...OUTCOMES.map((outcome) => ({ key: PARTS[outcome], label: names(`change.outcome.${outcome}`) })),
        { key: 'share', label: text('success.rate') },
        { key: 'target', label: goal },
      ]}
      formatCount={(count) => format.number(count)}
      formatShare={(share) => format.percent(share)}
      drawing={drawing}
    />
  );
}
