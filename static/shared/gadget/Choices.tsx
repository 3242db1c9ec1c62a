import type { ReactNode } from 'react';

export interface Choice {
  readonly key: string;
  readonly name: string;
}

export interface ChoicesProps {
  readonly legend: string;
  readonly hint: string;
  readonly choices: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Any number of several. */
export function Choices({ legend, hint, choices, chosen, onChange }: ChoicesProps): ReactNode {
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className="pl-gadget-choices">
      <legend className="pl-label">{legend}</legend>
      {choices.map(({ key, name }) => (
        <label key={key}>
          <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} /> {name}
        </label>
      ))}
      <p className="pl-hint">{hint}</p>
    </fieldset>
  );
}
