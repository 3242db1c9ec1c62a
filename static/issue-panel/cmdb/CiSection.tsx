import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { EmptyState, Loaded, Skeleton } from '../../shared/components';
import { useFormat } from '../../shared/format';
import type { OutputOf } from '../../shared/api';
import { useApiQuery } from '../../shared/query';
import { WithMessages } from '../../shared/WithMessages';
import { useIssueChanges } from '../refresh';
import { CiCard } from './CiCard';
import { ciMessages, useCiText } from './messages';
import { OpenIssues } from './OpenIssues';
import './cis.css';

type CiPanel = OutputOf<'cmdb.panel'>;

/** Milliseconds between looks, and for how long, at what the app is analysing: it begins with the first look. */
const EVERY = 10_000;
const PATIENCE = 60_000;

/** What falls with some CI nobody knows yet. */
const isUnknown = (panel: CiPanel | undefined): boolean =>
  panel?.kind === 'cis' && panel.cis.some(({ impact }) => impact === null);

/** What the issue is about: its CIs, whom they serve, who else has trouble with them. */
export default function CiSection({ issueKey }: { readonly issueKey: string }): ReactNode {
  return (
    <WithMessages messages={ciMessages}>
      <Section issueKey={issueKey} />
    </WithMessages>
  );
}

function Section({ issueKey }: { readonly issueKey: string }): ReactNode {
  const text = useCiText();
  const [tired, setTired] = useState(false);
  const query = useApiQuery(
    'cmdb.panel',
    { issueKey },
    { poll: (panel) => (isUnknown(panel) && !tired ? EVERY : false) },
  );
  const { refetch } = query;
  const waiting = isUnknown(query.data) && !tired;
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setTired(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [waiting]);
  useIssueChanges(useCallback(() => void refetch(), [refetch]));
  return (
    <section aria-labelledby="panel-cis" className="cis">
      <h2 id="panel-cis" className="panel-heading">
        {text('panel.cis')}
      </h2>
      <Loaded query={query} skeleton={<Skeleton lines={3} height={24} />}>
        {(panel) => <Body panel={panel} />}
      </Loaded>
      {query.isRefetchError ? (
        <p className="pl-field-error" role="status">
          {text('panel.cis.stale', { why: query.error.message })}
        </p>
      ) : null}
    </section>
  );
}

function Body({ panel }: { readonly panel: CiPanel }): ReactNode {
  const text = useCiText();
  const format = useFormat();
  if (panel.kind === 'none')
    return panel.reason === 'no-field' ? (
      <EmptyState title={text('panel.cis.noField')}>{text('panel.cis.noField.body')}</EmptyState>
    ) : (
      <EmptyState title={text('panel.cis.none')}>{text('panel.cis.none.body')}</EmptyState>
    );
  const { cis, restricted, unknown, more, open } = panel;
  return (
    <>
      {cis.length === 0 ? null : (
        <ul className="cis-list" aria-label={text('panel.cis.list')}>
          {cis.map((ci) => (
            <li key={ci.brief.ref}>
              <CiCard ci={ci} />
            </li>
          ))}
        </ul>
      )}
      {restricted === 0 ? null : <p className="cis-note">{text('panel.cis.restricted', { count: restricted })}</p>}
      {unknown.length === 0 ? null : (
        <p className="cis-note">{text('panel.cis.unknown', { refs: format.list(unknown) })}</p>
      )}
      {more === 0 ? null : <p className="cis-note">{text('panel.cis.more', { count: more })}</p>}
      <OpenIssues open={open} />
    </>
  );
}
