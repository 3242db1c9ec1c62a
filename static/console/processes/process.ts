import type { OutputOf } from '../../shared/api';

export type Process = OutputOf<'incident.process'>;
export type Kpi = Process['kpis'][number];
