/** Short ways to write the shipped classes down. */
import type { z } from 'zod';
import { AttributeSpec, ClassSpec, type AttributeType } from '../model';

type Rest = Partial<Omit<z.input<typeof AttributeSpec>, 'key' | 'name' | 'type'>>;

export const attribute = (key: string, name: string, type: AttributeType, rest: Rest = {}): AttributeSpec =>
  AttributeSpec.parse({ key, name, type, ...rest });

/** Options that are called as they are keyed, or `key: name`. */
export const choice = (
  key: string,
  name: string,
  options: Readonly<Record<string, string>>,
  rest: Rest = {},
): AttributeSpec =>
  attribute(key, name, 'enum', {
    ...rest,
    options: Object.entries(options).map(([option, label]) => ({ key: option, name: label })),
  });

export const aClass = (
  key: string,
  name: string,
  parent: string | null,
  rest: Omit<z.input<typeof ClassSpec>, 'key' | 'name' | 'parent'>,
): ClassSpec => ClassSpec.parse({ key, name, parent, ...rest });
