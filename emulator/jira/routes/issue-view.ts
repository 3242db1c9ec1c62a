import { z } from 'zod';
import type { Call } from '../http';
import type { IssueView } from '../model/issue-bean';

import { listParam } from './support';

export const flagParam = (call: Call, name: string): boolean => call.query.get(name) === 'true';

/** `fields`, `expand` and `properties` of the query. */
export const viewFromQuery = (call: Call): IssueView => ({
  fields: listParam(call, 'fields'),
  fieldsByKeys: flagParam(call, 'fieldsByKeys'),
  expand: new Set(listParam(call, 'expand')),
  properties: listParam(call, 'properties'),
});

/** Ids come as numbers or as their text. */
export const NumericId = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]);
