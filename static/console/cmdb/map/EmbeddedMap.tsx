import { useState, type ReactNode } from 'react';
import { WithMessages } from '../../../shared/WithMessages';
import { mapMessages } from './messages';
import { ServiceMap } from './ServiceMap';
import type { MapSettings } from './settings';

/** The map on a CI's own page. It keeps to itself what it is asked for; `<EmbeddedMap key={ref} ci={ref} />`. */
export function EmbeddedMap({ ci }: { readonly ci: string }): ReactNode {
  const [settings, setSettings] = useState<MapSettings>({ ci, levels: 2, direction: 'dependencies', fails: [] });
  return (
    <WithMessages messages={mapMessages}>
      <ServiceMap key={settings.ci} settings={settings} onSettings={setSettings} />
    </WithMessages>
  );
}
