import { Link } from 'react-router';
import { z } from 'zod';
import { formatInstant } from '../app/format';
import { Status, User, type Issue } from '../app/jira-types';
import { Person, StatusLozenge } from '../ui/parts';

export const RESULT_FIELDS = ['issuetype', 'summary', 'status', 'priority', 'assignee', 'created', 'updated'] as const;

const Row = z.object({
  issuetype: z.object({ name: z.string() }),
  summary: z.string(),
  status: Status,
  priority: z.object({ name: z.string() }).nullish(),
  assignee: User.nullish(),
  created: z.string(),
  updated: z.string(),
});

export function ResultTable({ issues, stale }: { readonly issues: readonly Issue[]; readonly stale: boolean }) {
  return (
    <div className="table-scroll" aria-busy={stale}>
      <table className="table results">
        <thead>
          <tr>
            {['Type', 'Key', 'Summary', 'Status', 'Priority', 'Assignee', 'Created', 'Updated'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {issues.map((issue) => (
            <ResultRow key={issue.id} issue={issue} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ResultRow({ issue }: { readonly issue: Issue }) {
  const row = Row.parse(issue.fields);
  const address = `/browse/${issue.key}`;
  return (
    <tr>
      <td>{row.issuetype.name}</td>
      <th scope="row" className="nowrap">
        <Link to={address}>{issue.key}</Link>
      </th>
      <td className="summary-cell">
        <Link to={address} tabIndex={-1} className="quiet-link">
          {row.summary}
        </Link>
      </td>
      <td>
        <StatusLozenge status={row.status} />
      </td>
      <td>{row.priority?.name ?? '–'}</td>
      <td className="nowrap">
        {row.assignee === null || row.assignee === undefined ? (
          'Unassigned'
        ) : (
          <Person name={row.assignee.displayName} accountId={row.assignee.accountId} />
        )}
      </td>
      <td className="nowrap">{formatInstant(row.created)}</td>
      <td className="nowrap">{formatInstant(row.updated)}</td>
    </tr>
  );
}
