/** Values that point at something else: options, people, groups, priorities, resolutions, parents. */
import { z } from 'zod';
import type { Json } from '../../json';
import type { JiraSite } from '../site';
import * as beans from './beans';
import { optionsFor, type Option } from './fields';
import { all, one } from './rows';
import {
  listOf,
  NOTHING,
  numberItem,
  refOf,
  refuse,
  type Described,
  type Scope,
  type ValueItem,
  type ValueType,
} from './values';

const Reference = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  name: z.string().optional(),
  value: z.string().optional(),
  key: z.string().optional(),
  accountId: z.string().nullish(),
  groupId: z.string().optional(),
  child: z.unknown().optional(),
});
type Reference = z.output<typeof Reference>;

function reference(input: unknown): Reference {
  const parsed = Reference.safeParse(input);
  return parsed.success ? parsed.data : refuse('data was not an object');
}

interface Kind {
  /** The stored reference, or a refusal. */
  find(input: unknown, scope: Scope): Json;
  show(stored: Json, scope: Scope): Json | null;
  id(stored: Json): string;
  text(stored: Json, scope: Scope): string;
  item(stored: Json, scope: Scope): ValueItem;
  allowed?(scope: Scope): Json[];
}

function single(kind: Kind): ValueType {
  return {
    verbs: ['set'],
    parse: (input, scope) => (input === null ? null : kind.find(input, scope)),
    show: (stored, scope) => kind.show(stored, scope),
    describe: (stored, scope) => (stored === null ? NOTHING : { id: kind.id(stored), text: kind.text(stored, scope) }),
    items: (stored, scope) => [kind.item(stored, scope)],
    ...(kind.allowed === undefined ? {} : { allowed: kind.allowed.bind(kind) }),
  };
}

/** Options read `A,B` in the changelog, people `[A, B]`. */
function several(kind: Kind, join: (texts: string[]) => string): ValueType {
  const describe = (stored: Json | null, scope: Scope): Described => {
    const list = listOf(stored);
    if (list.length === 0) return { id: null, text: null };
    return {
      id: `[${list.map((entry) => kind.id(entry)).join(', ')}]`,
      text: join(list.map((entry) => kind.text(entry, scope))),
    };
  };
  return {
    verbs: ['add', 'set', 'remove'],
    parse(input, scope) {
      if (input === null) return null;
      if (!Array.isArray(input)) return refuse('data was not an array');
      const found = input.map((entry: unknown) => kind.find(entry, scope));
      return [...new Map(found.map((entry) => [kind.id(entry), entry])).values()];
    },
    parseElement: (input, scope) => kind.find(input, scope),
    show: (stored, scope) => listOf(stored).flatMap((entry) => kind.show(entry, scope) ?? []),
    describe,
    items: (stored, scope) => listOf(stored).map((entry) => kind.item(entry, scope)),
    ...(kind.allowed === undefined ? {} : { allowed: kind.allowed.bind(kind) }),
  };
}

const usable = (scope: Scope, parent: number | null): Option[] =>
  optionsFor(scope.site, scope.field.id, scope.place).filter(
    (option) => option.disabled === 0 && option.parent_id === parent,
  );

function findOption(input: unknown, scope: Scope, parent: number | null = null): Option {
  const wanted = reference(input);
  const options = usable(scope, parent);
  if (wanted.id !== undefined)
    return options.find((option) => String(option.id) === wanted.id) ?? refuse(`Option id '${wanted.id}' is not valid`);
  const value = wanted.value ?? refuse(`Could not find valid 'id' or 'value' in the Parent Option object.`);
  return options.find((option) => option.value === value) ?? refuse(`Option value '${value}' is not valid`);
}

const optionText = (site: JiraSite, id: string): string =>
  one<{ value: string }>(site.db, 'SELECT value FROM field_option WHERE id = ?', Number(id))?.value ?? '';

const option: Kind = {
  find: (input, scope) => ({ id: String(findOption(input, scope).id) }),
  show: (stored, { site }) => beans.optionBean(site, refOf(stored, 'id')),
  id: (stored) => refOf(stored, 'id'),
  text: (stored, { site }) => optionText(site, refOf(stored, 'id')),
  item: (stored, { site }) => ({ text: optionText(site, refOf(stored, 'id')), number: Number(refOf(stored, 'id')) }),
  allowed: (scope) => usable(scope, null).flatMap(({ id }) => beans.optionBean(scope.site, String(id)) ?? []),
};
export const optionType = single(option);
export const optionsType = several(option, (texts) => texts.join(','));

