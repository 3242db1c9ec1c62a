import type { CiBrief } from '../../../src/cmdb/cmdb.shapes';
import type { Tone } from '../components';

/** The word of the state carries the meaning; what runs is green, what is gone is grey, the rest is on its way. */
export const stateTone = ({ inService, retired }: Pick<CiBrief, 'inService' | 'retired'>): Tone =>
  inService ? 'success' : retired ? 'neutral' : 'information';
