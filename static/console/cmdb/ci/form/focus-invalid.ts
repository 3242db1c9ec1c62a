import { useEffect, type RefObject } from 'react';

/** Goes to the first field with a message once a refusal is drawn. */
export function useFocusOnRefusal(form: RefObject<HTMLFormElement | null>, error: Error | null): void {
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, error]);
}
