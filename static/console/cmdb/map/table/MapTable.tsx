import { useState, type ReactNode } from 'react';
import { Button, DataTable, type Column } from '../../../../shared/components';
import { CiLink } from '../../shared/CiLink';
import { StateLozenge } from '../../shared/lozenges';
import { fateOf, type Failure } from '../failure';
import { supplyOf, type MapEdge, type MapGraph, type MapNode } from '../graph';
import { useMapText, type MapText } from '../messages';
import type { CiActions } from '../ServiceMap';
import { siteKey, type Site } from '../sites';
import type { MapWords } from '../words';

export interface MapTableProps {
  readonly graph: MapGraph;
  readonly words: MapWords;
  readonly failure: Failure | undefined;
  readonly sites: ReadonlyMap<string, Site>;
  readonly actions: CiActions;
}

/** Everything that is on the map, in rows, with the same actions. */
export function MapTable(props: MapTableProps): ReactNode {
  const { graph, words, failure, actions } = props;
  const text = useMapText();
  const nodes = inOrder(graph, failure);
  const edges = [...graph.edges.values()];
  return (
    <div className="map-tables">
      <Paged items={nodes}>
        {(rows) => (
          <DataTable
            caption={`${text('map.table.nodes')} (${nodes.length})`}
            rows={rows}
            rowKey={({ id }) => id}
            columns={nodeColumns(props, text)}
          />
        )}
      </Paged>
      <Paged items={edges}>
        {(rows) => (
          <DataTable
            caption={`${text('map.table.edges')} (${edges.length})`}
            rows={rows}
            rowKey={({ key }) => key}
            columns={edgeColumns(graph, words, actions, text)}
          />
        )}
      </Paged>
    </div>
  );
}

const FATES = ['failing', 'impacted', 'spared', 'untouched'] as const;

/** What fails, what that hits, then by name. */
function inOrder(graph: MapGraph, failure: Failure | undefined): MapNode[] {
  const rank = ({ id }: MapNode): number => FATES.indexOf(fateOf(failure, id));
  return [...graph.nodes.values()].toSorted(
    (a, b) => rank(a) - rank(b) || (a.ci?.name ?? '\uffff').localeCompare(b.ci?.name ?? '\uffff'),
  );
}

function nodeColumns({ words, failure, sites, actions }: MapTableProps, text: MapText): Column<MapNode>[] {
  const whatIf: Column<MapNode>[] =
    failure === undefined
      ? []
      : [
          { key: 'fate', title: text('map.table.fate'), cell: ({ id }) => text(`map.fate.${fateOf(failure, id)}`) },
          {
            key: 'why',
            title: text('map.table.why'),
            cell: ({ id }) => (fateOf(failure, id) === 'untouched' ? '' : words.why(failure, id)),
          },
        ];
  return [
    {
      key: 'name',
      title: text('map.table.name'),
      cell: ({ id, ci }) => (ci === null ? words.name(id) : <CiLink ci={ci} />),
    },
    { key: 'class', title: text('map.node.class'), cell: ({ ci }) => ci?.className ?? '' },
    { key: 'ref', title: text('map.node.ref'), cell: ({ ci }) => (ci === null ? '' : <code>{ci.ref}</code>) },
    { key: 'state', title: text('map.node.state'), cell: ({ ci }) => (ci === null ? '' : <StateLozenge ci={ci} />) },
    { key: 'site', title: text('map.node.site'), cell: ({ id }) => words.value('site', siteKey(sites.get(id))) },
    {
      key: 'redundancy',
      title: text('map.node.redundancy'),
      cell: (node) => words.needsLong(node, failure).join('; '),
    },
    ...whatIf,
    {
      key: 'actions',
      title: text('map.table.actions'),
      cell: (node) => <RowActions node={node} {...{ words, actions }} />,
    },
  ];
}

function RowActions({
  node: { id, ci, hidden },
  words,
  actions,
}: {
  readonly node: MapNode;
  readonly words: MapWords;
  readonly actions: CiActions;
}): ReactNode {
  const text = useMapText();
  const name = words.name(id);
  return (
    <div className="cmdb-actions">
      <Button appearance="subtle" aria-label={text('map.table.show', { name })} onClick={() => actions.show(id)}>
        {text('map.view.map')}
      </Button>
      {ci === null ? null : (
        <Button appearance="subtle" aria-label={text('map.table.fails', { name })} onClick={() => actions.fail(id)}>
          {text('map.node.fails')}
        </Button>
      )}
      {ci === null || hidden === 0 ? null : (
        <Button
          appearance="subtle"
          aria-label={text('map.table.expand', { name, count: hidden })}
          onClick={() => actions.expand(id)}
        >
          {text('map.node.expand', { count: hidden })}
        </Button>
      )}
    </div>
  );
}

function edgeColumns(graph: MapGraph, words: MapWords, actions: CiActions, text: MapText): Column<MapEdge>[] {
  const end = (id: string): ReactNode => {
    const ci = graph.nodes.get(id)?.ci ?? null;
    return ci === null ? words.name(id) : <CiLink ci={ci} />;
  };
  return [
    { key: 'from', title: text('map.table.from'), cell: ({ from }) => end(from) },
    { key: 'relation', title: text('map.table.relation'), cell: ({ label }) => label },
    { key: 'to', title: text('map.table.to'), cell: ({ to }) => end(to) },
    {
      key: 'flow',
      title: text('map.table.flow'),
      cell: (edge) => {
        if (edge.impact === 'none' || edge.impact === 'both') return text(`map.table.flow.${edge.impact}`);
        const { supplier, consumer } = supplyOf(edge);
        return text('map.table.flow.to', { supplier: words.name(supplier), consumer: words.name(consumer) });
      },
    },
    {
      key: 'actions',
      title: text('map.table.actions'),
      cell: ({ from }) => (
        <Button
          appearance="subtle"
          aria-label={text('map.table.show', { name: words.name(from) })}
          onClick={() => actions.show(from)}
        >
          {text('map.view.map')}
        </Button>
      ),
    },
  ];
}

/** Rows at first, and with each “show more”: thousands at once keep a browser busy for seconds. */
const STEP = 200;

function Paged<T>({
  items,
  children,
}: {
  readonly items: readonly T[];
  readonly children: (items: readonly T[]) => ReactNode;
}): ReactNode {
  const text = useMapText();
  const [shown, setShown] = useState(STEP);
  const rest = items.length - shown;
  return (
    <div>
      {children(items.slice(0, shown))}
      {rest > 0 ? (
        <Button onClick={() => setShown(shown + STEP)}>
          {text('map.table.more', { count: Math.min(STEP, rest) })}
        </Button>
      ) : null}
    </div>
  );
}
