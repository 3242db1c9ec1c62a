import { z } from 'zod';
import type { EntityDefinition } from './table';

export type StoredRecord = Record<string, unknown> & { version: number };

const Stored = z.looseObject({ version: z.int().positive() });

/** The record as the platform takes it: validated, undefined left out, empty strings absent where the entity says so. */
export function encode<S extends z.ZodObject>(
  definition: EntityDefinition<S>,
  version: number,
  value: z.output<S>,
): StoredRecord {
  const stored: StoredRecord = { version };
  for (const [attribute, content] of Object.entries(definition.attributes.parse(value))) {
    if (content === undefined) continue;
    if (content === '') {
      if (!definition.emptyStrings.includes(attribute))
        throw new Error(`${definition.name}.${attribute} must not be empty`);
      continue;
    }
    stored[attribute] = content;
  }
  return stored;
}

export function decode<S extends z.ZodObject>(
  definition: EntityDefinition<S>,
  raw: unknown,
): { version: number; value: z.output<S> } {
  const { version, ...attributes } = Stored.parse(raw);
  const empty = Object.fromEntries(definition.emptyStrings.map((attribute) => [attribute, '']));
  return { version, value: definition.attributes.parse({ ...empty, ...attributes }) };
}
