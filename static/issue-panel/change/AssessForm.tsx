import { useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button, ErrorState, Field, Select } from '../../shared/components';
import type { ChangePanel } from './model';
import { useChangeText } from './text';

interface AssessFormProps {
  readonly questions: ChangePanel['questions'];
  readonly initial: ChangePanel['answers'];
  readonly saving: boolean;
  readonly error: Error | null;
  readonly onAssess: (answers: Record<string, string>) => void;
  readonly onCancel: () => void;
}

/** The questionnaire. Everything else that risk is made of, the app finds out by itself. */
export function AssessForm({ questions, initial, saving, error, onAssess, onCancel }: AssessFormProps): ReactNode {
  const text = useChangeText();
  const [answers, setAnswers] = useState<Record<string, string>>(() => known(questions, initial));
  const [submitted, setSubmitted] = useState(false);
  const refused = error instanceof ApiError ? error : undefined;
  const told = questions.some(({ key }) => refused?.at(`answers.${key}`) !== undefined);
  return (
    <form
      className="panel-form"
      noValidate
      aria-label={text('panel.change.questions')}
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (questions.every(({ key }) => answers[key] !== undefined)) onAssess(answers);
      }}
    >
      {questions.map(({ key, text: question, help, choices }) => (
        <Field
          key={key}
          label={question}
          required
          hint={help === '' ? undefined : help}
          error={
            submitted && answers[key] === undefined ? text('panel.change.answerMissing') : refused?.at(`answers.${key}`)
          }
        >
          {(control) => (
            <Select
              {...control}
              value={answers[key]}
              options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
              onChange={(choice) => setAnswers((given) => ({ ...given, [key]: choice }))}
            />
          )}
        </Field>
      ))}
      {error !== null && !told ? <ErrorState error={error} /> : null}
      <div className="panel-actions">
        <Button type="submit" appearance="primary" disabled={saving}>
          {text(saving ? 'panel.change.assessing' : 'panel.change.assessNow')}
        </Button>
        <Button appearance="subtle" onClick={onCancel} disabled={saving}>
          {text('panel.change.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Answers to questions and choices that there still are. */
const known = (questions: ChangePanel['questions'], given: ChangePanel['answers']): Record<string, string> =>
  Object.fromEntries(
    questions.flatMap(({ key, choices }) => {
      const choice = choices.find((one) => one.key === given[key]);
      return choice === undefined ? [] : [[key, choice.key]];
    }),
  );
