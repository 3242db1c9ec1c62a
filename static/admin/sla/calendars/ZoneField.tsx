import { useMemo, type ReactNode } from 'react';
import { Combobox, type ComboboxOption } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { PlacedField } from '../parts/Place';

/** A zone is found by any part of its name: "york" finds America/New_York. */
const matches = (zone: string, sought: string): boolean =>
  zone.toLowerCase().replaceAll('_', ' ').includes(sought.trim().toLowerCase().replaceAll('_', ' '));

export interface ZoneFieldProps {
  readonly path: string;
  readonly label: string;
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}

export function ZoneField({ path, label, zone, onChange }: ZoneFieldProps): ReactNode {
  const text = useSlaText();
  const { timeZones } = usePolicy().vocabulary;
  const options = useMemo<ComboboxOption[]>(
    () =>
      (timeZones.includes(zone) ? timeZones : timeZones.filter((one) => matches(one, zone)))
        .slice(0, 60)
        .map((one) => ({ value: one, label: one.replaceAll('_', ' '), hint: offsetOf(one) })),
    [timeZones, zone],
  );
  return (
    <PlacedField path={path} label={label} hint={text('calendar.zone.hint', { offset: offsetOf(zone) })} required>
      {(control) => (
        <Combobox
          {...control}
          text={zone}
          onText={onChange}
          options={options}
          onChoose={({ value }) => onChange(value)}
          listLabel={label}
          none={text('calendar.zone.none')}
        />
      )}
    </PlacedField>
  );
}

/** `UTC+2` at present; empty for what is no zone. */
function offsetOf(timeZone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts();
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return name.replace('GMT', 'UTC');
  } catch {
    return '';
  }
}
