import type { ReactNode } from 'react';
import { ClassIcon } from '../../shared/cmdb/ClassIcon';
import { stateTone } from '../../shared/cmdb/state-tone';
import { Lozenge, SiteLink } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { ConsoleLink } from './ConsoleLink';
import { Impact } from './Impact';
import { useCiText } from './messages';

export type PanelCi = Extract<OutputOf<'cmdb.panel'>, { kind: 'cis' }>['cis'][number];

/** One CI: what it is, whose it is, what falls with it, what else is open on it. */
export function CiCard({ ci }: { readonly ci: PanelCi }): ReactNode {
  const { brief, ownerName, openIssues } = ci;
  const text = useCiText();
  return (
    <article className="cis-card" aria-label={brief.name}>
      <header className="cis-head">
        <ClassIcon icon={brief.icon} />
        <ConsoleLink path={`/cmdb/ci/${brief.ref}`} label={text('panel.cis.opens', { name: brief.name })}>
          {brief.name}
        </ConsoleLink>
        <Lozenge tone={stateTone(brief)}>{brief.stateName}</Lozenge>
      </header>
      <p className="cis-about">
        {`${brief.className} · ${brief.ref} · `}
        {ownerName === null ? text('panel.cis.noOwner') : text('panel.cis.owner', { name: ownerName })}
      </p>
      <Impact ci={ci} />
      <p className="cis-about">
        {openIssues.count === 0 || openIssues.jql === '' ? (
          text('panel.cis.issues', { count: openIssues.count })
        ) : (
          <SiteLink to={`/issues/?jql=${encodeURIComponent(openIssues.jql)}`}>
            {text('panel.cis.issues', { count: openIssues.count })}
          </SiteLink>
        )}
      </p>
    </article>
  );
}