const childOf = (stored: Json | null): Json | null =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored['child'] ?? null) : null;

const cascading: Kind = {
  ...option,
  find(input, scope) {
    const parent = findOption(input, scope);
    const { child } = reference(input);
    if (child === undefined || child === null) return { id: String(parent.id) };
    return { id: String(parent.id), child: { id: String(findOption(child, scope, parent.id).id) } };
  },
  show(stored, { site }) {
    const parent = beans.optionBean(site, refOf(stored, 'id'));
    const child = childOf(stored) === null ? null : beans.optionBean(site, refOf(childOf(stored), 'id'));
    return parent === null || child === null ? parent : { ...parent, child };
  },
  text(stored, { site }) {
    const parent = `Parent values: ${optionText(site, refOf(stored, 'id'))}(${refOf(stored, 'id')})`;
    const child = childOf(stored);
    return child === null
      ? parent
      : `${parent}Level 1 values: ${optionText(site, refOf(child, 'id'))}(${refOf(child, 'id')})`;
  },
};
export const cascadingType: ValueType = {
  ...single(cascading),
  items: (stored, scope) => [
    option.item(stored, scope),
    ...(childOf(stored) === null ? [] : [option.item(childOf(stored), scope)]),
  ],
};

const user: Kind = {
  find(input, { site }) {
    const id = typeof input === 'string' ? input : (reference(input).accountId ?? reference(input).id);
    if (id === undefined) return refuse(`Specify a valid 'accountId' for the user.`);
    const found = beans.userRow(site, id);
    return found?.active === 1 ? { accountId: found.account_id } : refuse(`User '${id}' does not exist.`);
  },
  show: (stored, { site }) => beans.userBean(site, refOf(stored, 'accountId')),
  id: (stored) => refOf(stored, 'accountId'),
  text: (stored, { site }) => beans.displayName(site, refOf(stored, 'accountId')),
  item: (stored) => ({ text: refOf(stored, 'accountId'), number: null }),
};
const inBrackets = (texts: string[]): string => `[${texts.join(', ')}]`;

/** `{"accountId": null}` and `{"id": null}` empty a user field too. */
export const userType: ValueType = {
  ...single(user),
  parse(input, scope) {
    if (input === null) return null;
    if (
      typeof input === 'object' &&
      ('accountId' in input ? input.accountId : 'id' in input ? input.id : undefined) === null
    )
      return null;
    return user.find(input, scope);
  },
};
export const usersType = several(user, inBrackets);

const group: Kind = {
  find(input, { site }) {
    const wanted = typeof input === 'string' ? { groupId: input, name: input } : reference(input);
    const found = one<{ group_id: string }>(
      site.db,
      'SELECT group_id FROM user_group WHERE group_id = ? OR name = ?',
      wanted.groupId ?? '',
      wanted.name ?? '',
    );
    return found === undefined
      ? refuse(`Could not find group with name: ${wanted.name ?? wanted.groupId ?? ''}`)
      : { groupId: found.group_id };
  },
  show: (stored, { site }) => beans.groupBean(site, refOf(stored, 'groupId')),
  id: (stored) => refOf(stored, 'groupId'),
  text: (stored, { site }) => beans.groupRow(site, refOf(stored, 'groupId'))?.name ?? '',
  item: (stored) => ({ text: refOf(stored, 'groupId'), number: null }),
};
export const groupType = single(group);
export const groupsType = several(group, inBrackets);

