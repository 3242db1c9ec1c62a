/** The CIs that an analysis names. */
import type { ReactNode } from 'react';
import type { NodeView } from '../../../../../src/cmdb/cmdb.shapes';
import { CiLink } from '../../shared/CiLink';
import { useCmdbText } from '../../shared/messages';

export type Nodes = ReadonlyMap<string, NodeView>;

export const nodesOf = (nodes: readonly NodeView[]): Nodes => new Map(nodes.map((node) => [node.id, node]));

export interface NodeNameProps {
  readonly nodes: Nodes;
  readonly id: string;
}

/** A CI by name; one that the reader may not see stands without a name. */
export function NodeName({ nodes, id }: NodeNameProps): ReactNode {
  const text = useCmdbText();
  const node = nodes.get(id);
  return node?.kind === 'ci' ? <CiLink ci={node} /> : <em>{text('cmdb.restricted')}</em>;
}

/** From one end of a walk to the other: `db-01 → app-01 → Web shop`. */
export function Path({ nodes, path }: { readonly nodes: Nodes; readonly path: readonly string[] }): ReactNode {
  const text = useCmdbText();
  const names = path.map((id) => {
    const node = nodes.get(id);
    return node?.kind === 'ci' ? node.name : text('cmdb.restricted');
  });
  return <span className="cmdb-path">{names.join(' → ')}</span>;
}
