/** Somebody's profile: who they are, which groups they are in, and what they are working on. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import { get, query, RequestError } from '../app/http';
import { Issue } from '../app/jira-types';
import { ResultTable, RESULT_FIELDS } from '../navigator/ResultTable';
import { EmptyState, Failure, PageHeader, Skeleton } from '../ui/parts';
import { useTitle } from './ProjectList';

const Profile = z.object({
  accountId: z.string(),
  displayName: z.string(),
  emailAddress: z.string().optional(),
  active: z.boolean(),
  timeZone: z.string().optional(),
});
const Groups = z.array(z.object({ name: z.string() }));
const Found = z.object({ issues: z.array(Issue) });

const SHOWN = 50;
const assignedTo = (accountId: string): string =>
  `assignee = "${accountId}" AND statusCategory != Done ORDER BY updated DESC`;

export function PersonPage() {
  const { accountId = '' } = useParams();
  const person = useQuery({
    queryKey: ['person', accountId],
    queryFn: () => get(Profile, `/rest/api/3/user?${query({ accountId })}`),
  });
  const groups = useQuery({
    queryKey: ['person', accountId, 'groups'],
    queryFn: () => get(Groups, `/rest/api/3/user/groups?${query({ accountId })}`),
  });
  useTitle(person.data?.displayName ?? 'Profile');
  if (person.error instanceof RequestError && person.error.status === 404) {
    return (
      <EmptyState title="There is nobody here">
        <p>No account of this site has the id {accountId}.</p>
      </EmptyState>
    );
  }
  return (
    <div className="page">
      <PageHeader title={person.data?.displayName ?? 'Profile'} />
      {person.error !== null && <Failure error={person.error} what="The profile" />}
      {person.isPending && <Skeleton lines={3} />}
      {person.data !== undefined && <About person={person.data} groups={groups.data} />}
      <Assigned accountId={accountId} />
    </div>
  );
}

interface AboutProps {
  readonly person: z.output<typeof Profile>;
  readonly groups: z.output<typeof Groups> | undefined;
}

function About({ person, groups }: AboutProps) {
  return (
    <dl className="details about">
      <Row name="Email">{person.emailAddress ?? <span className="unset">Not shown</span>}</Row>
      {person.timeZone !== undefined && <Row name="Time zone">{person.timeZone}</Row>}
      {!person.active && <Row name="Account">Deactivated</Row>}
      <Row name="Groups">
        {groups === undefined || groups.length === 0 ? (
          <span className="unset">None</span>
        ) : (
          <span className="chips">
            {groups.map(({ name }) => (
              <span key={name} className="chip">
                {name}
              </span>
            ))}
          </span>
        )}
      </Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="detail-row">
      <dt>{name}</dt>
      <dd className="read-only">{children}</dd>
    </div>
  );
}

function Assigned({ accountId }: { readonly accountId: string }) {
  const jql = assignedTo(accountId);
  const found = useQuery({
    queryKey: ['search', jql],
    queryFn: () =>
      get(Found, `/rest/api/3/search/jql?${query({ jql, maxResults: SHOWN, fields: RESULT_FIELDS.join(',') })}`),
  });
  return (
    <section className="section">
      <div className="section-head">
        <h2>Open issues assigned</h2>
        <Link to={`/issues/?${query({ jql })}`}>Show them as a search</Link>
      </div>
      {found.error !== null && <Failure error={found.error} what="The issues" />}
      {found.isPending && <Skeleton />}
      {found.data?.issues.length === 0 && <p className="unset">No open issue that you can see.</p>}
      {found.data !== undefined && found.data.issues.length > 0 && (
        <ResultTable issues={found.data.issues} stale={found.isFetching} />
      )}
    </section>
  );
}
