import type { ReactNode } from 'react';
import type { IssueBrief, IssuesOnTheWay } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, Lozenge, SiteLink, type Tone } from '../../../../shared/components';
import { navigatorPath } from '../../shared/paths';
import { useCiText } from '../messages';

export interface IssueListProps {
  readonly found: IssuesOnTheWay;
  /** Said when there are none. */
  readonly none: string;
}

const TONES: Readonly<Record<IssueBrief['statusCategory'], Tone>> = {
  new: 'neutral',
  indeterminate: 'information',
  done: 'success',
};

/** Issues with the query that finds exactly these in Jira's navigator. */
export function IssueList({ found: { issues, count, jql, cut }, none }: IssueListProps): ReactNode {
  const text = useCiText();
  return (
    <>
      {cut ? (
        <p className="cmdb-notice" data-tone="warning">
          {text('issues.cut')}
        </p>
      ) : null}
      {count === 0 ? (
        <p>{none}</p>
      ) : (
        <DataTable
          caption={text('issues.title')}
          captionHidden
          rows={issues}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'key',
              title: text('issues.key'),
              cell: ({ key }) => <SiteLink to={`/browse/${key}`}>{key}</SiteLink>,
            },
            { key: 'type', title: text('issues.type'), cell: ({ type }) => type },
            { key: 'summary', title: text('issues.summary'), cell: ({ summary }) => summary },
            {
              key: 'status',
              title: text('issues.status'),
              cell: ({ status, statusCategory }) => <Lozenge tone={TONES[statusCategory]}>{status}</Lozenge>,
            },
            { key: 'priority', title: text('issues.priority'), cell: ({ priority }) => priority ?? '–' },
          ]}
        />
      )}
      {jql === null || count === 0 ? null : (
        <p>
          <SiteLink to={navigatorPath(jql)}>{text('issues.inNavigator', { count })}</SiteLink>
        </p>
      )}
    </>
  );
}
