import type { ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useMapText } from '../messages';
import { choicesOf, countUnticked, FACETS, NOTHING_UNTICKED, toggled, type Facts, type Unticked } from '../shown';
import type { MapWords } from '../words';

export interface FiltersProps {
  readonly facts: Facts;
  readonly words: MapWords;
  readonly unticked: Unticked;
  readonly onChange: (unticked: Unticked) => void;
}

export function Filters({ facts, words, unticked, onChange }: FiltersProps): ReactNode {
  const text = useMapText();
  return (
    <div className="map-filters">
      {FACETS.map((facet) => {
        const choices = choicesOf(facet, facts);
        // With a single value there is nothing to tell apart.
        if (choices.length < 2) return null;
        return (
          <fieldset key={facet}>
            <legend>{text(`map.filter.${facet}`)}</legend>
            {choices.map(({ value, count }) => (
              <label key={value} className="map-filter">
                <input
                  type="checkbox"
                  checked={!unticked[facet].has(value)}
                  onChange={() => onChange(toggled(unticked, facet, value))}
                />
                {text('map.filter.value', { name: words.value(facet, value), count })}
              </label>
            ))}
          </fieldset>
        );
      })}
      <p className="pl-hint">{text('map.filter.hint')}</p>
      <Button disabled={countUnticked(unticked) === 0} onClick={() => onChange(NOTHING_UNTICKED)}>
        {text('map.filter.all')}
      </Button>
    </div>
  );
}
