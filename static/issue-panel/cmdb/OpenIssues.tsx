import type { ReactNode } from 'react';
import { Lozenge, SiteLink, type Tone } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { useCiText } from './messages';

type Open = Extract<OutputOf<'cmdb.panel'>, { kind: 'cis' }>['open'];

const SHOWN = 5;

const TONES: Readonly<Record<Open['issues'][number]['statusCategory'], Tone>> = {
  new: 'neutral',
  indeterminate: 'information',
  done: 'success',
};

/** Other open issues on the same CIs; the number opens all of them. */
export function OpenIssues({ open: { issues, count, jql, cut } }: { readonly open: Open }): ReactNode {
  const text = useCiText();
  if (count === 0) return null;
  return (
    <>
      <h3 className="panel-subheading">{text('panel.cis.open')}</h3>
      <ul className="cis-issues">
        {issues.slice(0, SHOWN).map(({ key, summary, type, status, statusCategory }) => (
          <li key={key}>
            <SiteLink to={`/browse/${key}`}>{`${key} ${summary}`}</SiteLink> <span className="cis-note">{type}</span>{' '}
            <Lozenge tone={TONES[statusCategory]}>{status}</Lozenge>
          </li>
        ))}
      </ul>
      {jql === null ? null : (
        <p>
          <SiteLink to={`/issues/?jql=${encodeURIComponent(jql)}`}>{text('panel.cis.open.all', { count })}</SiteLink>
          {cut ? <span className="cis-note"> {text('panel.cis.open.cut')}</span> : null}
        </p>
      )}
    </>
  );
}