/** Priorities and resolutions: found by id or by name, whatever its case. */
function named(
  table: 'priority' | 'resolution',
  title: string,
  bean: (site: JiraSite, id: string) => Json | null,
): Kind {
  const name = (site: JiraSite, id: string): string =>
    one<{ name: string }>(site.db, `SELECT name FROM ${table} WHERE id = ?`, Number(id))?.name ?? '';
  return {
    find(input, { site }) {
      const wanted = reference(input);
      if (wanted.id === undefined && wanted.name === undefined)
        return refuse(`Could not find valid 'id' or 'name' for ${title}`);
      const found = one<{ id: number }>(
        site.db,
        `SELECT id FROM ${table} WHERE CAST(id AS TEXT) = ? OR (? IS NULL AND name = ?)`,
        wanted.id ?? null,
        wanted.id ?? null,
        wanted.name ?? null,
      );
      return found === undefined ? refuse(`The ${title} selected is invalid.`) : { id: String(found.id) };
    },
    show: (stored, { site }) => bean(site, refOf(stored, 'id')),
    id: (stored) => refOf(stored, 'id'),
    text: (stored, { site }) => name(site, refOf(stored, 'id')),
    item: (stored) => numberItem(Number(refOf(stored, 'id'))),
    allowed: ({ site }) =>
      all<{ id: number }>(site.db, `SELECT id FROM ${table} ORDER BY position, id`).flatMap(
        ({ id }) => bean(site, String(id)) ?? [],
      ),
  };
}
export const priorityType = single(named('priority', 'priority', beans.priorityBean));
export const resolutionType = single(named('resolution', 'resolution', beans.resolutionBean));

const issueType: Kind = {
  show: (stored, { site }) => beans.issueTypeBean(site, refOf(stored, 'id')),
  id: (stored) => refOf(stored, 'id'),
  item: (stored) => numberItem(Number(refOf(stored, 'id'))),
  find(input, { site, place }) {
    const wanted = reference(input);
    const found = one<{ id: number }>(
      site.db,
      `SELECT t.id FROM issue_type t JOIN issue_type_scheme_item i ON i.issue_type_id = t.id
         JOIN project p ON p.issue_type_scheme_id = i.scheme_id
        WHERE p.id = ? AND (CAST(t.id AS TEXT) = ? OR (? IS NULL AND t.name = ?))`,
      place.projectId,
      wanted.id ?? null,
      wanted.id ?? null,
      wanted.name ?? null,
    );
    return found === undefined ? refuse('The issue type selected is invalid.') : { id: String(found.id) };
  },
  text: (stored, { site }) => beans.issueTypeRow(site, refOf(stored, 'id'))?.name ?? '',
  allowed: ({ site, place }) =>
    all<{ id: number }>(
      site.db,
      `SELECT i.issue_type_id AS id FROM issue_type_scheme_item i JOIN project p ON p.issue_type_scheme_id = i.scheme_id
        WHERE p.id = ? ORDER BY i.position`,
      place.projectId,
    ).flatMap(({ id }) => beans.issueTypeBean(site, id) ?? []),
};
export const issueTypeType = single(issueType);

interface ParentRow {
  id: number;
  key: string;
  summary: string;
  status_id: number;
  priority_id: number | null;
  issue_type_id: number;
}
const parentRow = (site: JiraSite, idOrKey: string): ParentRow | undefined =>
  one<ParentRow>(site.db, 'SELECT * FROM issue WHERE CAST(id AS TEXT) = ? OR key = upper(?)', idOrKey, idOrKey);

/** The short form of an issue, as parents and linked issues are shown. */
export function issueStub(site: JiraSite, id: number): Json | null {
  const row = parentRow(site, String(id));
  if (row === undefined) return null;
  return {
    id: String(row.id),
    key: row.key,
    self: `${site.baseUrl()}/rest/api/3/issue/${row.id}`,
    fields: {
      summary: row.summary,
      status: beans.statusBean(site, row.status_id),
      priority: row.priority_id === null ? null : beans.priorityBean(site, row.priority_id),
      issuetype: beans.issueTypeBean(site, row.issue_type_id),
    },
  };
}

const parent: Kind = {
  find(input, { site, place }) {
    const wanted = reference(input);
    const row = parentRow(site, wanted.id ?? wanted.key ?? refuse(`Could not find valid 'id' or 'key' for parent`));
    if (row === undefined) return refuse('Could not find issue by id or key.');
    const level = (id: number): number => beans.issueTypeRow(site, id)?.hierarchy_level ?? 0;
    if (level(row.issue_type_id) <= level(place.issueTypeId)) {
      refuse('Given parent work item does not belong to appropriate hierarchy.');
    }
    return { id: String(row.id) };
  },
  show: (stored, { site }) => issueStub(site, Number(refOf(stored, 'id'))),
  id: (stored) => refOf(stored, 'id'),
  text: (stored, { site }) => parentRow(site, refOf(stored, 'id'))?.key ?? '',
  item: (stored) => numberItem(Number(refOf(stored, 'id'))),
};
export const parentType = single(parent);
