import { lazy, Suspense, type ReactNode } from 'react';
import { Skeleton } from '../../../../shared/components';
import type { SectionProps } from '../CiPage';

/** What draws maps is heavy: it is loaded when a map is first looked at. */
const EmbeddedMap = lazy(async () => ({ default: (await import('../../map/EmbeddedMap')).EmbeddedMap }));

/** The CI among what it depends on and what depends on it. */
export function MapSection({ view: { brief } }: SectionProps): ReactNode {
  return (
    <Suspense fallback={<Skeleton lines={10} height={28} />}>
      <EmbeddedMap key={brief.ref} ci={brief.ref} />
    </Suspense>
  );
}
