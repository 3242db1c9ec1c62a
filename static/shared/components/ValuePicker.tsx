import { useState, type ReactNode } from 'react';
import { useSharedText } from '../messages';
import { Combobox, type ComboboxOption } from './Combobox';
import type { FieldControl } from './Field';

export interface ValuePickerProps extends Partial<FieldControl> {
  /** What is chosen here: "Statuses". Said in every label, as there may be several of these on a page. */
  readonly label: string;
  readonly options: readonly ComboboxOption[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** Values that no list offers may be typed and added by Enter. */
  readonly freeText?: boolean;
  readonly placeholder?: string;
}

/** Several values of a list: the chosen ones as removable tags, and a search box that adds to them. */
export function ValuePicker({
  label,
  options,
  values,
  onChange,
  freeText = false,
  placeholder,
  ...control
}: ValuePickerProps): ReactNode {
  const text = useSharedText();
  const [typed, setTyped] = useState('');
  const sought = typed.trim().toLocaleLowerCase();
  const rest = options.filter(({ value }) => !values.includes(value));
  const found = sought === '' ? rest : rest.filter((option) => option.label.toLocaleLowerCase().includes(sought));
  const own = typed.trim();
  const addable = freeText && own !== '' && !values.includes(own) && !found.some(({ value }) => value === own);
  const labelOf = (value: string): string => options.find((option) => option.value === value)?.label ?? value;
  return (
    <div className="pl-picker">
      {values.length === 0 ? null : (
        <ul className="pl-tags" aria-label={text('shared.picker.chosen', { label })}>
          {values.map((value) => (
            <li key={value} className="pl-tag">
              {labelOf(value)}
              <button
                type="button"
                aria-label={text('shared.picker.remove', { value: labelOf(value), label })}
                onClick={() => onChange(values.filter((other) => other !== value))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        {...control}
        aria-label={control.id === undefined ? text('shared.picker.add', { label }) : undefined}
        listLabel={label}
        placeholder={placeholder ?? text('shared.picker.placeholder')}
        text={typed}
        onText={setTyped}
        options={addable ? [...found, { value: own, label: own }] : found}
        onChoose={({ value }) => {
          setTyped('');
          onChange([...values, value]);
        }}
        none={rest.length === 0 && sought === '' ? text('shared.picker.all') : text('shared.picker.none')}
      />
    </div>
  );
}
