import { useState, type ReactNode } from 'react';
import { view } from '@forge/bridge';
import { Button, ErrorState, Field, Page } from '../components';
import { LONGEST_TITLE, numberIn, refreshIsValid } from './configuration';
import { useGadgetText } from './text';
import './gadget.css';

export interface GadgetFormProps {
  readonly usualTitle: string;
  readonly initial: { readonly title: string; readonly refresh: number };
  /** What this gadget configures beside title and refresh; `undefined` while something in it is wrong. */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  readonly children: ReactNode;
}

/** A gadget's settings: title first, refresh last, its own between. The dashboard keeps what is submitted. */
export function GadgetForm({ usualTitle, initial, settings, children }: GadgetFormProps): ReactNode {
  const text = useGadgetText();
  const [title, setTitle] = useState(initial.title);
  const [refresh, setRefresh] = useState(String(initial.refresh));
  const [failure, setFailure] = useState<Error>();
  const minutes = numberIn(refresh);
  const titleError = title.length > LONGEST_TITLE ? text('gadget.fault.title') : undefined;
  const refreshError = refreshIsValid(minutes) ? undefined : text('gadget.fault.refresh');
  const save = async (): Promise<void> => {
    if (settings === undefined || titleError !== undefined || refreshError !== undefined) return;
    try {
      await view.submit({ ...settings, title: title.trim(), refresh: minutes });
    } catch (cause) {
      setFailure(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <Page title={usualTitle}>
      <form
        className="pl-gadget-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={text('gadget.edit.title')}
          hint={text('gadget.edit.titleHint', { usual: usualTitle })}
          error={titleError}
          value={title}
          onChange={setTitle}
        />
        {children}
        <TextField
          label={text('gadget.edit.refresh')}
          numeric
          error={refreshError}
          value={refresh}
          onChange={setRefresh}
        />
        {failure === undefined ? null : <ErrorState error={failure} />}
        <div className="pl-gadget-actions">
          <Button type="submit" appearance="primary">
            {text('gadget.edit.save')}
          </Button>
          <Button appearance="subtle" onClick={() => void view.close()}>
            {text('gadget.edit.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  /** A number that must be given. */
  readonly numeric?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, error, numeric = false, value, onChange }: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} required={numeric}>
      {(control) => (
        <input
          {...control}
          className="pl-input"
          inputMode={numeric ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
