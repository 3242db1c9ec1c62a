import { useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button, EmptyState, Loaded, RefreshIcon, SettingsIcon, Skeleton } from '../../../shared/components';
import type { OutputOf } from '../../../shared/api';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { AgendaCard } from './AgendaCard';
import { CabFilters } from './CabFilters';
import { DelegationDialog } from './DelegationDialog';
import { cabMessages, useCabText } from './messages';
import { useCardKeys } from './use-card-keys';
import '../../cmdb/cmdb.css';
import './cab.css';

/** What waits for approval: one card a change, decided about where it stands. `?mine=1&project=IT` narrows it. */
export function CabPage(): ReactNode {
  return (
    <WithMessages messages={cabMessages}>
      <Cab />
    </WithMessages>
  );
}

function Cab(): ReactNode {
  const text = useCabText();
  const [params, setParams] = useSearchParams();
  const [delegating, setDelegating] = useState(false);
  const [said, setSaid] = useState('');
  const mine = params.get('mine') === '1';
  const projects = params.getAll('project').filter((key) => PROJECT_KEY.test(key));
  const agenda = useApiQuery('change.agenda', { mine, projects }, { keep: true });
  const narrow = (next: { readonly mine: boolean; readonly projects: readonly string[] }): void =>
    setParams([...(next.mine ? [['mine', '1']] : []), ...next.projects.map((key) => ['project', key])].map(pair));
  return (
    <section aria-labelledby="cab-title">
      <header className="cab-header">
        <h2 id="cab-title">{text('cab.title')}</h2>
        <div className="cab-actions">
          <Button icon={<RefreshIcon />} disabled={agenda.isFetching} onClick={() => void agenda.refetch()}>
            {text('cab.refresh')}
          </Button>
          <Button icon={<SettingsIcon />} onClick={() => setDelegating(true)}>
            {text('cab.delegation')}
          </Button>
        </div>
      </header>
      <CabFilters mine={mine} projects={projects} onChange={narrow} />
      <p role="status" className="pl-hidden">
        {said}
      </p>
      <Loaded query={agenda} skeleton={<Skeleton lines={4} height={140} />}>
        {(found) => <Agenda found={found} mine={mine} narrowed={projects.length > 0} onSaid={setSaid} />}
      </Loaded>
      {delegating ? <DelegationDialog onClose={() => setDelegating(false)} /> : null}
    </section>
  );
}

/** An address may have been typed. */
const PROJECT_KEY = /^[A-Z][A-Z0-9_]{1,9}$/;

const pair = (values: readonly string[]): [string, string] => [values[0] ?? '', values[1] ?? ''];

interface AgendaProps {
  readonly found: OutputOf<'change.agenda'>;
  readonly mine: boolean;
  readonly narrowed: boolean;
  readonly onSaid: (words: string) => void;
}

function Agenda({ found: { items, asOf, cut }, mine, narrowed, onSaid }: AgendaProps): ReactNode {
  const text = useCabText();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  useCardKeys(list);
  if (items.length === 0)
    return (
      <EmptyState title={text(mine ? 'cab.empty.mine' : 'cab.empty')}>
        {text(narrowed ? 'cab.empty.narrowed' : mine ? 'cab.empty.mine.next' : 'cab.empty.next')}
      </EmptyState>
    );
  return (
    <>
      <p className="pl-hint">
        {text('cab.count', { count: items.length, at: format.dateTime(asOf) })} {text('cab.keys')}
      </p>
      {cut ? (
        <p className="cab-notice" data-tone="warning">
          {text('cab.cut')}
        </p>
      ) : null}
      <ul className="cab-list" ref={list}>
        {items.map((item) => (
          <li key={item.issueKey}>
            <AgendaCard item={item} asOf={asOf} onSaid={onSaid} />
          </li>
        ))}
      </ul>
    </>
  );
}
