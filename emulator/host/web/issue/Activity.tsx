/** Comments and the change log, as two tabs. */
import { useState } from 'react';
import { formatInstant } from '../app/format';
import type { History } from '../app/jira-types';
import { Tabs } from '../ui/Tabs';
import { Failure, Person, Skeleton } from '../ui/parts';
import { Comments } from './Comments';
import { useHistory } from './queries';

type Tab = 'comments' | 'history';

export function Activity({ issueKey }: { readonly issueKey: string }) {
  const [tab, setTab] = useState<Tab>('comments');
  return (
    <section className="section" aria-label="Activity">
      <h2>Activity</h2>
      <Tabs
        label="Activity"
        tabs={[
          { id: 'comments', title: 'Comments' },
          { id: 'history', title: 'History' },
        ]}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'comments' ? <Comments issueKey={issueKey} /> : <ChangeLog issueKey={issueKey} />}
      </Tabs>
    </section>
  );
}

function ChangeLog({ issueKey }: { readonly issueKey: string }) {
  const { data, error } = useHistory(issueKey, true);
  if (error !== null) return <Failure error={error} what="The history" />;
  if (data === undefined) return <Skeleton />;
  if (data.values.length === 0) return <p className="unset">Nothing has been changed since the issue was created.</p>;
  return (
    <>
      {[...data.values].reverse().map((history) => (
        <Change key={history.id} history={history} />
      ))}
    </>
  );
}

function Change({ history }: { readonly history: History }) {
  return (
    <div className="change">
      <div className="comment-head">
        <Person name={history.author?.displayName ?? 'Nobody'} accountId={history.author?.accountId} />
        <small>{formatInstant(history.created)}</small>
      </div>
      <ul>
        {history.items.map((item, index) => (
          <li key={index}>
            <strong>{item.field}</strong>:{' '}
            {isBlank(item.fromString) ? (
              <span className="unset">None</span>
            ) : (
              <span className="from">{item.fromString}</span>
            )}{' '}
            <span aria-label="to">→</span>{' '}
            {isBlank(item.toString) ? <span className="unset">None</span> : item.toString}
          </li>
        ))}
      </ul>
    </div>
  );
}

const isBlank = (text: string | null | undefined): boolean => text === null || text === undefined || text === '';
