import type { ReactNode } from 'react';
import type { MapGraph } from '../graph';
import { useMapText } from '../messages';
import type { CiActions } from '../ServiceMap';
import type { MapSettings } from '../settings';
import type { Fold } from '../shown';
import type { ServiceMapData } from '../use-service-map';
import type { MapWords } from '../words';
import { CiButton } from './CiButton';
import { FailurePanel } from './FailurePanel';
import { FoldPanel } from './FoldPanel';
import { Legend } from './Legend';
import { NodePanel } from './NodePanel';

export interface SidePanelProps {
  readonly selected: string | undefined;
  readonly folds: readonly Fold[];
  readonly data: ServiceMapData;
  readonly graph: MapGraph;
  readonly words: MapWords;
  readonly settings: MapSettings;
  readonly actions: CiActions;
  readonly onUnfold: (id: string) => void;
  readonly full: boolean;
}

/** What is known about the chosen CI, then what fails, then the services. */
export function SidePanel(props: SidePanelProps): ReactNode {
  const { selected, folds, data, graph, actions } = props;
  const fold = folds.find(({ id }) => id === selected);
  return (
    <aside className="map-side">
      {fold === undefined ? <NodePanel {...props} /> : <FoldPanel {...props} fold={fold} />}
      {data.failure === undefined ? (
        <Services graph={graph} selected={selected} actions={actions} />
      ) : (
        <FailurePanel {...props} failure={data.failure} />
      )}
      <Legend failing={data.failure !== undefined} />
    </aside>
  );
}

function Services({ graph, selected, actions }: Pick<SidePanelProps, 'graph' | 'selected' | 'actions'>): ReactNode {
  const text = useMapText();
  const services = [...graph.nodes.values()]
    .flatMap(({ ci }) => (ci?.service === true ? [ci] : []))
    .toSorted((a, b) => (a.criticality ?? 6) - (b.criticality ?? 6) || a.name.localeCompare(b.name));
  return (
    <section aria-labelledby="map-services">
      <h2 id="map-services" className="map-side-title">
        {text('map.services')}
      </h2>
      {services.length === 0 ? <p className="pl-hint">{text('map.services.none')}</p> : null}
      <ul className="map-list">
        {services.map((ci) => (
          <li key={ci.id}>
            <CiButton id={ci.id} node={ci} current={ci.id === selected} onSelect={actions.show} />
          </li>
        ))}
      </ul>
    </section>
  );
}
