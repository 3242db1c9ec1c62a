import { z } from 'zod';

/** JSON as `z.json()` infers it. */
type JsonType = z.output<ReturnType<typeof z.json>>;

/**
 * Any JSON, as given and not copied. `z.json()` tries every kind of value at every node, which takes ten times as long:
 * documents of 200 KB are many nodes.
 */
export const JsonDocument = z.custom<JsonType>(isJson, 'This is no JSON.');

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlain(value) && Object.values(value).every(isJson);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects from elsewhere, such as another realm, have a prototype that is the end of its chain.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
