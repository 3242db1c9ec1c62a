import { useState } from 'react';
import { view, type FullContext } from '@forge/bridge';
import { isPartOfForm, valueIn } from './field-value';

export interface FieldValue {
  readonly refs: readonly string[];
  readonly change: (refs: readonly string[]) => void;
  /** Hands the value to Jira: on an issue that saves it. */
  readonly submit: () => void;
  readonly saving: boolean;
  /** Why Jira did not take it. */
  readonly refused: string | undefined;
  /** Jira's form takes every change by itself and saves it with the rest. */
  readonly inForm: boolean;
}

/** Empty is null: an empty list would be a value of its own in searches. */
const valueOf = (refs: readonly string[]): readonly string[] | null => (refs.length === 0 ? null : [...refs]);

export function useField(context: FullContext): FieldValue {
  const [refs, setRefs] = useState<readonly string[]>(() => valueIn(context));
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string>();
  const inForm = isPartOfForm(context);
  const hand = async (value: readonly string[]): Promise<void> => {
    setRefused(undefined);
    setSaving(true);
    try {
      await view.submit(valueOf(value));
    } catch (cause) {
      setRefused(cause instanceof Error ? cause.message : String(cause));
    }
    setSaving(false);
  };
  return {
    refs,
    change: (value) => {
      setRefs(value);
      if (inForm) void hand(value);
    },
    submit: () => void hand(refs),
    saving,
    refused,
    inForm,
  };
}
