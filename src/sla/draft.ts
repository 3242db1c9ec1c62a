/** A draft as far as it can be read: what is not of the right shape is a finding at its place. */
import { calendarFaults } from './calendar';
import { Policy } from './policy';
import type { PolicyFinding } from './sla.contract';

export function readDraftPolicy(draft: unknown): { policy: Policy | undefined; findings: PolicyFinding[] } {
  const parsed = Policy.safeParse(draft);
  if (parsed.success) return { policy: parsed.data, findings: [] };
  return {
    policy: undefined,
    findings: parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      severity: 'error',
      code: 'shape',
      message,
    })),
  };
}

export function lintPolicy(policy: Policy): PolicyFinding[] {
  return policy.calendars.flatMap((calendar, index) =>
    calendarFaults(calendar).map((fault) => ({ ...fault, path: `calendars.${index}.${fault.path}` })),
  );
}
