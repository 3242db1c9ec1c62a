import { useMemo, type ReactNode } from 'react';
import { Combobox, type ComboboxOption } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { PlacedField } from '../parts/Place';
import type { CalendarPartProps } from './CalendarEditor';

/** A zone is found by any part of its name: "york" finds America/New_York. */
const matches = (zone: string, sought: string): boolean =>
  zone.toLowerCase().replaceAll('_', ' ').includes(sought.trim().toLowerCase().replaceAll('_', ' '));

export function ZoneField({ calendar, path, onChange }: CalendarPartProps): ReactNode {
  const text = useSlaText();
  const { timeZones } = usePolicy().vocabulary;
  const { timeZone } = calendar;
  const options = useMemo<ComboboxOption[]>(
    () =>
      (timeZones.includes(timeZone) ? timeZones : timeZones.filter((zone) => matches(zone, timeZone)))
        .slice(0, 60)
        .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' '), hint: offsetOf(zone) })),
    [timeZones, timeZone],
  );
  const set = (zone: string): void => onChange({ ...calendar, timeZone: zone });
  return (
    <PlacedField
      path={`${path}.timeZone`}
      label={text('calendar.zone')}
      hint={text('calendar.zone.hint', { offset: offsetOf(timeZone) })}
      required
    >
      {(control) => (
        <Combobox
          {...control}
          text={timeZone}
          onText={set}
          options={options}
          onChoose={({ value }) => set(value)}
          listLabel={text('calendar.zone')}
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
