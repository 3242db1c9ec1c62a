import type { ReactNode } from 'react';
import { useFormat } from '../../shared/format';
import type { Clock } from '../../shared/sla/clock';
import { Escalations } from './Escalations';
import { useSlaReasons } from '../../shared/sla/reasons';
import { useSlaFormat } from '../../shared/sla/terms';
import { usePanelText } from '../text';

interface ClockFactsProps {
  readonly clock: Clock;
  readonly asOf: string;
  readonly since: number;
}

/** Goal and why this one, calendar, due, what comes next, warnings so far. */
export function ClockFacts({ clock, asOf, since }: ClockFactsProps): ReactNode {
  const text = usePanelText();
  const format = useFormat();
  const sla = useSlaFormat();
  const because = useSlaReasons().clock(clock);
  const { goal, calendar, dueAt, open, reached } = clock;
  return (
    <dl className="sla-facts">
      <dt>{text('panel.sla.goal')}</dt>
      <dd>{text('panel.sla.goal.is', { target: sla.target(goal), name: goal.name })}</dd>
      {because.length === 0 ? null : (
        <>
          <dt>{text('panel.sla.why')}</dt>
          {because.map((why) => (
            <dd key={why}>{why}</dd>
          ))}
        </>
      )}
      <dt>{text('panel.sla.calendar')}</dt>
      <dd>{text('panel.sla.calendar.is', { name: calendar.name, zone: calendar.timeZone })}</dd>
      <Due at={dueAt} open={open} />
      {open ? <Next clock={clock} asOf={asOf} since={since} /> : null}
      {reached.length === 0 ? null : (
        <>
          <dt>{text('panel.sla.reached')}</dt>
          {reached.map(({ threshold, percent, at }) => (
            <dd key={threshold}>
              {text('panel.sla.reached.one', { share: format.percent(percent / 100), at: sla.instant(at) })}
            </dd>
          ))}
        </>
      )}
      <Escalations clock={clock} />
    </dl>
  );
}

/** Nothing is due any more once a clock was met. */
function Due({ at, open }: { readonly at: string | null; readonly open: boolean }): ReactNode {
  const text = usePanelText();
  const sla = useSlaFormat();
  if (at === null && !open) return null;
  return (
    <>
      <dt>{text('panel.sla.due')}</dt>
      <dd>{at === null ? text('panel.sla.due.none') : sla.instant(at)}</dd>
    </>
  );
}

function Next({ clock: { next }, asOf, since }: ClockFactsProps): ReactNode {
  const text = usePanelText();
  const format = useFormat();
  const sla = useSlaFormat();
  if (next === null) return null;
  const ahead = Date.parse(next.at) - Date.parse(asOf) - since;
  const values = { at: sla.instant(next.at), ahead: format.duration(ahead) };
  const what = (): string => {
    if (ahead <= 0) return text('panel.sla.next.now');
    if (next.kind === 'breach') return text('panel.sla.next.breach', values);
    return next.percent === undefined
      ? text('panel.sla.next.warning', values)
      : text('panel.sla.next.warningAt', { ...values, share: format.percent(next.percent / 100) });
  };
  return (
    <>
      <dt>{text('panel.sla.next')}</dt>
      <dd>{what()}</dd>
    </>
  );
}
