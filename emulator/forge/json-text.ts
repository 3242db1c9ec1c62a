/** JSON text, read back. `JSON.parse` yields nothing but JSON, so the guards only tell objects from the rest. */
import type { Json, JsonObject } from '../json';

const isJson = (value: unknown): value is Json => value !== undefined;
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new SyntaxError('not JSON');
  return value;
}

export function parseJsonObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new SyntaxError('not a JSON object');
  return value;
}

/** What of a value JSON keeps: dates become text, `undefined` and functions go. */
export const toJson = (value: unknown): Json =>
  value === undefined ? null : parseJson(JSON.stringify(value) ?? 'null');
