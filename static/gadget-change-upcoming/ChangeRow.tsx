import type { ReactNode } from 'react';
import { SiteLink } from '../shared/components';
import { useChangeNames, useSpan } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { useCiNames } from './ci-names';
import { Conflicts, Risk } from './states';
import { useUpcomingText } from './text';
import type { UpcomingChange } from './UpcomingView';

/** More would push the next change out of view; the table has them all. */
const MOST_CIS = 3;

export function ChangeRow({ change }: { readonly change: UpcomingChange }): ReactNode {
  const text = useUpcomingText();
  const names = useChangeNames();
  const spanOf = useSpan();
  const format = useFormat();
  const ciNames = useCiNames();
  const { issueKey, summary, type, stage, planned, outage, implementer, cis } = change;
  const named = ciNames(cis.slice(0, MOST_CIS));
  const more = cis.length - named.length;
  const about = [
    names(`change.type.${type ?? 'none'}`),
    names(`change.stage.${stage}`),
    implementer ?? text('upcoming.nobody'),
    cis.length === 0
      ? text('upcoming.noCis')
      : format.list(more > 0 ? [...named, text('upcoming.moreCis', { count: more })] : named),
  ];
  return (
    <li className="upcoming-row">
      <div className="upcoming-issue">
        <SiteLink to={`/browse/${issueKey}`}>
          {issueKey} {summary}
        </SiteLink>
        <span className="upcoming-about">{about.join(' · ')}</span>
      </div>
      <div className="upcoming-when">
        <span className="upcoming-states">
          <Risk level={change.level} /> <Conflicts conflicts={change.conflicts} />
        </span>
        <span className="upcoming-span">{spanOf(planned)}</span>
        {outage === null ? null : (
          <span className="upcoming-about">{text('upcoming.outage', { span: spanOf(outage) })}</span>
        )}
      </div>
    </li>
  );
}
