/** How CIs are found by what somebody types: words without case and accents, each findable by its beginning. */
import type { Ci } from './model';

/** As it is compared: without case, accents and superfluous blanks. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replace(/\s+/gu, ' ').trim();

/**
 * A CI has at most so many entries in the index: they are written in one transaction with the CI, which has room for no
 * more. What is beyond is not found by its words, but still by the name's beginning, the ref and every identifier as a whole.
 */
export const MOST_WORDS = 8;

/** Characters of an entry; an index's range value has at most 900 bytes. */
const LONGEST_ENTRY = 100;

export interface IndexWords {
  /** The whole name, folded. */
  readonly name: string;
  /** Words after the name's first, the ref's own part, identifiers; without repetition. */
  readonly words: readonly string[];
  /** Everything folded, in which further words of a question are looked for. */
  readonly text: string;
}

const BETWEEN_WORDS = /[^\p{L}\p{N}.]+/u;

const wordsIn = (text: string): string[] => text.split(BETWEEN_WORDS).filter((word) => word !== '');

export function indexWordsOf(
  ci: Pick<Ci, 'ref' | 'name' | 'identifiers' | 'attributes'>,
  identifying: readonly string[],
): IndexWords {
  const name = fold(ci.name);
  const [first = '', ...others] = wordsIn(name);
  const slug = ci.ref.slice(ci.ref.indexOf(':') + 1);
  const values = [...identifying, ...ci.identifiers.map(({ key }) => key)].map(fold);
  const slugWords = name.replace(BETWEEN_WORDS, '-') === slug ? [] : [slug];
  const distinct = new Set([...values.slice(0, 3), ...others, ...slugWords, ...values.slice(3)]);
  // The whole name is an entry of its own, and with it its first word's beginnings.
  if (name.startsWith(first)) distinct.delete(first);
  distinct.delete(name);
  const words = [...distinct].filter((word) => word !== '').map((word) => word.slice(0, LONGEST_ENTRY));
  return {
    name: name.slice(0, LONGEST_ENTRY),
    words: [...new Set(words)].slice(0, MOST_WORDS - 1),
    text: [name, slug, ...values].join(' ').slice(0, 1_000),
  };
}

/** What was typed, as the index can be asked: the longest word leads, the others must begin a word of the found text. */
export function questionOf(typed: string): {
  readonly whole: string;
  readonly lead: string;
  readonly rest: readonly string[];
} {
  const whole = fold(typed);
  const words = wordsIn(whole);
  const lead = [...words].sort((a, b) => b.length - a.length)[0] ?? whole;
  return { whole, lead, rest: words.filter((word) => word !== lead) };
}

/** How many words, and texts within, of a text go on from a prefix. */
export function beginnings(text: string, prefix: string): number {
  let found = 0;
  for (let at = text.indexOf(prefix); at >= 0 && prefix !== ''; at = text.indexOf(prefix, at + 1))
    if (at === 0 || BETWEEN_WORDS.test(text.charAt(at - 1))) found += 1;
  return found;
}

/** Whether every word begins some word of the text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const padded = ` ${text.replace(new RegExp(BETWEEN_WORDS, 'gu'), ' ')}`;
  return words.every((word) => padded.includes(` ${word}`));
}

/** Sorts by name, and by ref where names are equal: two blanks sort before anything that a longer name goes on with. */
export const sortNameOf = ({ name, ref }: Pick<Ci, 'name' | 'ref'>): string => `${fold(name).slice(0, 150)}  ${ref}`;
