/** The inputs of a dialog's fields in their order, each with its error. */
import { FieldInput } from '../fields/FieldInput';
import { kindOf } from '../fields/kinds';
import type { UserScope } from '../fields/people';
import type { FieldMetas } from '../app/jira-types';
import { Notice } from '../ui/parts';
import { AppFieldFrame, appFieldModule, type FieldExperience } from './AppField';
import { draftOf, type FieldForm } from './useFieldForm';

interface FormFieldsProps {
  readonly metas: FieldMetas;
  readonly form: FieldForm;
  readonly experience: FieldExperience;
  readonly place: { readonly issueKey?: string; readonly projectKey?: string; readonly transitionId?: string };
  /** Values that the app's own editors submitted. */
  readonly appValues: Readonly<Record<string, unknown>>;
  readonly onAppValue: (id: string, value: unknown) => void;
}

export function FormFields({ metas, form, experience, place, appValues, onAppValue }: FormFieldsProps) {
  const { projectKey, issueKey } = place;
  const assignable: UserScope = {
    assignableTo: {
      ...(projectKey === undefined ? {} : { project: projectKey }),
      ...(issueKey === undefined ? {} : { issueKey }),
    },
  };
  const others = Object.entries(form.errors).filter(([id]) => !(id in metas));
  return (
    <>
      {(form.messages.length > 0 || others.length > 0) && (
        <Notice tone="error" title="Jira refused this">
          {[...form.messages, ...others.map(([, message]) => message)].map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      {Object.entries(metas).map(([id, meta]) => {
        const module = appFieldModule(meta.schema, 'edit', experience);
        if (module !== undefined) {
          return (
            <div key={id} className="field">
              <span className="field-label">{meta.name}</span>
              <AppFieldFrame
                module={module}
                fieldId={id}
                meta={meta}
                value={appValues[id]}
                experience={experience}
                place={place}
                onSubmit={async (value) => onAppValue(id, value)}
                onClose={() => undefined}
              />
              {form.errors[id] !== undefined && (
                <p className="field-error" role="alert">
                  {form.errors[id]}
                </p>
              )}
            </div>
          );
        }
        return (
          <FieldInput
            key={id}
            meta={meta}
            kind={kindOf(meta.schema)}
            draft={draftOf(metas, form.drafts, id)}
            onChange={(draft) => form.set(id, draft)}
            error={form.errors[id]}
            scope={id === 'assignee' ? assignable : {}}
          />
        );
      })}
    </>
  );
}
