import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { Button, Select } from '../../../shared/components';
import { useFindings } from '../../sla/draft/findings';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField } from '../../sla/parts/Place';
import { freeKey, moved, replacedAt, SIDES, withoutAt, type Choice, type Question } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import type { SectionProps } from './section';

export function Questions({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const { questions } = rules;
  const set = (next: Question[]): void => onChange({ ...rules, questions: next });
  const fresh = (): Question => ({
    key: freeKey('question', questions),
    text: text('questions.newText'),
    help: '',
    side: 'likelihood',
    weight: 10,
    choices: [
      { key: 'no', label: text('questions.no'), risk: 0 },
      { key: 'yes', label: text('questions.yes'), risk: 100 },
    ],
  });
  return (
    <fieldset className="sla-section" data-path="questions">
      <legend>{text('questions.title')}</legend>
      <p className="pl-hint">{text('questions.hint')}</p>
      <Said path="questions" />
      <ol className="change-questions">
        {questions.map((question, index) => (
          <li key={question.key}>
            <QuestionCard
              question={question}
              index={index}
              count={questions.length}
              onChange={(next) => set(replacedAt(questions, index, next))}
              onMove={(to) => set(moved(questions, index, to))}
              onDelete={() => set(withoutAt(questions, index))}
            />
          </li>
        ))}
      </ol>
      <Button disabled={questions.length >= 20} onClick={() => set([...questions, fresh()])}>
        {text('questions.add')}
      </Button>
    </fieldset>
  );
}

interface QuestionCardProps {
  readonly question: Question;
  readonly index: number;
  readonly count: number;
  readonly onChange: (question: Question) => void;
  readonly onMove: (to: number) => void;
  readonly onDelete: () => void;
}

/** Closed it is one line; what is wrong within opens it. */
function QuestionCard({ question, index, count, onChange, onMove, onDelete }: QuestionCardProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const at = `questions.${index}`;
  const found = useFindings().under(at);
  const name = question.text;
  return (
    <details className="change-card" data-path={at} open={found.length > 0 ? true : undefined}>
      <summary>
        <span>{name}</span>{' '}
        <span className="pl-hint">
          {text('questions.summary', {
            side: terms(`change.side.${question.side}`),
            weight: question.weight,
            answers: question.choices.length,
          })}
        </span>
      </summary>
      <QuestionFields question={question} at={at} onChange={onChange} />
      <Choices question={question} at={at} onChange={onChange} />
      <div className="ad-actions">
        <Button appearance="subtle" disabled={index === 0} onClick={() => onMove(index - 1)}>
          {text('list.up', { name })}
        </Button>
        <Button appearance="subtle" disabled={index === count - 1} onClick={() => onMove(index + 1)}>
          {text('list.down', { name })}
        </Button>
        <Button appearance="subtle" onClick={onDelete}>
          {text('list.delete', { name })}
        </Button>
      </div>
    </details>
  );
}

interface PartProps {
  readonly question: Question;
  readonly at: string;
  readonly onChange: (question: Question) => void;
}

function QuestionFields({ question, at, onChange }: PartProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  return (
    <>
      <PlacedField path={`${at}.text`} label={text('questions.text')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={200}
            value={question.text}
            onChange={({ target }) => onChange({ ...question, text: target.value })}
          />
        )}
      </PlacedField>
      <PlacedField path={`${at}.help`} label={text('questions.help')}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={500}
            value={question.help}
            onChange={({ target }) => onChange({ ...question, help: target.value })}
          />
        )}
      </PlacedField>
      <div className="change-grid">
        <PlacedField path={`${at}.side`} label={text('questions.side')}>
          {(control) => (
            <Select
              {...control}
              value={question.side}
              options={SIDES.map((value) => ({ value, label: terms(`change.side.${value}`) }))}
              onChange={(side) => onChange({ ...question, side })}
            />
          )}
        </PlacedField>
        <PlacedField path={`${at}.weight`} label={text('questions.weight')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={question.weight}
              onChange={(weight) => onChange({ ...question, weight })}
            />
          )}
        </PlacedField>
      </div>
    </>
  );
}

function Choices({ question, at, onChange }: PartProps): ReactNode {
  const text = useChangeText();
  const { choices } = question;
  const set = (next: Choice[]): void => onChange({ ...question, choices: next });
  return (
    <div role="group" aria-label={text('questions.answers', { name: question.text })} data-path={`${at}.choices`}>
      <Said path={`${at}.choices`} />
      {choices.map((choice, index) => (
        <div key={choice.key} className="change-choice">
          <PlacedField path={`${at}.choices.${index}.label`} label={text('questions.answer', { n: index + 1 })}>
            {(control) => (
              <input
                {...control}
                className="pl-input"
                maxLength={80}
                value={choice.label}
                onChange={({ target }) => set(replacedAt(choices, index, { ...choice, label: target.value }))}
              />
            )}
          </PlacedField>
          <PlacedField path={`${at}.choices.${index}.risk`} label={text('questions.risk', { n: index + 1 })}>
            {(control) => (
              <NumberInput
                {...control}
                className="change-number"
                value={choice.risk}
                onChange={(risk) => set(replacedAt(choices, index, { ...choice, risk }))}
              />
            )}
          </PlacedField>
          <Button
            appearance="subtle"
            aria-label={text('list.delete', { name: choice.label })}
            disabled={choices.length <= 2}
            onClick={() => set(withoutAt(choices, index))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        appearance="subtle"
        disabled={choices.length >= 8}
        onClick={() =>
          set([...choices, { key: freeKey('answer', choices), label: text('questions.newAnswer'), risk: 50 }])
        }
      >
        {text('questions.addAnswer')}
      </Button>
    </div>
  );
}
