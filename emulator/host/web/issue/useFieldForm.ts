/** A form over field metadata: drafts, the fields' errors as Jira named them, and the body to send. */
import { useEffect, useRef, useState, type RefObject } from 'react';
import { messageOf, RequestError } from '../app/http';
import type { FieldMetas } from '../app/jira-types';
import { asList, emptyDraft, kindOf, toDraft, toRest, type Draft } from '../fields/kinds';

export type Drafts = Readonly<Record<string, Draft>>;

export interface FieldForm {
  readonly drafts: Drafts;
  readonly set: (id: string, draft: Draft) => void;
  readonly errors: Readonly<Record<string, string>>;
  /** Messages that belong to no field of the form. */
  readonly messages: readonly string[];
  /** Goes up with each refusal. */
  readonly refusals: number;
  readonly fail: (error: unknown) => void;
  readonly clearErrors: () => void;
}

interface Errors {
  readonly fields: Readonly<Record<string, string>>;
  readonly messages: readonly string[];
}
const NO_ERRORS: Errors = { fields: {}, messages: [] };

const errorsOf = (error: unknown): Errors =>
  error instanceof RequestError
    ? { fields: error.fields, messages: error.messages }
    : { fields: {}, messages: [messageOf(error)] };

export function useFieldForm(initial: Drafts, refusal?: RequestError): FieldForm {
  const [drafts, setDrafts] = useState<Drafts>(initial);
  const [errors, setErrors] = useState<Errors>(() => (refusal === undefined ? NO_ERRORS : errorsOf(refusal)));
  const [refusals, setRefusals] = useState(refusal === undefined ? 0 : 1);
  return {
    drafts,
    set: (id, draft) => {
      setDrafts((all) => ({ ...all, [id]: draft }));
      setErrors(({ fields: { [id]: _answered, ...others }, messages }) => ({ fields: others, messages }));
    },
    errors: errors.fields,
    messages: errors.messages,
    refusals,
    fail: (error) => {
      setErrors(errorsOf(error));
      setRefusals((count) => count + 1);
    },
    clearErrors: () => setErrors(NO_ERRORS),
  };
}

/** For the form element: after a refusal the keyboard goes on at the first field that it names. */
export function useRefusalFocus({ refusals }: FieldForm): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals === 0) return;
    const field = form.current?.querySelector('.field-error')?.closest('.field');
    field?.querySelector<HTMLElement>('input, select, textarea, button, iframe')?.focus();
  }, [refusals]);
  return form;
}

/** What the form starts with: the given values (in REST's form), else Jira's defaults. */
export function initialDrafts(metas: FieldMetas, values: Readonly<Record<string, unknown>>): Drafts {
  return Object.fromEntries(
    Object.entries(metas).map(([id, meta]) => [
      id,
      toDraft(kindOf(meta.schema), values[id] ?? (meta.hasDefaultValue === true ? meta.defaultValue : undefined)),
    ]),
  );
}

export const draftOf = (metas: FieldMetas, drafts: Drafts, id: string): Draft => {
  const meta = metas[id];
  return drafts[id] ?? emptyDraft(meta === undefined ? 'text' : kindOf(meta.schema));
};

const isEmpty = (draft: Draft): boolean => asList(draft).every((text) => text.trim() === '');

/** The filled fields of the form; `keepEmpty` names those to send even when empty, which clears them. */
export function filledFields(
  metas: FieldMetas,
  drafts: Drafts,
  keepEmpty: (id: string) => boolean = () => false,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [id, meta] of Object.entries(metas)) {
    const draft = draftOf(metas, drafts, id);
    if (!isEmpty(draft) || keepEmpty(id)) fields[id] = toRest(kindOf(meta.schema), draft);
  }
  return fields;
}

/** Required fields without a value, with what to say at each. */
export function missingFields(metas: FieldMetas, drafts: Drafts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metas)
      .filter(([id, meta]) => meta.required && meta.hasDefaultValue !== true && isEmpty(draftOf(metas, drafts, id)))
      .map(([id, { name }]) => [id, `${name} is required.`]),
  );
}
