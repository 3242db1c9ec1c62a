import type { ReactNode } from 'react';
import { Button, Loaded, Select, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { Place, PlacedField, Said } from '../../sla/parts/Place';
import { useTemplateText } from './messages';
import type { TemplatePartProps } from './TemplateEditor';

/** Answers to the risk questionnaire that hold for every change by this template. */
export function AnswerFields({ template, path, onChange }: TemplatePartProps): ReactNode {
  const text = useTemplateText();
  const rules = useApiQuery('change.riskRules', {});
  const { answers } = template;
  const without = (key: string): typeof answers =>
    Object.fromEntries(Object.entries(answers).filter(([other]) => other !== key));
  const answer = (key: string, choice: string): void =>
    onChange({ ...template, answers: choice === '' ? without(key) : { ...answers, [key]: choice } });
  return (
    <fieldset className="sla-section">
      <legend>{text('template.answers')}</legend>
      <p className="pl-hint">{text('template.answers.hint')}</p>
      <Loaded query={rules} skeleton={<Skeleton lines={4} />}>
        {({ document: { questions } }) => (
          <>
            {questions.length === 0 ? <p className="pl-hint">{text('template.answers.none')}</p> : null}
            {questions.map(({ key, text: question, help, choices }) => (
              <PlacedField key={key} path={`${path}.answers.${key}`} label={question} hint={help || undefined}>
                {(control) => (
                  <Select
                    {...control}
                    value={answers[key] ?? ''}
                    options={[
                      { value: '', label: text('template.answers.later') },
                      ...choices.map((choice) => ({ value: choice.key, label: choice.label })),
                      ...gone(answers[key], choices),
                    ]}
                    onChange={(choice) => answer(key, choice)}
                  />
                )}
              </PlacedField>
            ))}
            {Object.keys(answers)
              .filter((key) => !questions.some((question) => question.key === key))
              .map((key) => (
                <Place key={key} path={`${path}.answers.${key}`}>
                  <p>
                    {text('template.answers.gone', { key, choice: answers[key] ?? '' })}{' '}
                    <Button onClick={() => onChange({ ...template, answers: without(key) })}>
                      {text('template.answers.remove', { key })}
                    </Button>
                  </p>
                  <Said path={`${path}.answers.${key}`} />
                </Place>
              ))}
          </>
        )}
      </Loaded>
    </fieldset>
  );
}

/** An answer that is offered no more is shown by its key, for the linter's words to be about something. */
const gone = (given: string | undefined, choices: readonly { readonly key: string }[]) =>
  given === undefined || choices.some(({ key }) => key === given) ? [] : [{ value: given, label: given }];
