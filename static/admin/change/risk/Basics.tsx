import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { Select } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField } from '../../sla/parts/Place';
import { TYPES } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import type { SectionProps } from './section';

/** Types, notice, records, and the calendar of business hours. */
export function Basics(props: SectionProps): ReactNode {
  const text = useChangeText();
  return (
    <fieldset className="sla-section">
      <legend>{text('basics.title')}</legend>
      <ByType {...props} />
      <Records {...props} />
      <Calendar {...props} />
    </fieldset>
  );
}

function ByType({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  return TYPES.map((type) => (
    <div key={type} className="change-grid" role="group" aria-label={terms(`change.type.${type}`)}>
      <PlacedField path={`typeRisk.${type}`} label={text('basics.typeRisk', { type: terms(`change.type.${type}`) })}>
        {(control) => (
          <NumberInput
            {...control}
            className="change-number"
            value={rules.typeRisk[type]}
            onChange={(risk) => onChange({ ...rules, typeRisk: { ...rules.typeRisk, [type]: risk } })}
          />
        )}
      </PlacedField>
      <PlacedField
        path={`leadTimeDays.${type}`}
        label={text('basics.leadTime', { type: terms(`change.type.${type}`) })}
      >
        {(control) => (
          <NumberInput
            {...control}
            className="change-number"
            value={rules.leadTimeDays[type]}
            onChange={(days) => onChange({ ...rules, leadTimeDays: { ...rules.leadTimeDays, [type]: days } })}
          />
        )}
      </PlacedField>
    </div>
  ));
}

function Records({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const { prior } = rules;
  return (
    <>
      <p className="pl-hint">{text('basics.prior.hint')}</p>
      <Said path="prior" />
      <div className="change-grid">
        <PlacedField path="prior.successes" label={text('basics.successes')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={prior.successes}
              onChange={(successes) => onChange({ ...rules, prior: { ...prior, successes } })}
            />
          )}
        </PlacedField>
        <PlacedField path="prior.failures" label={text('basics.failures')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={prior.failures}
              onChange={(failures) => onChange({ ...rules, prior: { ...prior, failures } })}
            />
          )}
        </PlacedField>
        <PlacedField path="recordMonths" label={text('basics.recordMonths')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={rules.recordMonths}
              onChange={(recordMonths) => onChange({ ...rules, recordMonths })}
            />
          )}
        </PlacedField>
        <PlacedField path="validDays" label={text('basics.validDays')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={rules.validDays}
              onChange={(validDays) => onChange({ ...rules, validDays })}
            />
          )}
        </PlacedField>
      </div>
    </>
  );
}

function Calendar({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const policy = useApiQuery('sla.policy', {});
  const known = (policy.data?.policy.calendars ?? []).map(({ key, name }) => ({ value: key, label: name }));
  const { businessCalendar: chosen } = rules;
  // One that is gone stays to be seen until another is chosen.
  const gone =
    chosen !== null && !known.some(({ value }) => value === chosen) ? [{ value: chosen, label: chosen }] : [];
  return (
    <PlacedField path="businessCalendar" label={text('basics.calendar')} hint={text('basics.calendar.hint')}>
      {(control) => (
        <Select
          {...control}
          className="pl-input change-select"
          value={chosen ?? ''}
          options={[{ value: '', label: text('basics.calendar.none') }, ...gone, ...known]}
          onChange={(key) => onChange({ ...rules, businessCalendar: key === '' ? null : key })}
        />
      )}
    </PlacedField>
  );
}
