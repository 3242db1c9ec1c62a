import type { OutputOf } from '../../shared/api';

export type ChangePanel = Extract<OutputOf<'change.panel'>, { kind: 'change' }>;
export type Conflict = ChangePanel['conflicts'][number];
export type Approval = ChangePanel['approval'];
export type GateView = ChangePanel['gates'][number];
export type GateItem = GateView['items'][number];

/** Takes the panel that a command answered with. */
export type OnPanel = (panel: OutputOf<'change.panel'>) => void;
