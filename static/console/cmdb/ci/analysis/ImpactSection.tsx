import { useMemo, type ReactNode } from 'react';
import type { CatalogueState, ImpactedView, ImpactView, SparedView } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, EmptyState, Loaded, Skeleton } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { useApiQuery } from '../../../../shared/query';
import { CriticalityLozenge } from '../../shared/lozenges';
import { useCmdbText } from '../../shared/messages';
import { Truncated } from '../../shared/Truncated';
import type { SectionProps } from '../CiPage';
import { IssueList } from '../issues/IssueList';
import { useCiText } from '../messages';
import { groupName, relationName } from './group-words';
import { NodeName, nodesOf, Path, type Nodes } from './nodes';
import { Shortened } from './Shortened';

/** What breaks if this CI fails. */
export function ImpactSection({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const impact = useApiQuery('cmdb.impact', { refs: [view.brief.ref] });
  return (
    <section aria-label={text('page.tab.impact')}>
      <Loaded query={impact} skeleton={<Skeleton lines={6} height={28} />}>
        {(found) => <Impact catalogue={catalogue} name={view.brief.name} impact={found} />}
      </Loaded>
    </section>
  );
}

interface ImpactProps {
  readonly catalogue: CatalogueState;
  readonly name: string;
  readonly impact: ImpactView;
}

function Impact({ catalogue, name, impact }: ImpactProps): ReactNode {
  const text = useCiText();
  const format = useFormat();
  const nodes = useMemo(() => nodesOf(impact.nodes), [impact.nodes]);
  const services = impact.impacted.filter(({ service }) => service);
  const others = impact.impacted.filter(({ service }) => !service);
  const { counts } = impact;
  return (
    <>
      <Truncated at={impact.truncatedAt} />
      {counts.impacted === 0 ? (
        <EmptyState title={text('impact.none', { name })}>{text('impact.none.why')}</EmptyState>
      ) : (
        <p className="cmdb-lead">
          {text('impact.summary', { name, services: counts.services, others: counts.impacted - counts.services })}
        </p>
      )}
      {services.length === 0 ? null : (
        <ImpactTable title={text('impact.services')} rows={services} nodes={nodes} catalogue={catalogue} />
      )}
      {others.length === 0 ? null : (
        <ImpactTable title={text('impact.others')} rows={others} nodes={nodes} catalogue={catalogue} />
      )}
      {counts.impacted > impact.impacted.length ? (
        <p className="pl-hint">{text('impact.listed', { listed: impact.impacted.length, count: counts.impacted })}</p>
      ) : null}
      {impact.spared.length === 0 ? null : <SparedTable spared={impact.spared} nodes={nodes} catalogue={catalogue} />}
      <h3>{text('impact.issues')}</h3>
      <IssueList found={impact.open} none={text('impact.noIssues')} />
      <p className="pl-hint">
        {text('analysis.cost', {
          at: format.dateTime(impact.asOf),
          nodes: impact.cost.nodes,
          levels: impact.cost.levels,
        })}
      </p>
    </>
  );
}

interface ImpactTableProps {
  readonly title: string;
  readonly rows: readonly ImpactedView[];
  readonly nodes: Nodes;
  readonly catalogue: CatalogueState;
}

function ImpactTable({ title, rows, nodes, catalogue }: ImpactTableProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  return (
    <>
      <h3>{title}</h3>
      <Shortened items={rows}>
        {(shown) => (
          <DataTable
            caption={title}
            captionHidden
            rows={shown}
            rowKey={({ id }) => id}
            columns={[
              { key: 'ci', title: text('analysis.ci'), cell: ({ id }) => <NodeName nodes={nodes} id={id} /> },
              {
                key: 'criticality',
                title: cmdb('cmdb.field.criticality'),
                cell: ({ id }) => <Critical nodes={nodes} id={id} />,
              },
              {
                key: 'why',
                title: text('analysis.why'),
                cell: (row) => (
                  <>
                    <Reason row={row} nodes={nodes} catalogue={catalogue} />
                    <Path nodes={nodes} path={row.path} />
                  </>
                ),
              },
              { key: 'distance', title: text('analysis.distance'), align: 'end', cell: ({ distance }) => distance },
            ]}
          />
        )}
      </Shortened>
    </>
  );
}

function Critical({ nodes, id }: { readonly nodes: Nodes; readonly id: string }): ReactNode {
  const node = nodes.get(id);
  return node?.kind === 'ci' ? <CriticalityLozenge criticality={node.criticality} /> : null;
}

interface ReasonProps {
  readonly row: ImpactedView;
  readonly nodes: Nodes;
  readonly catalogue: CatalogueState;
}

/** Which rule let the failure through. */
function Reason({ row: { because, via }, nodes, catalogue }: ReasonProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  if (because.kind === 'redundancy') {
    const { rule, need, inService, failed } = because;
    const group = groupName(catalogue, rule);
    return <div>{text('impact.because.redundancy', { group, need, inService, left: inService - failed })}</div>;
  }
  const supplier = nodes.get(via.supplier);
  return (
    <div>
      {text('impact.because.direct', {
        supplier: supplier?.kind === 'ci' ? supplier.name : cmdb('cmdb.restricted'),
        relation: relationName(catalogue, via.relationType),
      })}
    </div>
  );
}

interface SparedTableProps {
  readonly spared: readonly SparedView[];
  readonly nodes: Nodes;
  readonly catalogue: CatalogueState;
}

/** Those that redundancy keeps alive, and how little is left of it. */
function SparedTable({ spared, nodes, catalogue }: SparedTableProps): ReactNode {
  const text = useCiText();
  return (
    <>
      <h3>{text('impact.spared')}</h3>
      <Shortened items={spared}>
        {(shown) => (
          <DataTable
            caption={text('impact.spared')}
            captionHidden
            rows={shown}
            rowKey={({ id, rule }) => `${id} ${JSON.stringify(rule.group)}`}
            columns={[
              { key: 'ci', title: text('analysis.ci'), cell: ({ id }) => <NodeName nodes={nodes} id={id} /> },
              {
                key: 'left',
                title: text('impact.redundancy'),
                cell: ({ rule, need, inService, remaining }) =>
                  text('impact.spared.left', { group: groupName(catalogue, rule), need, inService, left: remaining }),
              },
            ]}
          />
        )}
      </Shortened>
    </>
  );
}
