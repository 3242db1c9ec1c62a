import type { OutputOf } from '../../shared/api';

export type ClosureState = OutputOf<'incident.closurePolicy'>;
export type Policy = ClosureState['policy'];

/** As somebody is typing it. */
export interface PolicyForm {
  readonly automatic: boolean;
  readonly days: string;
  readonly zone: string;
}

export const formOf = ({ automatic, businessDays, timeZone }: Policy): PolicyForm => ({
  automatic,
  days: String(businessDays),
  zone: timeZone,
});

/** The browser's list leaves out UTC, which is the default. */
export const TIME_ZONES: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

export const daysAreValid = (days: string): boolean =>
  /^\d+$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= 30;

/** Zones have other names as well; whatever the browser takes for one may be sent. */
export function zoneIsValid(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function policyOf({ automatic, days, zone }: PolicyForm): Policy | undefined {
  return daysAreValid(days) && zoneIsValid(zone)
    ? { automatic, businessDays: Number(days), timeZone: zone }
    : undefined;
}

export const samePolicy = (one: Policy, other: Policy): boolean =>
  one.automatic === other.automatic && one.businessDays === other.businessDays && one.timeZone === other.timeZone;
