/** What a dashboard keeps for a gadget, read leniently: old or foreign values become the default, never an error. */

export const LONGEST_TITLE = 100;

/** Every refresh costs the site invocations and Jira queries: more often than every five minutes helps nobody. */
export const refreshIsValid = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440;

export interface Stored {
  text(name: string): string;
  list(name: string): readonly string[];
  number(name: string, fits: (value: number) => boolean, usual: number): number;
  oneOf<V extends string>(name: string, values: readonly V[], usual: V): V;
}

export function storedConfiguration(stored: unknown): Stored {
  const value = (name: string): unknown =>
    typeof stored === 'object' && stored !== null ? Object.getOwnPropertyDescriptor(stored, name)?.value : undefined;
  return {
    text: (name) => {
      const found = value(name);
      return typeof found === 'string' ? found : '';
    },
    list: (name) => {
      const found = value(name);
      return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
    },
    number: (name, fits, usual) => {
      const found = value(name);
      return typeof found === 'number' && fits(found) ? found : usual;
    },
    oneOf: (name, values, usual) => values.find((one) => one === value(name)) ?? usual,
  };
}

/** A field's text as a number; an empty field is none. */
export const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));
