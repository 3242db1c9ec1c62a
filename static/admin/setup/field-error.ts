import { useFormContext } from 'react-hook-form';
import { useText } from '../text';
import type { Draft } from './draft';

const MESSAGES = {
  'setup.practices.none': 'setup.practices.none',
  'setup.chooseProject': 'setup.chooseProject',
  'setup.name.wrong': 'setup.name.wrong',
  'setup.key.wrong': 'setup.key.wrong',
  'setup.key.taken': 'setup.key.taken',
} as const;
export type MessageName = keyof typeof MESSAGES;
const isMessage = (message: string): message is MessageName => message in MESSAGES;

/** What is wrong with a field, in the reader's language; the backend's own words as they come. */
export function useFieldError(): (field: keyof Draft) => string | undefined {
  const text = useText();
  const { formState } = useFormContext<Draft>();
  return (field) => {
    const message = formState.errors[field]?.message;
    if (typeof message !== 'string') return undefined;
    return isMessage(message) ? text(message) : message;
  };
}
