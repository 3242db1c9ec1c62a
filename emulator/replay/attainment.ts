/**
 * Attainment by priority in three ways: from the clocks' proof sheets, as the gadget's procedure answers, and as the
 * searches behind the gadget's numbers find. All three count issues: one with a met and a breached cycle counts as both,
 * unless both were decided in the same week, where the worst counts.
 */
import { z } from 'zod';
import type { JiraClient } from '../jira-client';
import type { AskApp } from './app';
import type { ProvenClock } from './clocks';

/** The longest period that the gadget offers. */
const GADGET_WEEKS = 26;
const MODULE = 'sla-attainment';

const At = z.string().transform((text) => Date.parse(text));
const Count = z.object({ count: z.int(), jql: z.string() });
const Both = { met: Count, breached: Count };
const Answer = z.object({
  weeks: z.array(z.object({ week: z.string(), from: At, to: At, ...Both })),
  groups: z.array(z.object({ label: z.string(), ...Both })),
  total: z.object(Both),
});
type Answer = z.output<typeof Answer>;
const Found = z.object({ issues: z.array(z.object({ key: z.string() })), nextPageToken: z.string().optional() });

export interface AttainmentRow {
  readonly definition: string;
  readonly priority: string;
  readonly met: number;
  readonly breached: number;
  readonly open: number;
}

export interface Attainment {
  readonly rows: readonly AttainmentRow[];
  /** Numbers that the gadget showed, and in what any of them differs. */
  readonly shown: number;
  readonly faults: readonly string[];
}

export interface AttainmentParts {
  readonly ask: AskApp;
  readonly jira: JiraClient;
  readonly clocks: readonly ProvenClock[];
  readonly priorityOf: ReadonlyMap<string, string>;
  /** Moves the hands of the site's clock, so that the gadget shows the weeks before then. */
  readonly setClock: (epoch: number) => void;
  readonly first: number;
  readonly last: number;
}

const OUTCOMES = ['met', 'breached'] as const;

export async function attainment(parts: AttainmentParts): Promise<Attainment> {
  const names = new Map(parts.clocks.map(({ definition }) => [definition.key, definition.name]));
  const rows: AttainmentRow[] = [];
  const faults: string[] = [];
  let shown = 0;
  for (const [key, name] of names) {
    const clocks = parts.clocks.filter(({ definition }) => definition.key === key);
    const searched = { met: new Set<string>(), breached: new Set<string>() };
    const decided = { met: new Set<string>(), breached: new Set<string>() };
    for (const answer of await periodsOf(parts, key)) {
      for (const cell of cellsOf(answer, clocks, parts.priorityOf)) {
        const found = cell.jql === undefined ? new Set<string>() : await keysOf(parts.jira, cell.jql);
        shown += 1;
        if (cell.count !== cell.proven.size || !same(found, cell.proven))
          faults.push(
            `${name}, ${cell.what}: the proof sheets have ${cell.proven.size}, the gadget ${cell.count}, its search ${found.size}`,
          );
        if (!cell.isTotal) continue;
        for (const issue of found) searched[cell.outcome].add(issue);
        for (const issue of cell.proven) decided[cell.outcome].add(issue);
      }
    }
    shown += OUTCOMES.length;
    for (const outcome of OUTCOMES)
      if (!same(searched[outcome], decided[outcome])) faults.push(`${name}: the periods together differ in ${outcome}`);
    rows.push(...tableOf(name, clocks, decided, parts.priorityOf));
  }
  return { rows, shown, faults };
}

/** The gadget at the end of the log, and at the end of each period before, back to the log's beginning. */
async function periodsOf({ ask, setClock, first, last }: AttainmentParts, definition: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  const payload = { projects: [], definitions: [definition], weeks: GADGET_WEEKS, groupBy: 'priority' };
  for (let until = last; until >= first;) {
    setClock(until);
    const answer = await ask(MODULE, 'sla.attainment', payload, Answer);
    const from = answer.weeks[0]?.from;
    if (from === undefined || from > until) throw new Error('the gadget shows no weeks');
    answers.push(answer);
    until = from - 1;
  }
  setClock(last);
  return answers;
}

