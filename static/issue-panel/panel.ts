import type { OutputOf } from '../shared/api';

export type Panel = OutputOf<'incident.panel'>;
export type IncidentPanel = Extract<Panel, { kind: 'incident' }>;

/** The app decides a moment after an edit: until then the issue has another priority than it is to have. */
export function isSettling(panel: Panel | undefined): boolean {
  if (panel?.kind !== 'incident') return false;
  const { current, decided } = panel.priority;
  return decided !== null && current.level !== decided;
}
