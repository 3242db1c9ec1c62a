/**
 * Keeps the app's record of a change, and what is published about it, in line with the issue. Whatever tells of a change (an
 * event, a command, the sweep) only says which: the rest is read afresh, so that duplicated, late, reordered and lost events
 * end in the same state.
 */
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { changeSite } from './asked-change.practice';
import { begunAs } from './authority';
import { breachIn } from './breaches';
import { withFacts } from './change-copy';
import type { ChangeRecord, StoredChange } from './change-record';
import type { ChangePorts } from './change.ports';
import type { Stage } from './change.shapes';
import { differences, NOTHING_PUBLISHED } from './publication';
import { publicationFor } from './publishing';
import { standingNow, type Standing } from './situation.practice';
import { tellApprovers, tellingOf } from './telling.practice';

/** What an event says that can be trusted: which issue, and where it was when it was sent. */
export interface ChangeHappened {
  readonly what: 'created' | 'updated' | 'deleted';
  readonly issueId: string;
  readonly projectId: string;
  readonly typeId: string;
  readonly changedFields: readonly string[];
}

export interface Keeping {
  readonly onIssueEvent: (event: ChangeHappened) => Promise<void>;
  /** Brings one change up to date. */
  readonly settle: (issueId: string) => Promise<void>;
}

/** How often somebody else may get in between before the next event or hour shall try. */
const TRIES = 4;

export function keepingPractice(ports: ChangePorts): Keeping {
  const { issues, records, calendars, clock } = ports;

  async function onIssueEvent(event: ChangeHappened): Promise<void> {
    if (event.what === 'deleted') return records.remove(event.issueId);
    const site = await changeSite(ports);
    if (site === undefined || !concerns(site, event)) return;
    await settleOn(site, event.issueId);
  }

  async function settleOn(site: SiteMap, issueId: string): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      // The record before the issue: whoever has written it since then has seen a newer issue, and this try is over.
      const before = await records.read(issueId);
      const seen = await issues.read(site, issueId);
      if (seen === undefined) return letRest(issueId, before);
      const standing = await standingNow(ports, site, seen);
      if (standing.stored?.version !== before?.version) continue;
      const kept = await keep(standing);
      if (kept !== undefined && (await records.read(issueId))?.version === kept) return;
    }
  }

  /** The version that was published; undefined when somebody else wrote meanwhile. */
  async function keep(standing: Standing): Promise<number | undefined> {
    const { stored, seen } = standing;
    const record = keptOf(standing);
    try {
      const version = await writeIfNew(stored, record);
      const wanted = publicationFor({ ...standing.situation, record }, await calendars.reportingZone());
      const changes = differences(wanted, seen.published);
      // The record first: whoever dies between the two leaves a publication that differs, which the next look finds.
      if (Object.keys(changes).length > 0) await issues.publish(seen.facts.issueId, changes);
      return await tell({ ...standing, stored: { record, version } }, { record, version });
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'CONFLICT') return undefined;
      throw cause;
    }
  }

  async function writeIfNew(stored: StoredChange | undefined, record: ChangeRecord): Promise<number> {
    if (stored !== undefined && same(stored.record, record)) return stored.version;
    return records.write(stored?.version, record);
  }

  /** That approval is asked for is told once; that it is remembered saves looking for the comment each time. */
  async function tell(standing: Standing, { record, version }: StoredChange): Promise<number> {
    const telling = tellingOf(standing);
    if (telling === undefined || record.asked === null) return version;
    const isFirst = standing.approval.state === 'waiting';
    if (isFirst && record.asked.told) return version;
    await tellApprovers(ports, standing);
    if (!isFirst || telling.mention.length === 0) return version;
    return records.write(version, { ...record, asked: { ...record.asked, told: true } });
  }

  /** Out of sight need not be gone for good: what was assessed and decided stays, but it holds no slot and waits for nothing. */
  async function letRest(issueId: string, stored: StoredChange | undefined): Promise<void> {
    if (stored === undefined) return;
    const record: ChangeRecord = { ...stored.record, stage: null, planned: null, outage: null, nextAt: null };
    if (!same(record, stored.record)) await records.write(stored.version, record);
    try {
      await issues.publish(issueId, NOTHING_PUBLISHED);
    } catch (cause) {
      // A deleted issue has no fields, and one that was moved away may be closed to the app.
      if (!(cause instanceof AppError) || cause.code === 'UNAVAILABLE') throw cause;
    }
  }

  /** The record as it is to be, with what follows from how the change stands. */
  function keptOf(standing: Standing): ChangeRecord {
    const { seen, stored, situation } = standing;
    const { stage } = seen.facts;
    const record = withFacts(stored?.record, seen.facts);
    const gate = stage === undefined ? undefined : breachIn(stage, situation);
    const isNew = gate !== undefined && !record.breaches.some((breach) => breach.gate === gate);
    const { begun: _, ...rest } = record;
    const begun = begunAs(stage, situation);
    return {
      ...rest,
      ...(begun === undefined ? {} : { begun }),
      breaches: isNew ? [...record.breaches, { gate, at: clock.now() }] : record.breaches,
      asked: askedIn(stage, record, clock.now()),
      nextAt: nextOf(standing, clock.now()),
    };
  }

  return {
    onIssueEvent,
    async settle(issueId) {
      const site = await changeSite(ports);
      if (site !== undefined) await settleOn(site, issueId);
    },
  };
}

/** One that was moved away, or became something else, is looked at once more. */
function concerns(site: SiteMap, { projectId, typeId, changedFields }: ChangeHappened): boolean {
  const isChange = typeId === site.issueTypes.change && site.projects.some(({ id }) => id === projectId);
  return isChange || changedFields.includes('issuetype') || changedFields.includes('project');
}

/** Asked for when it comes to authorization, and anew when it comes there again. */
function askedIn(stage: Stage | undefined, { asked }: ChangeRecord, now: Instant): ChangeRecord['asked'] {
  if (stage === 'authorize') return asked ?? { at: now, told: false };
  return stage === 'new' || stage === 'assess' ? null : asked;
}

const OPEN: readonly (Stage | undefined)[] = ['new', 'assess', 'authorize', 'scheduled', 'implement'];

/** When something runs out that is published; null when nothing does. */
function nextOf({ situation, approval, seen }: Standing, now: Instant): Instant | null {
  if (!OPEN.includes(seen.facts.stage)) return null;
  const { currency } = situation;
  const ahead = [currency.state === 'current' ? instant(currency.until) : undefined, approval.expiresAt].filter(
    (at) => at !== undefined && at > now,
  );
  const earliest = Math.min(...ahead.flatMap((at) => (at === undefined ? [] : [toEpoch(at)])));
  return Number.isFinite(earliest) ? instant(earliest) : null;
}

const same = (one: ChangeRecord, other: ChangeRecord): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Storage gives no promise about the order of an object's keys. */
const sorted = (record: ChangeRecord): [string, unknown][] =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
