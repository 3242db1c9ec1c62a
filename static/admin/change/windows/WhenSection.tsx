import { useMemo, type ReactNode } from 'react';
import { Combobox, type ComboboxOption } from '../../../shared/components';
import { PlacedField } from '../../sla/parts/Place';
import { useWindowText } from './messages';
import { RepeatFields } from './RepeatFields';
import type { WindowPartProps } from './WindowEditor';

/** Wall clock times in the window's zone, and how they repeat. */
export function WhenSection(props: WindowPartProps): ReactNode {
  const text = useWindowText();
  const { window, path, onChange } = props;
  return (
    <fieldset className="sla-section">
      <legend>{text('window.when')}</legend>
      <p className="pl-hint">{text('window.when.hint')}</p>
      <div className="sla-row">
        {(['start', 'end'] as const).map((side) => (
          <PlacedField key={side} path={`${path}.${side}`} label={text(`window.${side}`)} required>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                className="pl-input"
                value={window[side]}
                onChange={(event) => onChange({ ...window, [side]: event.target.value })}
              />
            )}
          </PlacedField>
        ))}
        <ZoneField {...props} />
      </div>
      <RepeatFields {...props} />
    </fieldset>
  );
}

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const SHOWN = 60;

/** A zone is found by any part of its name: "york" finds America/New_York. */
const plain = (zone: string): string => zone.trim().toLowerCase().replaceAll('_', ' ');

function ZoneField({ window: { timeZone, ...window }, path, onChange }: WindowPartProps): ReactNode {
  const text = useWindowText();
  const options = useMemo<ComboboxOption[]>(
    () =>
      (ZONES.includes(timeZone) ? ZONES : ZONES.filter((zone) => plain(zone).includes(plain(timeZone))))
        .slice(0, SHOWN)
        .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [timeZone],
  );
  const set = (zone: string): void => onChange({ ...window, timeZone: zone });
  return (
    <PlacedField path={`${path}.timeZone`} label={text('window.zone')} required>
      {(control) => (
        <Combobox
          {...control}
          text={timeZone}
          onText={set}
          options={options}
          onChoose={({ value }) => set(value)}
          listLabel={text('window.zone')}
          none={text('window.zone.none')}
        />
      )}
    </PlacedField>
  );
}
