import { useState, type ReactNode } from 'react';
import { ApiError, type InputOf, type OutputOf } from '../../shared/api';
import { useChangeTerms } from '../../shared/change/terms';
import { Button, ErrorState, Field, Loaded, Select, SiteLink } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiCommand, useApiQuery } from '../../shared/query';
import type { ChangePanel, OnPanel } from './model';
import { useChangeText } from './text';

type Draft = InputOf<'change.review'>['review'];
type Suspect = OutputOf<'change.suspects'>['suspects'][number];

const OUTCOMES: readonly Draft['outcome'][] = ['successful', 'withIssues', 'failed', 'backedOut'];

interface ReviewFormProps {
  readonly panel: ChangePanel;
  readonly onDone: OnPanel;
  readonly onCancel: () => void;
}

export function ReviewForm({ panel, onDone, onCancel }: ReviewFormProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const { issueKey } = panel.change;
  const [outcome, setOutcome] = useState<Draft['outcome'] | undefined>(panel.review?.outcome);
  const [deviations, setDeviations] = useState(panel.review?.deviations ?? '');
  const [lessons, setLessons] = useState(panel.review?.lessons ?? '');
  const [incidents, setIncidents] = useState<readonly string[]>(panel.review?.incidents ?? []);
  const [submitted, setSubmitted] = useState(false);
  const save = useApiCommand('change.review', { changes: ['change.suspects'] });
  const suspects = useApiQuery('change.suspects', { issueKey });
  const refused = save.error instanceof ApiError ? save.error : undefined;
  const at = (field: string): string | undefined => refused?.at(`review.${field}`);
  const told = ['outcome', 'deviations', 'lessons', 'incidents'].some((field) => at(field) !== undefined);
  const { actualStart, actualEnd } = panel.review ?? { actualStart: null, actualEnd: null };
  return (
    <form
      className="panel-form"
      noValidate
      aria-label={text('panel.change.review')}
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (outcome === undefined) return;
        const review = { outcome, actualStart, actualEnd, deviations, lessons, incidents: [...incidents] };
        save.mutate({ issueKey, review }, { onSuccess: onDone });
      }}
    >
      <Field
        label={text('panel.change.review.outcome')}
        required
        error={submitted && outcome === undefined ? text('panel.change.review.outcomeMissing') : at('outcome')}
      >
        {(control) => (
          <Select
            {...control}
            value={outcome}
            options={OUTCOMES.map((one) => ({ value: one, label: terms(`change.outcome.${one}`) }))}
            onChange={setOutcome}
          />
        )}
      </Field>
      <Writing
        label={text('panel.change.review.deviations')}
        hint={text('panel.change.review.deviationsHint')}
        value={deviations}
        error={at('deviations')}
        onChange={setDeviations}
      />
      <Writing
        label={text('panel.change.review.lessons')}
        hint={text('panel.change.review.lessonsHint')}
        value={lessons}
        error={at('lessons')}
        onChange={setLessons}
      />
      <Loaded query={suspects}>
        {(answer) => (
          <Suspects
            suspects={answer.suspects}
            chosen={incidents}
            onChange={(key, on) => setIncidents(on ? [...incidents, key] : incidents.filter((one) => one !== key))}
          />
        )}
      </Loaded>
      {save.error !== null && !told ? <ErrorState error={save.error} /> : null}
      {at('incidents') === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {at('incidents')}
        </p>
      )}
      <div className="panel-actions">
        <Button type="submit" appearance="primary" disabled={save.isPending}>
          {text('panel.change.review.save')}
        </Button>
        <Button appearance="subtle" onClick={onCancel} disabled={save.isPending}>
          {text('panel.change.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface WritingProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function Writing({ label, hint, value, error, onChange }: WritingProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          className="pl-input"
          rows={3}
          maxLength={4_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface SuspectsProps {
  readonly suspects: readonly Suspect[];
  readonly chosen: readonly string[];
  readonly onChange: (key: string, on: boolean) => void;
}

/** Incidents that began on its CIs, or on what hangs on them, soon after the work. */
function Suspects({ suspects, chosen, onChange }: SuspectsProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const format = useFormat();
  if (suspects.length === 0) return <p className="change-about">{text('panel.change.suspects.none')}</p>;
  return (
    <fieldset className="change-suspects">
      <legend className="pl-label">{text('panel.change.suspects')}</legend>
      {suspects.map(({ key, summary, createdAt, shared }) => (
        <p key={key} className="change-suspect">
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(key)}
              onChange={(event) => onChange(key, event.target.checked)}
            />
            {` ${key} ${summary}`}
          </label>
          <span className="change-missing">
            {text('panel.change.suspects.because', {
              at: format.dateTime(createdAt),
              cis: format.list(shared.map(({ name }) => name ?? terms('change.hiddenCi'))),
            })}{' '}
            <SiteLink to={`/browse/${key}`} label={text('panel.change.suspects.open', { key })}>
              {text('panel.change.open')}
            </SiteLink>
          </span>
        </p>
      ))}
    </fieldset>
  );
}
