/** What imports share: mappings that were saved by name, and whose word counts. */
import { z } from 'zod';
import { Mapping } from './mapping';
import { EVERYBODY_EQUAL, SourcePrecedence } from './precedence';

export const ImportSettings = z.object({
  mappings: z.array(z.object({ name: z.string(), mapping: Mapping })),
  precedence: SourcePrecedence,
});
export type ImportSettings = z.output<typeof ImportSettings>;

export const NO_SETTINGS: ImportSettings = { mappings: [], precedence: EVERYBODY_EQUAL };
