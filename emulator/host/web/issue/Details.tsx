import { useState } from 'react';
import { site } from '../app/bootstrap';
import { messageOf } from '../app/http';
import type { Issue } from '../app/jira-types';
import { FieldValue, isUnset } from '../fields/FieldValue';
import { notify } from '../ui/flags';
import { Button, Person } from '../ui/parts';
import { EditableField } from './EditableField';
import { useChangeIssue, useWatchers, type Place } from './queries';
import { DATE_FIELDS, detailFields, PEOPLE_FIELDS, type ShownField } from './screen-fields';

export function Details({ issue, place }: { readonly issue: Issue; readonly place: Place | undefined }) {
  const fields = detailFields(issue, place);
  const people = PEOPLE_FIELDS.map((id) => ({ id, name: issue.names[id] ?? id })).filter(
    ({ id }) => id in issue.fields,
  );
  const dates = DATE_FIELDS.filter((id) => id in issue.fields && (id === 'duedate' || !isUnset(issue.fields[id])));
  return (
    <>
      {fields.length > 0 && <Group title="Details" issue={issue} fields={fields} />}
      <Group title="People" issue={issue} fields={people}>
        <Watchers issueKey={issue.key} />
      </Group>
      <Group title="Dates" issue={issue} fields={dates.map((id) => ({ id, name: issue.names[id] ?? id }))} />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly issue: Issue;
  readonly fields: readonly ShownField[];
  readonly children?: React.ReactNode;
}

function Group({ title, issue, fields, children }: GroupProps) {
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <div className="card-body details">
        {fields.map(({ id, name }) => (
          <div key={id} className="detail-row">
            <div className="detail-name">{name}</div>
            <div>
              {id === 'created' || id === 'updated' ? (
                <ReadOnly issue={issue} id={id} />
              ) : (
                <EditableField issue={issue} fieldId={id} />
              )}
            </div>
          </div>
        ))}
        {children}
      </div>
    </section>
  );
}

function ReadOnly({ issue, id }: { readonly issue: Issue; readonly id: string }) {
  return (
    <div className="read-only">
      <FieldValue value={issue.fields[id]} schema={issue.schema[id] ?? { type: 'datetime' }} />
    </div>
  );
}

function Watchers({ issueKey }: { readonly issueKey: string }) {
  const { data } = useWatchers(issueKey);
  const change = useChangeIssue(issueKey);
  const [busy, setBusy] = useState(false);
  if (data === undefined) return null;
  const toggle = async (): Promise<void> => {
    setBusy(true);
    try {
      if (data.isWatching)
        await change('DELETE', `/watchers?accountId=${encodeURIComponent(site.user?.accountId ?? '')}`);
      else await change('POST', '/watchers', site.user?.accountId);
    } catch (error) {
      notify('error', 'Watching could not be changed', messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="detail-row">
      <div className="detail-name">Watchers</div>
      <div className="section">
        {data.watchers.length > 0 && (
          <ul className="chips">
            {data.watchers.map((user) => (
              <li key={user.accountId} className="chip">
                <Person name={user.displayName} accountId={user.accountId} />
              </li>
            ))}
          </ul>
        )}
        <div className="actions">
          <Button onClick={() => void toggle()} disabled={busy}>
            {data.isWatching ? 'Stop watching' : 'Watch'}
          </Button>
        </div>
      </div>
    </div>
  );
}