interface Cell {
  readonly what: string;
  readonly outcome: 'met' | 'breached';
  readonly isTotal: boolean;
  readonly count: number;
  /** Undefined for a priority that the gadget leaves out, because it has counted nothing of it. */
  readonly jql: string | undefined;
  readonly proven: ReadonlySet<string>;
}

function cellsOf(
  { weeks, groups, total }: Answer,
  clocks: readonly ProvenClock[],
  priorityOf: ReadonlyMap<string, string>,
): Cell[] {
  const byWeek = weeks.map((week) => ({ ...week, proven: decidedIn(clocks, week) }));
  const all = {
    met: new Set(byWeek.flatMap(({ proven }) => [...proven.met])),
    breached: new Set(byWeek.flatMap(({ proven }) => [...proven.breached])),
  };
  const of = (issues: ReadonlySet<string>, priority: string): Set<string> =>
    new Set([...issues].filter((issue) => priorityOf.get(issue) === priority));
  const priorities = new Set([...groups.map(({ label }) => label), ...priorityOf.values()]);
  const span = `${weeks[0]?.week ?? ''} to ${weeks.at(-1)?.week ?? ''}`;
  return OUTCOMES.flatMap((outcome): Cell[] => [
    { what: `${span} ${outcome}`, outcome, isTotal: true, ...total[outcome], proven: all[outcome] },
    ...byWeek.map((week) => ({
      what: `${week.week} ${outcome}`,
      outcome,
      isTotal: false,
      ...week[outcome],
      proven: week.proven[outcome],
    })),
    ...[...priorities].map((priority) => {
      const group = groups.find(({ label }) => label === priority);
      const what = `${span} ${priority} ${outcome}`;
      const told = group === undefined ? { count: 0, jql: undefined } : group[outcome];
      return { what, outcome, isTotal: false, ...told, proven: of(all[outcome], priority) };
    }),
  ]);
}

function decidedIn(clocks: readonly ProvenClock[], { from, to }: { readonly from: number; readonly to: number }) {
  const within = clocks.filter(({ decided }) => decided !== undefined && decided.at >= from && decided.at < to);
  const having = (outcome: 'met' | 'breached'): Set<string> =>
    new Set(within.filter(({ decided }) => decided?.outcome === outcome).map(({ issueKey }) => issueKey));
  const breached = having('breached');
  return { met: new Set([...having('met')].filter((issue) => !breached.has(issue))), breached };
}

function tableOf(
  definition: string,
  clocks: readonly ProvenClock[],
  decided: { readonly met: ReadonlySet<string>; readonly breached: ReadonlySet<string> },
  priorityOf: ReadonlyMap<string, string>,
): AttainmentRow[] {
  const open = new Set(clocks.filter((clock) => clock.decided === undefined).map(({ issueKey }) => issueKey));
  const present = new Set(clocks.map(({ issueKey }) => priorityOf.get(issueKey)));
  return [...new Set(priorityOf.values())]
    .filter((priority) => present.has(priority))
    .sort((left, right) => rankOf(left) - rankOf(right))
    .map((priority) => {
      const count = (issues: ReadonlySet<string>): number =>
        [...issues].filter((issue) => priorityOf.get(issue) === priority).length;
      return { definition, priority, met: count(decided.met), breached: count(decided.breached), open: count(open) };
    });
}

const RANKS = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
const rankOf = (priority: string): number => (RANKS.indexOf(priority) + RANKS.length + 1) % (RANKS.length + 1);

async function keysOf(jira: JiraClient, jql: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let nextPageToken: string | undefined, more = true; more; more = nextPageToken !== undefined) {
    const body = { jql, fields: ['key'], maxResults: 1000, ...(nextPageToken === undefined ? {} : { nextPageToken }) };
    const page = await jira.post('/rest/api/3/search/jql', body, Found);
    for (const { key } of page.issues) keys.add(key);
    nextPageToken = page.nextPageToken;
  }
  return keys;
}

const same = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size === right.size && [...left].every((one) => right.has(one));
