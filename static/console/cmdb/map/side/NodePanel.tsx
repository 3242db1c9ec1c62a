import type { ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { CiLink } from '../../shared/CiLink';
import { CriticalityLozenge, StateLozenge } from '../../shared/lozenges';
import type { CiNode, MapNode } from '../graph';
import { useMapText } from '../messages';
import { MOST_NODES } from '../settings';
import { siteKey } from '../sites';
import type { SidePanelProps } from './SidePanel';

/** The chosen CI: what tells it apart, its redundancy in words, why it fails, what can be done. */
export function NodePanel(props: SidePanelProps): ReactNode {
  const { selected, graph, words, data, actions } = props;
  const text = useMapText();
  const node = selected === undefined ? undefined : graph.nodes.get(selected);
  if (selected === undefined) return <p className="pl-hint">{text('map.start.hint')}</p>;
  const why = data.failure === undefined ? undefined : words.why(data.failure, selected);
  return (
    <section className="map-card" aria-live="polite" aria-labelledby="map-chosen">
      <header className="map-card-head">
        <h2 id="map-chosen" className="map-side-title">
          {node?.ci ? <CiLink ci={node.ci} /> : words.name(selected)}
        </h2>
        <button
          type="button"
          className="map-card-close"
          aria-label={text('map.node.close')}
          onClick={() => actions.select(undefined)}
        >
          ×
        </button>
      </header>
      {why === undefined ? null : <p className="map-why">{why}</p>}
      {node?.ci ? <Facts {...props} node={node} ci={node.ci} /> : null}
      {node?.ci ? <Actions {...props} node={node} ci={node.ci} /> : null}
      {node !== undefined && node.ci === null ? <p className="pl-hint">{text('map.node.restricted')}</p> : null}
    </section>
  );
}

interface PartProps extends SidePanelProps {
  readonly node: MapNode;
  readonly ci: CiNode;
}

function Facts({ node, ci, words, data }: PartProps): ReactNode {
  const text = useMapText();
  const needs = words.needsLong(node, data.failure);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text('map.node.class'), ci.className],
    [text('map.node.ref'), <code key="ref">{ci.ref}</code>],
    [text('map.node.state'), <StateLozenge key="state" ci={ci} />],
    ...(ci.criticality === null
      ? []
      : [[text('map.node.criticality'), <CriticalityLozenge key="c" criticality={ci.criticality} />] as const]),
    [text('map.node.site'), words.value('site', siteKey(data.sites.get(node.id)))],
    [
      text('map.node.relations'),
      text('map.node.relations.some', { shown: node.relations - node.hidden, all: node.relations }),
    ],
    ...(needs.length === 0
      ? []
      : [[text('map.node.redundancy'), needs.map((need) => <div key={need}>{need}</div>)] as const]),
  ];
  return (
    <dl className="map-facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Actions({ node, ci, data, settings, actions, full }: PartProps): ReactNode {
  const text = useMapText();
  const { id } = node;
  const expanding = data.expanding.has(id);
  return (
    <>
      <div className="cmdb-actions">
        {settings.fails.includes(id) ? null : (
          <Button onClick={() => actions.fail(id)}>{text('map.node.fails')}</Button>
        )}
        {settings.fails.length > 0 && !settings.fails.includes(id) ? (
          <Button onClick={() => actions.failToo(id)}>{text('map.node.failsToo')}</Button>
        ) : null}
        {node.hidden > 0 ? (
          <Button disabled={expanding || full} onClick={() => actions.expand(id)}>
            {expanding ? text('map.node.expanding') : text('map.node.expand', { count: node.hidden })}
          </Button>
        ) : null}
        {settings.ci === id ? null : (
          <Button appearance="subtle" onClick={() => actions.centre(id)}>
            {text('map.node.centre')}
          </Button>
        )}
      </div>
      {full && node.hidden > 0 ? (
        <p className="pl-hint">{text('map.expansion.big', { most: MOST_NODES, name: ci.name })}</p>
      ) : null}
    </>
  );
}
