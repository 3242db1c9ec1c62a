/** Change enablement as a process: what starts it, who answers for it, and by which numbers it is judged. */
import type { RoleKey } from '../setup/site-map';

export const CHANGE_OWNER: RoleKey = 'changeManager';
export const CHANGE_TRIGGERS = [
  'change-requested',
  'problem-needs-change',
  'incident-needs-change',
  'release-planned',
] as const;
export const CHANGE_KPI_KEYS = [
  'success',
  'changeFailure',
  'emergencyShare',
  'standardShare',
  'unauthorised',
  'waiting',
] as const;
export type ChangeKpiKey = (typeof CHANGE_KPI_KEYS)[number];
