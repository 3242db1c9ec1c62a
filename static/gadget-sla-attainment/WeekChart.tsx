import type { ReactNode, RefObject } from 'react';
import { StackedColumns } from '../shared/charts/StackedColumns';
import { shortWeek } from '../shared/charts/weeks';
import { useFormat } from '../shared/format';
import { searchPath, type Counted } from '../shared/gadget/CountLink';
import { useGadgetText } from '../shared/gadget/text';
import { attainmentOf, type Attainment } from './attainment';
import { useWeekName } from './rows';
import { useAttainmentText } from './text';

interface WeekChartProps {
  readonly attainment: Attainment;
  readonly target: number;
  readonly drawing: RefObject<SVGSVGElement>;
}

export function WeekChart({ attainment, target, drawing }: WeekChartProps): ReactNode {
  const text = useAttainmentText();
  const gadget = useGadgetText();
  const format = useFormat();
  const weekName = useWeekName();
  const part = (part: 'good' | 'bad', { count, jql }: Counted, what: string) => ({
    part,
    count,
    to: count === 0 ? undefined : searchPath(jql),
    label: gadget('gadget.count', { count, what }),
  });
  const columns = attainment.weeks.map((week) => {
    const share = attainmentOf(week);
    const name = weekName(week);
    return {
      key: week.week,
      label: shortWeek(week.week),
      parts: [
        part('good', week.met, `${text('attainment.met')}, ${name}`),
        part('bad', week.breached, `${text('attainment.breached')}, ${name}`),
      ],
      share,
      shareLabel: share === null ? name : text('attainment.share.of', { week: name, share: format.percent(share) }),
    };
  });
  const goal = text('attainment.target.is', { target: format.percent(target) });
  return (
    <StackedColumns
      name={text('attainment.chart')}
      columns={columns}
      target={{ share: target, label: goal }}
      legend={[
        { key: 'good', label: text('attainment.met') },
        { key: 'bad', label: text('attainment.breached') },
        { key: 'share', label: text('attainment.share') },
        { key: 'target', label: goal },
      ]}
      formatCount={(count) => format.number(count)}
      formatShare={(share) => format.percent(share)}
      drawing={drawing}
    />
  );
}
