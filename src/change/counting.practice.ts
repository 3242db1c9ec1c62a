/** Numbers that Jira counts for the person who looks, each with the query that finds exactly what it counts. */
import type { ChangePorts } from './change.ports';

export interface Count {
  readonly count: number;
  readonly jql: string;
}

/** Several gadgets on a dashboard together must stay below Jira's burst limit of 100 calls a second. */
const AT_ONCE = 10;

export interface Counting {
  readonly of: (jql: string) => Promise<Count>;
  /** In their order, a few at a time. */
  readonly all: (queries: readonly string[]) => Promise<Count[]>;
  /** Parts of a whole, which overlap in nothing and leave nothing out but what is theirs: of nothing, none is asked for. */
  readonly parts: (whole: number, queries: readonly string[]) => Promise<Count[]>;
}

export function counting({ viewer }: Pick<ChangePorts, 'viewer'>): Counting {
  const of = async (jql: string): Promise<Count> => ({ jql, count: await viewer.count(jql) });
  const all = async (queries: readonly string[]): Promise<Count[]> => {
    const found: Count[] = [];
    for (let start = 0; start < queries.length; start += AT_ONCE)
      found.push(...(await Promise.all(queries.slice(start, start + AT_ONCE).map(of))));
    return found;
  };
  return {
    of,
    all,
    /** Once the parts counted make up the whole, the others are empty. */
    async parts(whole, queries) {
      const found: Count[] = [];
      let left = whole;
      for (let start = 0; start < queries.length; start += AT_ONCE) {
        const some = queries.slice(start, start + AT_ONCE);
        const counted = left > 0 ? await Promise.all(some.map(of)) : some.map((jql) => ({ jql, count: 0 }));
        left -= counted.reduce((sum, { count }) => sum + count, 0);
        found.push(...counted);
      }
      return found;
    },
  };
}
