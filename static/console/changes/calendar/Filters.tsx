import type { ReactNode } from 'react';
import { CHANGE_TYPES, RISK_LEVELS } from '../../../../src/change/change.shapes';
import { useChangeTerms } from '../../../shared/change/terms';
import { Button, ValuePicker } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { CiPicker } from '../../cmdb/shared/CiPicker';
import { useCalendarText } from './messages';
import type { CalendarState } from './use-calendar';

const CLEARED = { project: null, service: null, type: null, level: null };

/** What the calendar is narrowed to. */
export function Filters({ state }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  const terms = useChangeTerms();
  const catalogue = useApiQuery('change.catalogue', {});
  const { filter, go, narrowed } = state;
  return (
    <fieldset className="calendar-filters">
      <legend className="pl-hidden">{text('calendar.filters')}</legend>
      <ValuePicker
        label={text('calendar.projects')}
        placeholder={text('calendar.projects.all')}
        options={(catalogue.data?.projects ?? []).map(({ key, name }) => ({ value: key, label: name, hint: key }))}
        values={filter.projects}
        onChange={(project) => go({ project })}
      />
      <Services state={state} />
      <ValuePicker
        label={text('calendar.types')}
        placeholder={text('calendar.types.all')}
        options={CHANGE_TYPES.map((value) => ({ value, label: terms(`change.type.${value}`) }))}
        values={filter.types}
        onChange={(type) => go({ type })}
      />
      <ValuePicker
        label={text('calendar.levels')}
        placeholder={text('calendar.levels.all')}
        options={RISK_LEVELS.map((value) => ({ value, label: terms(`change.level.${value}`) }))}
        values={filter.levels}
        onChange={(level) => go({ level })}
      />
      {narrowed ? (
        <Button appearance="subtle" onClick={() => go(CLEARED)}>
          {text('calendar.clear')}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** Services are looked up in the CMDB; one that the address names and nobody looked up is told by its ref. */
function Services({ state: { filter, go } }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  return (
    <div className="pl-picker">
      {filter.services.length === 0 ? null : (
        <ul className="pl-tags" aria-label={text('calendar.services')}>
          {filter.services.map((ref) => (
            <li key={ref} className="pl-tag">
              {ref}
              <button
                type="button"
                aria-label={text('calendar.services.remove', { name: ref })}
                onClick={() => go({ service: filter.services.filter((one) => one !== ref) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <CiPicker
        label={text('calendar.services')}
        placeholder={text('calendar.services.all')}
        classKey="businessService"
        without={filter.services}
        onChoose={({ ref }) => go({ service: [...filter.services, ref] })}
      />
    </div>
  );
}
