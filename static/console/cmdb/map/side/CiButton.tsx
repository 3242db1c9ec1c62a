import type { ReactNode } from 'react';
import type { NodeView } from '../../../../../src/cmdb/cmdb.shapes';
import { ClassIcon } from '../../../../shared/cmdb/ClassIcon';
import { useMapText } from '../messages';

export interface CiButtonProps {
  readonly id: string;
  readonly node: NodeView | undefined;
  readonly current: boolean;
  readonly onSelect: (id: string) => void;
  readonly note?: ReactNode;
}

/** A CI in a list of the map: chooses it. The ref tells it from others of the same name. */
export function CiButton({ id, node, current, onSelect, note }: CiButtonProps): ReactNode {
  const text = useMapText();
  return (
    <button type="button" className="map-ci" aria-current={current ? 'true' : undefined} onClick={() => onSelect(id)}>
      <ClassIcon icon={node?.kind === 'ci' ? node.icon : 'generic'} />
      <span className="map-ci-name">
        {node?.kind === 'ci' ? node.name : text('map.restricted')}
        {node?.kind === 'ci' ? <span className="map-ci-ref">{`${node.className} · ${node.ref}`}</span> : null}
        {note}
      </span>
    </button>
  );
}
