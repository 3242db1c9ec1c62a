import type { ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useMapText } from '../messages';
import type { Fold } from '../shown';
import { CiButton } from './CiButton';
import { LongList } from './LongList';
import type { SidePanelProps } from './SidePanel';

/** What is drawn as one, one by one. */
export function FoldPanel({
  fold,
  graph,
  words,
  actions,
  onUnfold,
}: SidePanelProps & { readonly fold: Fold }): ReactNode {
  const text = useMapText();
  const [name, count] = words.fold(fold, 0);
  return (
    <section className="map-card" aria-live="polite" aria-labelledby="map-chosen">
      <h2 id="map-chosen" className="map-side-title">
        {name}
      </h2>
      <p>{`${text('map.fold.members')}: ${count ?? ''}`}</p>
      <Button onClick={() => onUnfold(fold.id)}>{text('map.fold.open')}</Button>
      <LongList items={fold.members}>
        {(id) => (
          <CiButton id={id} node={graph.nodes.get(id)?.ci ?? undefined} current={false} onSelect={actions.show} />
        )}
      </LongList>
    </section>
  );
}
