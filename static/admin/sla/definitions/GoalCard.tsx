import { useId, type ReactNode } from 'react';
import { Button, Select } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { Place, PlacedField, Said } from '../parts/Place';
import { movesByKeys, Reorder } from '../parts/Reorder';
import { replacedAt, withoutAt, type Goal, type GoalCondition } from '../policy';
import { FieldWord, Values, Word } from './ConditionRow';
import { TargetField } from './TargetField';
import { useChoices } from './words';

export interface GoalCardProps {
  readonly goal: Goal;
  readonly index: number;
  readonly count: number;
  readonly path: string;
  readonly onChange: (goal: Goal) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

export function GoalCard({ goal, index, count, path, onChange, onMove, onRemove }: GoalCardProps): ReactNode {
  const text = useSlaText();
  const { policy } = usePolicy();
  const name = goal.name.trim() || text('policy.unnamed');
  const known = policy.calendars.some(({ key }) => key === goal.calendar);
  return (
    <li onKeyDown={movesByKeys(index, count, onMove)}>
      <Place path={path} className="sla-goal">
        <div className="sla-goal-head">
          <strong>{text('goal.number', { number: index + 1 })}</strong>
          <span className="sla-card-actions">
            <Reorder name={name} index={index} count={count} onMove={onMove} />
            <Button appearance="subtle" aria-label={text('policy.delete.named', { name })} onClick={onRemove}>
              {text('policy.delete')}
            </Button>
          </span>
        </div>
        <Said path={path} exactly />
        <Said path={`${path}.key`} />
        <div className="sla-goal-fields">
          <PlacedField path={`${path}.name`} label={text('policy.name')} required>
            {(control) => (
              <input
                {...control}
                className="pl-input"
                maxLength={80}
                value={goal.name}
                onChange={(event) => onChange({ ...goal, name: event.target.value })}
              />
            )}
          </PlacedField>
          <TargetField goal={goal} path={path} onChange={onChange} />
          <PlacedField path={`${path}.calendar`} label={text('goal.calendar')} required>
            {(control) => (
              <Select
                {...control}
                value={known ? goal.calendar : undefined}
                options={policy.calendars.map((one) => ({ value: one.key, label: one.name }))}
                onChange={(calendar) => onChange({ ...goal, calendar })}
              />
            )}
          </PlacedField>
        </div>
        <GoalConditions
          name={name}
          path={`${path}.when`}
          last={index === count - 1}
          conditions={goal.when}
          onChange={(when) => onChange({ ...goal, when })}
        />
      </Place>
    </li>
  );
}

interface GoalConditionsProps {
  readonly name: string;
  readonly path: string;
  readonly last: boolean;
  readonly conditions: readonly GoalCondition[];
  readonly onChange: (conditions: GoalCondition[]) => void;
}

/** All of them must hold; without any the goal takes what is left. */
function GoalConditions({ name, path, last, conditions, onChange }: GoalConditionsProps): ReactNode {
  const text = useSlaText();
  const rest = text(last ? 'goal.rest' : 'goal.rest.tooEarly');
  return (
    <Place path={path}>
      <Said path={path} exactly />
      {conditions.length === 0 ? <p className="pl-hint">{rest}</p> : null}
      <ul className="sla-rows">
        {conditions.map((condition, index) => (
          <li key={index}>
            <span className="sla-or">{text(index === 0 ? 'goal.when' : 'condition.and')}</span>
            <GoalConditionRow
              condition={condition}
              path={`${path}.${index}`}
              label={text('goal.when.label', { name, number: index + 1 })}
              onChange={(next) => onChange(replacedAt(conditions, index, next))}
              onRemove={() => onChange(withoutAt(conditions, index))}
            />
          </li>
        ))}
      </ul>
      <Button
        appearance="subtle"
        aria-label={text('goal.when.add.named', { name })}
        onClick={() => onChange([...conditions, { field: 'priority', is: 'in', values: [] }])}
      >
        {text('goal.when.add')}
      </Button>
    </Place>
  );
}

interface GoalConditionRowProps {
  readonly condition: GoalCondition;
  readonly path: string;
  readonly label: string;
  readonly onChange: (condition: GoalCondition) => void;
  readonly onRemove: () => void;
}

const IN = ['in', 'notIn'] as const;

function GoalConditionRow({ condition, path, label, onChange, onRemove }: GoalConditionRowProps): ReactNode {
  const text = useSlaText();
  const saidId = useId();
  const { field } = useChoices();
  return (
    <Place path={path} className="sla-condition">
      <div className="sla-sentence" role="group" aria-label={label}>
        <FieldWord
          label={label}
          field={condition.field}
          onChange={(next) => onChange({ ...condition, field: next, values: [] })}
        />
        <Word
          label={text('condition.how', { label })}
          value={condition.is}
          among={IN}
          onChange={(is) => onChange({ ...condition, is })}
        />
        <Values
          path={path}
          label={label}
          saidId={saidId}
          options={field(condition.field)?.options ?? null}
          values={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
        <button
          type="button"
          className="ad-remove"
          aria-label={text('policy.delete.named', { name: label })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      <Said path={path} id={saidId} />
    </Place>
  );
}
