/** The screen of a transition. What a validator refuses is shown here, and the entered values stay. */
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { RequestError } from '../app/http';
import { Issue, type FieldMetas, type Transition } from '../app/jira-types';
import { textToAdf } from '../fields/adf';
import { kindOf } from '../fields/kinds';
import { Dialog } from '../ui/Dialog';
import { Button } from '../ui/parts';
import { FormFields } from './FormFields';
import { useChangeIssue } from './queries';
import { filledFields, initialDrafts, missingFields, useFieldForm, useRefusalFocus } from './useFieldForm';
import { RequestError as Refusal } from '../app/http';

interface TransitionDialogProps {
  readonly issueKey: string;
  readonly project: string;
  readonly transition: Transition;
  /** Why the transition was refused when it was tried without a dialog. */
  readonly refusal: RequestError | undefined;
  readonly onClose: () => void;
}

export function TransitionDialog({ issueKey, project, transition, refusal, onClose }: TransitionDialogProps) {
  const values = Issue.safeParse(useQueryClient().getQueryData(['issue', issueKey, 'bean'])).data?.fields ?? {};
  const metas = editable(transition.fields);
  const form = useFieldForm(initialDrafts(metas, values), refusal);
  const element = useRefusalFocus(form);
  const [appValues, setAppValues] = useState<Readonly<Record<string, unknown>>>({});
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const change = useChangeIssue(issueKey);
  const id = useId();

  const submit = async (): Promise<void> => {
    const missing = missingFields(metas, form.drafts);
    if (Object.keys(missing).length > 0) return form.fail(new Refusal(400, [], missing));
    setBusy(true);
    form.clearErrors();
    const body = textToAdf(comment);
    try {
      await change('POST', '/transitions', {
        transition: { id: transition.id },
        fields: {
          ...filledFields(metas, form.drafts, (field) => values[field] !== null && values[field] !== undefined),
          ...appValues,
        },
        ...(body === null ? {} : { update: { comment: [{ add: { body } }] } }),
      });
      onClose();
    } catch (error) {
      form.fail(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`${transition.name} ${issueKey}`}
      onClose={onClose}
      footer={
        <>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} appearance="primary" disabled={busy}>
            {busy ? 'Working…' : transition.name}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={element}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FormFields
          metas={metas}
          form={form}
          experience="issue-transition"
          place={{ issueKey, projectKey: project, transitionId: transition.id }}
          appValues={{ ...values, ...appValues }}
          onAppValue={(field, value) => setAppValues({ ...appValues, [field]: value })}
        />
        {transition.hasScreen && (
          <div className="field">
            <label htmlFor={`${id}-comment`}>Comment</label>
            <textarea
              id={`${id}-comment`}
              rows={4}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          </div>
        )}
      </form>
    </Dialog>
  );
}

function editable(metas: FieldMetas): FieldMetas {
  return Object.fromEntries(
    Object.entries(metas).filter(([id, meta]) => id !== 'comment' && kindOf(meta.schema) !== 'fixed'),
  );
}
