import { useMemo, type ReactNode } from 'react';
import type { CausesView } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, EmptyState, Loaded, Lozenge, Skeleton } from '../../../../shared/components';
import { useApiQuery } from '../../../../shared/query';
import { StateLozenge } from '../../shared/lozenges';
import { useCmdbText } from '../../shared/messages';
import { Truncated } from '../../shared/Truncated';
import type { SectionProps } from '../CiPage';
import { IssueList } from '../issues/IssueList';
import { useCiText } from '../messages';
import { NodeName, nodesOf, Path, type Nodes } from './nodes';
import { Shortened } from './Shortened';

/** What could have brought this CI down. */
export function CausesSection({ view }: SectionProps): ReactNode {
  const text = useCiText();
  const causes = useApiQuery('cmdb.causes', { ref: view.brief.ref });
  return (
    <section aria-label={text('page.tab.causes')}>
      <Loaded query={causes} skeleton={<Skeleton lines={6} height={28} />}>
        {(found) => <Causes name={view.brief.name} found={found} />}
      </Loaded>
    </section>
  );
}

function Causes({ name, found }: { readonly name: string; readonly found: CausesView }): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const nodes = useMemo(() => nodesOf(found.nodes), [found.nodes]);
  if (found.causes.length === 0)
    return (
      <>
        <Truncated at={found.truncatedAt} />
        <EmptyState title={text('causes.none', { name })}>{text('causes.none.next')}</EmptyState>
      </>
    );
  return (
    <>
      <Truncated at={found.truncatedAt} />
      <p className="cmdb-lead">{text('causes.summary', { name, count: found.counts.causes })}</p>
      <h3>{text('causes.issues')}</h3>
      <IssueList found={found.open} none={text('causes.noIssues')} />
      <h3>{text('causes.list')}</h3>
      <Shortened items={found.causes}>
        {(shown) => (
          <DataTable
            caption={text('causes.list')}
            captionHidden
            rows={shown}
            rowKey={({ id }) => id}
            columns={[
              { key: 'ci', title: text('analysis.ci'), cell: ({ id }) => <NodeName nodes={nodes} id={id} /> },
              { key: 'state', title: cmdb('cmdb.field.state'), cell: ({ id }) => <State nodes={nodes} id={id} /> },
              {
                key: 'alone',
                title: text('causes.effect'),
                cell: ({ alone }) =>
                  alone ? <Lozenge tone="danger">{text('causes.alone')}</Lozenge> : text('causes.together'),
              },
              { key: 'path', title: text('analysis.path'), cell: ({ path }) => <Path nodes={nodes} path={path} /> },
            ]}
          />
        )}
      </Shortened>
    </>
  );
}

function State({ nodes, id }: { readonly nodes: Nodes; readonly id: string }): ReactNode {
  const node = nodes.get(id);
  return node?.kind === 'ci' ? <StateLozenge ci={node} /> : null;
}
