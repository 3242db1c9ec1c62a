import type { ReactNode } from 'react';
import { ValuePicker } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useCabText } from './messages';

export interface CabFiltersProps {
  readonly mine: boolean;
  readonly projects: readonly string[];
  readonly onChange: (next: { readonly mine: boolean; readonly projects: readonly string[] }) => void;
}

export function CabFilters({ mine, projects, onChange }: CabFiltersProps): ReactNode {
  const text = useCabText();
  const catalogue = useApiQuery('change.catalogue', {});
  const options = (catalogue.data?.projects ?? []).map(({ key, name }) => ({ value: key, label: name, hint: key }));
  return (
    <div className="cab-filters">
      <fieldset className="cab-choice">
        <legend className="pl-hidden">{text('cab.whose')}</legend>
        {([false, true] as const).map((own) => (
          <label key={String(own)} data-checked={own === mine}>
            <input
              type="radio"
              name="cab-whose"
              className="pl-hidden"
              checked={own === mine}
              onChange={() => onChange({ mine: own, projects })}
            />
            {text(own ? 'cab.mine' : 'cab.all')}
          </label>
        ))}
      </fieldset>
      {options.length > 1 || projects.length > 0 ? (
        <ValuePicker
          label={text('cab.projects')}
          placeholder={text('cab.projects.all')}
          options={options}
          values={projects}
          onChange={(chosen) => onChange({ mine, projects: chosen })}
        />
      ) : null}
    </div>
  );
}
