import type { OutputOf } from '../../shared/api';

export type Process = OutputOf<'incident.process'> | OutputOf<'sla.process'> | OutputOf<'change.process'>;
export type Kpi = Process['kpis'][number];
export type Practice = 'incident' | 'change' | 'sla';
