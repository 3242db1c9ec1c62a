import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../shared/components';
import { WithMessages } from '../../../shared/WithMessages';
import { CiPicker } from '../shared/CiPicker';
import { mapMessages, useMapText } from './messages';
import { ServiceMap } from './ServiceMap';
import { DEFAULT_LEVELS, parametersOf, settingsFrom } from './settings';

/** `/cmdb/map?ci=…`: everything that the map was asked for is in the address, to be sent to somebody else. */
export function MapPage(): ReactNode {
  return (
    <WithMessages messages={mapMessages}>
      <MapOfAddress />
    </WithMessages>
  );
}

function MapOfAddress(): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const settings = settingsFrom(parameters);
  if (settings === undefined)
    return (
      <ChooseCi
        onChoose={(ci) =>
          setParameters(parametersOf({ ci, levels: DEFAULT_LEVELS, direction: 'dependencies', fails: [] }))
        }
      />
    );
  return (
    <ServiceMap
      key={settings.ci}
      settings={settings}
      // Another CI is another page to go back from; a what-if or another depth is the same page in another light.
      onSettings={(next) => setParameters(parametersOf(next), { replace: next.ci === settings.ci })}
    />
  );
}

function ChooseCi({ onChoose }: { readonly onChoose: (ref: string) => void }): ReactNode {
  const text = useMapText();
  return (
    <EmptyState
      title={text('map.choose.title')}
      action={
        <div className="map-choose">
          <CiPicker label={text('map.choose.label')} onChoose={({ ref }) => onChoose(ref)} />
        </div>
      }
    >
      {text('map.choose.body')}
    </EmptyState>
  );
}
