/** What the configuration operations share. */
import { z } from 'zod';
import {
  badRequest,
  JiraError,
  notFound,
  ok,
  operation,
  pageBean,
  type Call,
  type Method,
  type Operation,
} from '../http';
import { all } from '../model/rows';
import { demand } from '../permissions';
import type { JiraSite } from '../site';

/** An operation only Jira administrators may use. */
export function adminOperation(
  route: `${Method} /${string}`,
  scopes: readonly string[],
  run: Operation['run'],
): Operation {
  return operation(route, scopes, (call) => {
    demand(call.site, call.caller, 'ADMINISTER');
    return run(call);
  });
}

/** A required name: not blank, and no longer than the kind of thing allows. */
export const Name = (max = 255) =>
  z.string().trim().min(1, 'The name must not be empty.').max(max, `The name must not exceed ${max} characters.`);
export const Description = (max = 1000) => z.string().max(max, `The description must not exceed ${max} characters.`);
/** An id as clients send it: Jira takes numbers and their text alike. */
export const Id = z
  .union([z.string().regex(/^\d+$/, 'The ID must be a number.'), z.number().int().nonnegative()])
  .transform(Number);

/** A path parameter that is a number; anything else names nothing. */
export function idParam(call: Call, name: string, what: string): number {
  const text = call.params[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw notFound(`The ${what} with ID ${text} was not found.`);
  return Number(text);
}

/** A query parameter given once for each value or as a comma-separated list. */
export const listParam = (call: Call, name: string): string[] =>
  call.query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

export function idsParam(call: Call, name: string): number[] {
  return listParam(call, name).map((text) => {
    if (!/^\d{1,15}$/.test(text)) throw badRequest(`The ${name} query parameter must hold numbers.`);
    return Number(text);
  });
}

export function requiredParam(call: Call, name: string): string {
  const value = call.query.get(name);
  if (value === null || value === '') throw badRequest(`The ${name} query parameter is required.`);
  return value;
}

export function flagParam(call: Call, name: string, fallback: boolean): boolean {
  const value = call.query.get(name);
  return value === null ? fallback : value === 'true';
}

export const expands = (call: Call, name: string): boolean => listParam(call, 'expand').includes(name);

/** Everything or nothing: an operation that fails half-way leaves no trace. */
export const atomically = <T>(site: JiraSite, work: () => T): T => site.db.transaction(work)();

/** Refuses a name another row of the table has (in any case of letters). */
export function refuseTaken(
  site: JiraSite,
  table: string,
  name: string,
  problem: {
    readonly status: 400 | 404 | 409;
    readonly message: string;
    readonly field?: string;
    readonly except?: number;
  },
): void {
  const rows = all<{ id: number }>(site.db, `SELECT id FROM ${table} WHERE name = ? COLLATE NOCASE`, name);
  if (rows.some(({ id }) => id !== problem.except)) {
    throw problem.field === undefined
      ? new JiraError(problem.status, [problem.message])
      : new JiraError(problem.status, [], { [problem.field]: problem.message });
  }
}

/**
 * Where the rows of an ordered list end up when `moving` go to a place: `First`, `Last`, or after/before another.
 * Jira's priorities, resolutions, options, tab fields and issue types of a scheme all move like this.
 */
export function reordered<T>(
  all: readonly T[],
  moving: readonly T[],
  place: 'First' | 'Last' | { readonly after: T } | { readonly before: T },
): T[] {
  const rest = all.filter((entry) => !moving.includes(entry));
  if (place === 'First') return [...moving, ...rest];
  if (place === 'Last') return [...rest, ...moving];
  const index = 'after' in place ? rest.indexOf(place.after) + 1 : rest.indexOf(place.before);
  return [...rest.slice(0, index), ...moving, ...rest.slice(index)];
}

/** Pages through schemes by id and by a part of the name. */
export function listed<T extends { readonly id: number; readonly name: string }>(
  call: Call,
  schemes: readonly T[],
  bean: (scheme: T) => unknown,
) {
  const ids = idsParam(call, 'id');
  const text = (call.query.get('queryString') ?? '').toLowerCase();
  const page = pageBean(
    call,
    schemes.filter(({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.toLowerCase().includes(text)),
  );
  return ok({ ...page, values: page.values.map(bean) });
}
