import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Select } from '../../../shared/components';
import { hoursText } from '../calendars/hours-text';
import { UNITS } from '../calendars/units';
import { workingDayMs } from '../calendars/week';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { NumberInput } from '../parts/NumberInput';
import { PlacedField } from '../parts/Place';
import type { Goal } from '../policy';

export interface TargetFieldProps {
  readonly goal: Goal;
  readonly path: string;
  readonly onChange: (goal: Goal) => void;
}

/** How long, and what that comes to in open hours: the two readings of "a day" are told apart where one is chosen. */
export function TargetField({ goal, path, onChange }: TargetFieldProps): ReactNode {
  const text = useSlaText();
  const meaning = useMeaning(goal);
  const { target } = goal;
  return (
    <PlacedField path={`${path}.target`} label={text('goal.target')} hint={meaning} required>
      {(control) => (
        <span className="sla-target">
          <NumberInput
            {...control}
            className="sla-amount"
            value={target.amount}
            onChange={(amount) => onChange({ ...goal, target: { ...target, amount } })}
          />
          <Select
            aria-label={text('goal.unit')}
            value={target.unit}
            options={UNITS.map((unit) => ({ value: unit, label: text(`target.unit.${unit}`) }))}
            onChange={(unit) => onChange({ ...goal, target: { ...target, unit } })}
          />
        </span>
      )}
    </PlacedField>
  );
}

const DAY_MS = 86_400_000;

function useMeaning({ target, calendar }: Goal): string | undefined {
  const text = useSlaText();
  const { locale } = useIntl();
  const { policy } = usePolicy();
  const { amount, unit } = target;
  if (!(amount > 0) || unit === 'minute' || unit === 'hour') return undefined;
  const used = policy.calendars.find(({ key }) => key === calendar);
  if (unit === 'day') return text('goal.day', { hours: hoursText(amount * DAY_MS, locale) });
  const length = used === undefined ? undefined : workingDayMs(used);
  if (used === undefined || length === undefined) return text('goal.workingDay.unknown');
  return text('goal.workingDay', {
    hours: hoursText(amount * length, locale),
    day: hoursText(length, locale),
    calendar: used.name,
  });
}
