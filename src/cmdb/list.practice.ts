/** Finding CIs: lists with filters, type-ahead, lines by ref. */
import type { Handlers } from '../contract/handlers';
import { CiRef } from '../contract/ids';
import type { cmdbContract } from './cmdb.contract';
import type { CiCard, CmdbPorts, ListQuery, WordHit } from './cmdb.ports';
import type { CiFilter, SearchHit } from './cmdb.shapes';
import { briefOf, readingFor, rowOf, type Reading } from './reading';
import { listByWords } from './word-list.practice';
import { fold, hasWords, questionOf } from './words';

type Offered = 'cmdb.list' | 'cmdb.search' | 'cmdb.briefs';

/** Hits looked at for one question; more than a type-ahead shows, for some may be closed to the reader. */
const MOST_HITS = 60;

export function listPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  /** What fits the words, best first: named or identified exactly so, beginning so, having a word that does. */
  async function found(text: string, reading: Reading, classKey: string | undefined): Promise<SearchHit[]> {
    const { whole, lead, rest } = questionOf(text);
    if (whole === '') return [];
    const asked = refIn(text, reading);
    const [byName, byWord] = await Promise.all([
      ports.words.find(whole, MOST_HITS),
      lead === whole ? [] : ports.words.find(lead, MOST_HITS),
    ]);
    const hits = [...byName, ...byWord.filter((hit) => hasWords(hit.text, rest))];
    const refs = [...new Set([...(asked === undefined ? [] : [asked]), ...hits.map(({ ref }) => ref)])];
    const cards = await ports.graph.cards(refs.slice(0, MOST_HITS));
    const readable = [...cards.values()].filter(
      (card) =>
        reading.mayRead(card.classKey) && (classKey === undefined || reading.catalogue.isA(card.classKey, classKey)),
    );
    return readable
      .map((card) => ({ ...briefOf(reading.catalogue, card), match: matchOf(card, whole, hits) }))
      .sort((a, b) => RANK[a.match] - RANK[b.match] || order(fold(a.name), fold(b.name)) || order(a.ref, b.ref));
  }

  const byText = (text: string, filter: CiFilter, reading: Reading, cursor: string | null, limit: number) =>
    listByWords(ports, reading, {
      text,
      asked: refIn(text, reading),
      cursor,
      limit,
      fits: ({ ci }) =>
        reading.mayRead(ci.classKey) &&
        (filter.classKey === undefined || reading.catalogue.isA(ci.classKey, filter.classKey)) &&
        fits(filter, ci),
    });

  return {
    async 'cmdb.list'({ accountId }, { filter, sort, cursor, limit }) {
      const reading = await readingFor(ports, accountId);
      if (filter.text !== undefined && filter.text.trim() !== '')
        return byText(filter.text, filter, reading, cursor, limit);
      const page = await ports.cis.list({ ...queryOf(filter, reading), sort, cursor: cursor ?? undefined, limit });
      return { rows: page.items.map(({ ci }) => rowOf(reading.catalogue, ci)), cursor: page.cursor ?? null };
    },
    async 'cmdb.search'({ accountId }, { text, classKey, limit }) {
      const reading = await readingFor(ports, accountId);
      return { hits: (await found(text, reading, classKey)).slice(0, limit) };
    },
    async 'cmdb.briefs'({ accountId }, { refs }) {
      const reading = await readingFor(ports, accountId);
      const cards = await ports.graph.cards(refs);
      return {
        hits: refs.flatMap((ref) => {
          const card = cards.get(ref);
          return card !== undefined && reading.mayRead(card.classKey) ? [briefOf(reading.catalogue, card)] : [];
        }),
      };
    },
  };
}

const RANK: Readonly<Record<SearchHit['match'], number>> = { exact: 0, name: 1, word: 2 };

/** A ref as somebody types it: in any case, though the keys of classes have capital letters. */
function refIn(text: string, { catalogue }: Reading): CiRef | undefined {
  const [prefix = '', slug = ''] = text.trim().split(':');
  const known = [...catalogue.classes.keys()].find((key) => key.toLowerCase() === prefix.toLowerCase());
  return CiRef.safeParse(`${known ?? prefix}:${slug.toLowerCase()}`).data;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function matchOf({ ref, name }: CiCard, whole: string, hits: readonly WordHit[]): SearchHit['match'] {
  const folded = fold(name);
  const slug = ref.slice(ref.indexOf(':') + 1);
  const identified = hits.some((hit) => hit.ref === ref && hit.entry === whole);
  if (folded === whole || fold(ref) === whole || slug === whole || identified) return 'exact';
  return folded.startsWith(whole) ? 'name' : 'word';
}

/** Everything but the words and the page, as the store is asked. */
export function queryOf(
  filter: CiFilter,
  { catalogue, hidden }: Reading,
): Omit<ListQuery, 'sort' | 'cursor' | 'limit'> {
  const { classKey } = filter;
  const roots = [...catalogue.classes.values()].filter((one) => one.lineage.length === 1);
  const isAll = classKey === undefined || (roots.length === 1 && roots[0]?.key === classKey);
  return {
    classKeys: isAll
      ? undefined
      : catalogue.below(classKey).filter((key) => catalogue.classes.get(key)?.abstract === false && !hidden.has(key)),
    states: filter.states,
    criticalities: filter.criticalities,
    environments: filter.environments,
    owner: filter.owner,
    without: hidden,
  };
}

const fits = (
  { states, criticalities, environments, owner }: CiFilter,
  ci: Pick<CiCard, 'state' | 'criticality' | 'environment' | 'owner'>,
): boolean =>
  (states === undefined || states.includes(ci.state)) &&
  (criticalities === undefined || (ci.criticality !== null && criticalities.includes(ci.criticality))) &&
  (environments === undefined || (ci.environment !== null && environments.includes(ci.environment))) &&
  (owner === undefined || ci.owner === owner);
