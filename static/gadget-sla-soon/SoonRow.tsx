import type { ReactNode } from 'react';
import { SiteLink } from '../shared/components';
import type { LiveClock } from '../shared/sla/clock';
import { PhaseLozenge } from '../shared/sla/PhaseLozenge';
import { useSlaFormat } from '../shared/sla/terms';
import type { Soon } from './SoonView';
import { useSoonText } from './text';

interface SoonRowProps {
  readonly row: Soon['rows'][number];
  readonly live: LiveClock;
}

export function SoonRow({ row, live }: SoonRowProps): ReactNode {
  const text = useSoonText();
  const format = useSlaFormat();
  const { issueKey, summary, clock, priority, assignee, status } = row;
  const about = [clock.definition.name, priority, status, assignee ?? text('soon.unassigned')];
  return (
    <li className="soon-row">
      <div className="soon-issue">
        <SiteLink to={`/browse/${issueKey}`}>
          {issueKey} {summary}
        </SiteLink>
        <span className="soon-about">{about.filter((part) => part !== null).join(' · ')}</span>
      </div>
      <div className="soon-clock">
        <span className="soon-remaining">
          <PhaseLozenge phase={live.phase} /> {format.remaining(live)}
        </span>
        <span className="soon-about">
          {clock.dueAt === null ? text('soon.noDue') : text('soon.due', { at: format.instant(clock.dueAt) })}
        </span>
      </div>
    </li>
  );
}
