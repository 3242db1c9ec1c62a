import { useState, type ReactNode } from 'react';
import { LEVEL_TONES } from '../../../shared/change/tones';
import { useChangeTerms } from '../../../shared/change/terms';
import type { InputOf } from '../../../shared/api';
import { ErrorState, Field, Lozenge, Select, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useSettled } from '../../../shared/use-settled';
import { NumberInput } from '../../sla/parts/NumberInput';
import { Switch } from '../../sla/parts/Switch';
import { TYPES, type ChangeType, type RiskResult, type RiskRules } from '../documents';
import { useChangeText } from '../messages';

interface Sketch {
  readonly type: ChangeType;
  readonly noticeDays: number;
  readonly conflicts: number;
  readonly services: number;
  readonly plans: boolean;
  readonly business: boolean;
  readonly answers: Readonly<Record<string, string>>;
}

const START: Sketch = {
  type: 'normal',
  noticeDays: 5,
  conflicts: 0,
  services: 1,
  plans: true,
  business: false,
  answers: {},
};

const whole = (value: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(value) || 0));

/** A change with nothing on record: what is believed of those without one shows, too. */
function exampleOf(sketch: Sketch, { questions }: RiskRules): InputOf<'change.tryRiskRules'>['example'] {
  const words = sketch.plans ? 100 : 0;
  return {
    type: sketch.type,
    answers: Object.fromEntries(
      questions.map(({ key, choices }) => [key, sketch.answers[key] ?? choices[0]?.key ?? '']),
    ),
    plans: { implementation: words, backout: words, test: words, communication: words },
    noticeDays: Number.isFinite(sketch.noticeDays) ? sketch.noticeDays : 0,
    conflicts: Array.from({ length: whole(sketch.conflicts, 20) }, () => ({
      kind: 'sameCi' as const,
      accepted: false,
    })),
    team: null,
    worstCi: null,
    criticalities: [2],
    services: { fall: Array.from({ length: whole(sketch.services, 20) }, () => 2 as const), spared: [], cut: false },
    window: { minutes: 60, businessMinutes: sketch.business ? 60 : 0 },
  };
}

export function Example({ rules }: { readonly rules: RiskRules }): ReactNode {
  const text = useChangeText();
  const [sketch, setSketch] = useState(START);
  const example = useSettled(sketch);
  const tried = useApiQuery(
    'change.tryRiskRules',
    { draft: rules, example: exampleOf(example, rules) },
    { keep: true },
  );
  const result = tried.data?.result;
  return (
    <div className="sla-columns">
      <Fields rules={rules} sketch={sketch} onChange={setSketch} />
      <div aria-live="polite">
        {tried.error === null ? null : <ErrorState error={tried.error} onRetry={() => void tried.refetch()} />}
        {tried.isPending ? <Skeleton lines={5} /> : null}
        {result === null ? <p>{text('example.none')}</p> : null}
        {result == null ? null : <Outcome result={result} />}
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly rules: RiskRules;
  readonly sketch: Sketch;
  readonly onChange: (sketch: Sketch) => void;
}

const COUNTS = ['noticeDays', 'conflicts', 'services'] as const;
const SWITCHES = ['plans', 'business'] as const;

function Fields({ rules, sketch, onChange }: FieldsProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  return (
    <div>
      <p className="pl-hint">{text('example.hint')}</p>
      <div className="change-grid">
        <Field label={text('example.type')}>
          {(control) => (
            <Select
              {...control}
              value={sketch.type}
              options={TYPES.map((value) => ({ value, label: terms(`change.type.${value}`) }))}
              onChange={(type) => onChange({ ...sketch, type })}
            />
          )}
        </Field>
        {COUNTS.map((name) => (
          <Field key={name} label={text(`example.${name}`)}>
            {(control) => (
              <NumberInput
                {...control}
                className="change-number"
                value={sketch[name]}
                onChange={(value) => onChange({ ...sketch, [name]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      {SWITCHES.map((name) => (
        <div key={name}>
          <Switch
            label={text(`example.${name}`)}
            checked={sketch[name]}
            onChange={(on) => onChange({ ...sketch, [name]: on })}
          />
        </div>
      ))}
      {rules.questions.map(({ key, text: question, choices }) => (
        <Field key={key} label={question}>
          {(control) => (
            <Select
              {...control}
              value={sketch.answers[key] ?? choices[0]?.key}
              options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
              onChange={(answer) => onChange({ ...sketch, answers: { ...sketch.answers, [key]: answer } })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function Outcome({ result }: { readonly result: RiskResult }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const { likelihood, impact, score, level, contributions } = result;
  return (
    <>
      <p>
        <Lozenge tone={LEVEL_TONES[level]}>{terms(`change.level.${level}`)}</Lozenge>{' '}
        {text('example.result', {
          likelihood: likelihood.level,
          likelihoodPercent: likelihood.percent,
          impact: impact.level,
          impactPercent: impact.percent,
          score,
        })}
      </p>
      <table className="change-points">
        <caption>{text('example.points')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('example.factor')}</th>
            <th scope="col">{text('example.side')}</th>
            <th scope="col">{text('example.adds')}</th>
          </tr>
        </thead>
        <tbody>
          {contributions.map(({ factor, side, points }) => (
            <tr key={factor}>
              <th scope="row">{terms(`change.factor.${factor}`)}</th>
              <td>{terms(`change.side.${side}`)}</td>
              <td>{points}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
