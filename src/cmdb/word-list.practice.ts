/**
 * Lists by words, page after page to the end: CIs whose name begins with what was typed, those with another word that does,
 * and, for several words, those found by the longest of them that have the others too. Each CI comes once: at the first
 * place that it has in this order, which is told from its own words and needs no memory of earlier pages.
 */
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import type { CiRef } from '../contract/ids';
import type { CmdbPorts, StoredCi, WordHit } from './cmdb.ports';
import type { CiListPage } from './cmdb.shapes';
import { rowOf, type Reading } from './reading';
import { beginnings, hasWords, questionOf } from './words';

type WordPorts = Pick<CmdbPorts, 'words' | 'cis'>;
type Hit = WordHit & { readonly place: string };

/** Hits looked at together, and how often for one answer: a rare combination of filters is looked for in bounded steps. */
const HITS = 50;
const MOST_REQUESTS = 6;

/** Which of the questions is being asked, and after which hit it goes on. */
const Place = z.object({ stage: z.int().min(0).max(4), after: z.string().optional() });
type Place = z.output<typeof Place>;

interface Question {
  readonly kind: WordHit['match'];
  readonly prefix: string;
}

export interface WordListQuery {
  readonly text: string;
  /** The ref that the text spells, if it does. */
  readonly asked: CiRef | undefined;
  readonly fits: (stored: StoredCi) => boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

export async function listByWords(ports: WordPorts, reading: Reading, query: WordListQuery): Promise<CiListPage> {
  const { whole, lead, rest } = questionOf(query.text);
  if (whole === '') return { rows: [], cursor: null };
  const questions = questionsOf(whole, lead);
  const rows: CiListPage['rows'] = [];
  const add = (stored: StoredCi | undefined): void => {
    if (stored !== undefined && query.fits(stored)) rows.push(rowOf(reading.catalogue, stored.ci));
  };
  let place: Place | undefined = placeOf(query.cursor);
  if (place.stage === 0) {
    if (query.asked !== undefined) add(await ports.cis.get(query.asked));
    place = { stage: 1 };
  }
  for (let request = 0; request < MOST_REQUESTS && rows.length < query.limit; request += 1) {
    const question = questions[place.stage - 1];
    if (question === undefined) return { rows, cursor: null };
    const page = await ports.words.page({ ...question, after: place.after, limit: HITS });
    const hits = page.items.filter(
      ({ ref, text }) => ref !== query.asked && (place?.stage === 1 || hasWords(text, rest)),
    );
    const first = await firstPlaces(ports, hits, questions, place.stage);
    const stored = await ports.cis.getAll(first.map(({ ref }) => ref));
    let last: string | undefined;
    for (const hit of first) {
      if (rows.length >= query.limit) break;
      add(stored.get(hit.ref));
      last = hit.place;
    }
    const isWhole = last === first.at(-1)?.place;
    if (!isWhole) place = { stage: place.stage, ...(last === undefined ? {} : { after: last }) };
    else if (page.cursor === undefined) place = { stage: place.stage + 1 };
    else place = { stage: place.stage, after: page.cursor };
  }
  return { rows, cursor: questions[place.stage - 1] === undefined ? null : JSON.stringify(place) };
}

/** What was typed as one, then by its longest word. */
function questionsOf(whole: string, lead: string): readonly Question[] {
  const both = (prefix: string): Question[] => [
    { kind: 'name', prefix },
    { kind: 'word', prefix },
  ];
  return lead === whole ? both(whole) : [...both(whole), ...both(lead)];
}

function placeOf(cursor: string | null): Place {
  if (cursor === null) return { stage: 0 };
  try {
    return Place.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'No such page.', { cause });
  }
}

/** Hits that are not their CI's second place in the list. */
async function firstPlaces(
  { words }: WordPorts,
  hits: readonly Hit[],
  questions: readonly Question[],
  stage: number,
): Promise<readonly Hit[]> {
  const earlier = questions.slice(0, stage - 1);
  const own = questions[stage - 1];
  const named = earlier.filter(({ kind }) => kind === 'name').map(({ prefix }) => prefix);
  // A hit's text begins with the CI's name.
  const left = hits.filter(({ text }) => !named.some((prefix) => text.startsWith(prefix)));
  if (own === undefined) return left;
  const asked = [...earlier, own].filter(({ kind }) => kind === 'word').map(({ prefix }) => prefix);
  const doubtful = left.filter((hit) => mayComeAgain(hit, asked));
  const wordsOf = doubtful.length === 0 ? undefined : await words.wordsOf(doubtful.map(({ ref }) => ref));
  return left.filter(({ ref, entry }) => {
    const known = wordsOf?.get(ref);
    if (known === undefined) return true;
    if (
      asked
        .slice(0, own.kind === 'word' ? -1 : undefined)
        .some((prefix) => known.some((word) => word.startsWith(prefix)))
    )
      return false;
    return own.kind === 'name' || !known.some((word) => word.startsWith(own.prefix) && isBefore(word, entry));
  });
}

/** Whether its words may be found in more than one place: only then they are read. */
function mayComeAgain({ text, match }: Hit, prefixes: readonly string[]): boolean {
  const places = prefixes.reduce((sum, prefix) => sum + beginnings(text, prefix), 0);
  return places > (match === 'word' ? 1 : 0);
}

/** In the order of the index. */
const isBefore = (a: string, b: string): boolean => Buffer.compare(Buffer.from(`${a}  `), Buffer.from(`${b}  `)) < 0;
