/** The words for impact, urgency and priority levels, the same on every surface. */
import { textOf } from './messages';
import type en from './messages/incident.en.json';

export const IMPACTS = ['enterprise', 'department', 'team', 'individual'] as const;
export const URGENCIES = ['critical', 'high', 'medium', 'low'] as const;
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

export const useIncidentTerms = textOf<typeof en>();

/** A tone for each level; the word beside it carries the meaning. */
export const LEVEL_TONES = { 1: 'danger', 2: 'warning', 3: 'information', 4: 'neutral', 5: 'neutral' } as const;
