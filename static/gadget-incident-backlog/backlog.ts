import type { OutputOf } from '../shared/api';

export type Backlog = OutputOf<'incident.backlog'>;
