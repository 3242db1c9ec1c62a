import type { OutputOf } from '../../shared/api';

export type MatrixState = OutputOf<'incident.matrix'>;
export type Cells = MatrixState['cells'];
