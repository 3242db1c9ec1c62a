import type { ReactNode } from 'react';
import { DataTable, SiteLink } from '../shared/components';
import { useChangeNames, useSpan } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { useCiNames } from './ci-names';
import { Risk } from './states';
import { useUpcomingText } from './text';
import type { UpcomingChange } from './UpcomingView';

/** The same changes with all they say, in columns. */
export function ChangeTable({ changes }: { readonly changes: readonly UpcomingChange[] }): ReactNode {
  const text = useUpcomingText();
  const names = useChangeNames();
  const spanOf = useSpan();
  const format = useFormat();
  const ciNames = useCiNames();
  return (
    <div className="pl-gadget-scroll upcoming-table" role="region" aria-label={text('upcoming.list')} tabIndex={0}>
      <DataTable
        caption={text('upcoming.list')}
        captionHidden
        rows={changes}
        rowKey={({ issueKey }) => issueKey}
        columns={[
          {
            key: 'change',
            title: text('upcoming.change'),
            cell: ({ issueKey, summary }) => (
              <SiteLink to={`/browse/${issueKey}`}>
                {issueKey} {summary}
              </SiteLink>
            ),
          },
          { key: 'planned', title: text('upcoming.planned'), cell: ({ planned }) => spanOf(planned) },
          { key: 'risk', title: text('upcoming.risk'), cell: ({ level }) => <Risk level={level} /> },
          {
            key: 'conflicts',
            title: text('upcoming.conflicts'),
            cell: ({ conflicts }) => names(`change.conflicts.${conflicts}`),
          },
          {
            key: 'outage',
            title: text('upcoming.outageColumn'),
            cell: ({ outage }) => (outage === null ? '–' : spanOf(outage)),
          },
          { key: 'type', title: text('upcoming.type'), cell: ({ type }) => names(`change.type.${type ?? 'none'}`) },
          { key: 'stage', title: text('upcoming.stage'), cell: ({ stage }) => names(`change.stage.${stage}`) },
          { key: 'implementer', title: text('upcoming.implementer'), cell: ({ implementer }) => implementer ?? '–' },
          { key: 'cis', title: text('upcoming.cis'), cell: ({ cis }) => format.list(ciNames(cis)) },
        ]}
      />
    </div>
  );
}
