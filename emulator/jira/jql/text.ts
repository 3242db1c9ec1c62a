/**
 * The `~` operator: words in any order, "quoted phrases", `prefix*`, `wil?card`, AND / OR / NOT and `-word`.
 *
 * Approximates Jira: words are split at anything that is neither letter nor digit and compared without case; there is
 * no stemming (Jira's English index finds "logs" with "log") and no stop word list. Fuzzy (`word~`), proximity and boost
 * (`word^2`) operators are refused.
 */
import type { Database } from 'better-sqlite3';
import { NotEmulated } from './errors';
import { sql, type Sql } from './sql';

/** A phrase is a row of word patterns; a group holds when its `required` hold and none of `excluded` does. */
type Phrase = readonly RegExp[];
interface Group {
  readonly required: readonly Phrase[];
  readonly excluded: readonly Phrase[];
}
type TextQuery = readonly Group[];

const TOKEN = /([-+!]?)(?:"([^"]*)"|(\S+))/g;
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Why Jira would refuse the search text, or `undefined`. */
export function textFault(text: string, field: string): string | undefined {
  const first = /^[-+!]?([*?])/.exec(text.trim())?.[1];
  if (first !== undefined)
    return `The text query '${text}' for field '${field}' is not allowed to start with character '${first}'.`;
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return `Unable to parse the text '${text}' for field '${field}'.`;
  if (/(^|\s)[^"\s]+[~^]\d*(\s|$)/.test(text)) throw new NotEmulated('JQL fuzzy, proximity and boost text searches');
  return parseText(text).every((group) => group.required.length + group.excluded.length === 0)
    ? `The field '${field}' does not support searching for an empty string.`
    : undefined;
}

function pattern(word: string): RegExp {
  const escaped = word.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'u');
}

/** One token may hold several words (`e-mail`): they have to follow each other, as in a phrase. */
const phraseOf = (text: string, wildcards: boolean): Phrase =>
  (wildcards ? (text.toLowerCase().match(/[\p{L}\p{N}_*?]+/gu) ?? []) : words(text)).map(pattern);

function parseText(text: string): TextQuery {
  const groups: { required: Phrase[]; excluded: Phrase[] }[] = [{ required: [], excluded: [] }];
  let negated = false;
  for (const [, sign, quoted, bare] of text.matchAll(TOKEN)) {
    if (bare === 'OR' || bare === '||') groups.push({ required: [], excluded: [] });
    else if (bare === 'NOT') negated = true;
    else if (bare !== 'AND' && bare !== '&&') {
      const phrase = quoted === undefined ? phraseOf(bare ?? '', true) : phraseOf(quoted, false);
      const group = groups.at(-1);
      if (phrase.length > 0)
        (negated || sign === '-' || sign === '!' ? group?.excluded : group?.required)?.push(phrase);
      negated = false;
    }
  }
  return groups;
}

const occurs = (phrase: Phrase, document: readonly string[]): boolean =>
  document.some((_, start) => phrase.every((word, offset) => word.test(document[start + offset] ?? '')));

export function textMatches(text: string, query: TextQuery): boolean {
  const document = words(text);
  return query.some(
    (group) =>
      group.required.every((phrase) => occurs(phrase, document)) &&
      !group.excluded.some((phrase) => occurs(phrase, document)) &&
      group.required.length + group.excluded.length > 0,
  );
}

const equipped = new WeakSet<Database>();
const CACHE_SIZE = 100;

/** Teaches the connection the function that the compiled statement calls. */
export function equip(db: Database): void {
  if (equipped.has(db)) return;
  const parsed = new Map<string, TextQuery>();
  db.function('jql_text_matches', { deterministic: true }, (text: unknown, query: unknown) => {
    if (typeof text !== 'string' || typeof query !== 'string') return 0;
    const known = parsed.get(query) ?? parseText(query);
    if (parsed.size >= CACHE_SIZE) parsed.clear();
    parsed.set(query, known);
    return Number(textMatches(text, known));
  });
  equipped.add(db);
}

/** The column's text matches the search text. */
export const contains = (column: Sql, query: string): Sql => sql`jql_text_matches(${column}, ${query}) = 1`;
