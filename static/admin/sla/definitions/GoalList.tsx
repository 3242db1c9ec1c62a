import { useState, type ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { nextKey } from '../keys';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { moved, replacedAt, withoutAt, type Goal } from '../policy';
import type { DefinitionPartProps } from './DefinitionEditor';
import { GoalCard } from './GoalCard';

/** In order: the first goal whose conditions hold is the one that counts. */
export function GoalList({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { policy, base } = usePolicy();
  const [said, setSaid] = useState('');
  const { goals } = definition;
  const set = (next: Goal[]): void => onChange({ ...definition, goals: next });
  const before = base.definitions.find(({ key }) => key === definition.key)?.goals ?? [];
  const add = (): void => {
    const key = nextKey(
      'goal',
      [...before, ...goals].map((goal) => goal.key),
    );
    const last = goals.at(-1);
    const target = last?.target ?? { amount: 8, unit: 'hour' as const };
    const calendar = last?.calendar ?? policy.calendars[0]?.key ?? '';
    const goal: Goal = { key, name: text('definition.newGoal'), when: [], target, calendar };
    // What takes the rest stays last: behind it nothing would ever apply.
    const catchAll = last !== undefined && last.when.length === 0;
    set(catchAll ? [...goals.slice(0, -1), { ...goal, when: [EVERY_PRIORITY] }, last] : [...goals, goal]);
  };
  const move = (index: number, to: number): void => {
    set(moved(goals, index, to));
    setSaid(text('policy.moved', { name: goals[index]?.name ?? '', number: to + 1, count: goals.length }));
  };
  return (
    <Place path={`${path}.goals`}>
      <fieldset className="sla-section">
        <legend>{text('definition.goals')}</legend>
        <p className="pl-hint">{text('definition.goals.hint')}</p>
        <Said path={`${path}.goals`} exactly />
        <p role="status" className="pl-hidden">
          {said}
        </p>
        <ol className="sla-goals">
          {goals.map((goal, index) => (
            <GoalCard
              key={goal.key}
              goal={goal}
              index={index}
              count={goals.length}
              path={`${path}.goals.${index}`}
              onChange={(next) => set(replacedAt(goals, index, next))}
              onMove={(to) => move(index, to)}
              onRemove={() => set(withoutAt(goals, index))}
            />
          ))}
        </ol>
        <Button onClick={add}>{text('definition.goals.add')}</Button>
      </fieldset>
    </Place>
  );
}

const EVERY_PRIORITY = { field: 'priority', is: 'in' as const, values: [] };
