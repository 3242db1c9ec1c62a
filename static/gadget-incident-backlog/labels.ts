import { useIncidentTerms, type Level } from '../shared/incident-terms';
import { useBacklogText } from './text';

interface Bucket {
  readonly fromDays: number | null;
  readonly toDays: number | null;
}

export interface BacklogLabels {
  readonly priority: string;
  readonly total: string;
  readonly bucket: (bucket: Bucket) => string;
  readonly row: (level: Level | null) => string;
}

export function useBacklogLabels(): BacklogLabels {
  const text = useBacklogText();
  const terms = useIncidentTerms();
  return {
    priority: terms('incident.priority'),
    total: text('backlog.total'),
    bucket: ({ fromDays: from, toDays: to }) => {
      if (from === null) return text('backlog.age.under', { to });
      return to === null ? text('backlog.age.over', { from }) : text('backlog.age.between', { from, to });
    },
    row: (level) => (level === null ? text('backlog.other') : terms(`incident.level.${level}`)),
  };
}
