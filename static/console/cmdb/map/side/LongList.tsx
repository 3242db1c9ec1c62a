import { useState, type ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useMapText } from '../messages';

/** Rows shown at first, and with each “show more”. */
const STEP = 12;

export function LongList({
  items,
  children,
}: {
  readonly items: readonly string[];
  readonly children: (id: string) => ReactNode;
}): ReactNode {
  const text = useMapText();
  const [shown, setShown] = useState(STEP);
  const rest = items.length - shown;
  return (
    <>
      <ul className="map-list">
        {items.slice(0, shown).map((id) => (
          <li key={id}>{children(id)}</li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button appearance="subtle" onClick={() => setShown(shown + 5 * STEP)}>
          {text('map.fails.more', { count: rest })}
        </Button>
      ) : null}
    </>
  );
}
