/** Finding a free slot for a change, and moving it there. */
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import { changeOf, siteOf } from './asked-change.practice';
import type { ChangeFacts } from './change-facts';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Span, Stage } from './change.shapes';
import type { Following } from './following';
import { givenSpan, wrongAt } from './given-time';
import { common, intervalOf, spanOf } from './intervals';
import { keysIn } from './conflict-view';
import { neighbourhood } from './neighbourhood.practice';
import { spanBetween } from './planned-span';
import type { SlotAnswer } from './schedule.shapes';
import { nextFreeSlot } from './slots';

type Offered = 'change.findSlot' | 'change.move';

const DAY_MS = 86_400_000;
const LONGEST_SEARCH = { days: 92, ms: 92 * DAY_MS };

/** What is over is not planned any more. */
const OVER: readonly (Stage | undefined)[] = ['review', 'closed', 'cancelled'];

export function schedulingPractice(
  ports: ChangePorts,
  { settleAndShow }: Following,
): Pick<Handlers<typeof changeContract>, Offered> {
  const { settings, calendars, viewer, clock } = ports;

  async function businessHours(wanted: 'any' | 'business' | 'outsideBusiness') {
    if (wanted === 'any') return undefined;
    const { businessCalendar } = (await settings.risk.read()).document;
    const calendar = businessCalendar === null ? undefined : await calendars.business(businessCalendar);
    if (calendar === undefined)
      throw wrongAt('search.hours', 'No calendar says what business hours are. An administrator chooses one for risk.');
    return calendar;
  }

  /** Other changes are named only to those who may see them. */
  async function veiled(answer: SlotAnswer): Promise<SlotAnswer> {
    const keys = keysIn(answer.blocked.map(({ other }) => ({ other: other === null ? null : { key: other } })));
    const visible = keys.length === 0 ? new Map<string, unknown>() : await viewer.visible(keys);
    return {
      ...answer,
      blocked: answer.blocked.map((block) => ({
        ...block,
        other: block.other !== null && visible.has(block.other) ? block.other : null,
      })),
    };
  }

  return {
    async 'change.findSlot'(_, { issueKey, search }) {
      const site = await siteOf(ports);
      const { facts } = await changeOf(ports, site, issueKey);
      const asked = givenSpan({ from: search.after, to: search.until }, 'search', LONGEST_SEARCH);
      // There is no beginning in the past, whatever the reader's page still shows.
      const span = { from: later(asked.from, clock.now()), to: asked.to };
      if (span.from >= span.to) throw wrongAt('search.until', 'That time has passed.');
      const calendar = await businessHours(search.hours);
      const windows = (await settings.windows.read()).document;
      const cis = [...new Set(facts.cis)];
      const around = await neighbourhood(ports, windows, span, { issueId: facts.issueId, cis });
      if (around.cut)
        throw new AppError(
          'REFUSED',
          'Too many changes are planned in that time to be compared. Search a shorter one.',
        );
      if (around.graphCut)
        throw new AppError(
          'REFUSED',
          'More depends on the CIs of these changes than could be followed just now. Try again in a few minutes, or search a shorter time.',
        );
      const { issueId, key, type, implementer } = facts;
      const candidate = { issueId, key, type: type ?? null, cis, implementer: implementer ?? null };
      const surroundings = { ...around, calendar, timeZone: await viewer.zone() };
      return veiled(nextFreeSlot(candidate, { ...search, after: span.from, until: span.to }, surroundings));
    },
    async 'change.move'(_, { issueKey, to }) {
      const site = await siteOf(ports);
      const { facts } = await changeOf(ports, site, issueKey);
      const planned = givenSpan(to, 'to');
      if (OVER.includes(facts.stage))
        throw new AppError('REFUSED', 'The work of this change is over: it stays as planned.');
      const now = clock.now();
      if (planned.to <= now) throw wrongAt('to.to', 'That time has passed. Choose one ahead.');
      if (planned.from <= now && planned.from !== facts.plannedStart)
        throw wrongAt('to.from', 'That time has passed. Choose one ahead.');
      await viewer.move(site, issueKey, planned, movedOutage(facts, planned));
      return settleAndShow(facts.issueId, issueKey);
    },
  };
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** As far into the window as it was, and no longer than the window; undefined while there is none. */
export function movedOutage(
  facts: Pick<ChangeFacts, 'plannedStart' | 'outageStart' | 'outageEnd'>,
  planned: Span,
): Span | undefined {
  const outage = spanBetween(facts.outageStart, facts.outageEnd);
  if (outage === null || facts.plannedStart === undefined) return undefined;
  const by = toEpoch(instant(planned.from)) - toEpoch(facts.plannedStart);
  const { from, to } = intervalOf(outage);
  const moved = common({ from: from + by, to: to + by }, intervalOf(planned));
  return moved === undefined ? planned : spanOf(moved);
}
