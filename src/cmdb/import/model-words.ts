/** The model's words that mappings are made of. */
import { z } from 'zod';
import { COMMON_FIELDS } from '../model';

export { ModelKey, SourceName } from '../model';

export const CommonFieldName = z.enum(COMMON_FIELDS);
export const RelationEnd = z.enum(['from', 'to']);
export type RelationEnd = z.output<typeof RelationEnd>;
