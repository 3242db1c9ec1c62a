/**
 * Keeps what is published about each issue's clocks in line with its history. Whatever tells of an issue (an event, the
 * sweep, the nightly run) only says which: the rest is read from Jira, so that duplicated, late, reordered and lost
 * events end in the same state.
 */
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { isFinished, type ClockRecord } from './clock-record';
import { escalate } from './escalating.practice';
import { dueEscalations } from './escalation';
import { historyFrom } from './history';
import { judge } from './judge';
import { reportingZoneOf } from './policy';
import { policyInForce } from './policy-in-force';
import type { PolicyVersion } from './policy-versions';
import { differences, nextInstant, publicationOf, type ReportsAt } from './publication';
import { coveringDefinitions, isRelevant, queryOf, readOptions, usesComments, type Place } from './scope';
import type { IssueSeen, SlaPorts } from './sla.ports';

export interface IssueHappened {
  readonly what: 'created' | 'updated' | 'commented' | 'deleted';
  readonly issueId: string;
  readonly place: Place;
  readonly changedFields: readonly string[];
}

interface Stored {
  readonly version: number;
  readonly record: ClockRecord;
}

export interface Keeping {
  readonly onIssueEvent: (event: IssueHappened) => Promise<void>;
  /** Brings one issue up to date and carries out its escalations. */
  readonly keep: (issueIdOrKey: string) => Promise<void>;
}

/** The sweep comes every five minutes; what is due before the next one has an event of its own. */
export const SWEEP_MS = 300_000;

/** How often another worker may get in between before somebody else shall try. */
const TRIES = 4;

export function keepingPractice(ports: SlaPorts): Keeping {
  const { issues, records, clock } = ports;
  const now = (): number => toEpoch(clock.now());

  async function onIssueEvent(event: IssueHappened): Promise<void> {
    if (event.what === 'deleted') return records.remove(event.issueId);
    const site = await ports.siteMap();
    if (site === undefined || !(await concerns(site, event))) return;
    await settle(site, event.issueId, 'by event');
  }

  /** Costs no call of Jira unless a query decides the scope. */
  async function concerns(site: SiteMap, { what, issueId, place, changedFields }: IssueHappened): Promise<boolean> {
    const policy = (await policyInForce(ports, site)).head.policy;
    const covering = coveringDefinitions([{ version: 0, from: 0, policy }], site, place);
    const moved = changedFields.includes('issuetype') || changedFields.includes('project');
    if (covering.length === 0) return moved;
    if (what === 'created' || (what === 'commented' && usesComments(covering))) return true;
    if (isRelevant(site, covering, changedFields)) return true;
    const queried = covering.filter((definition) => queryOf(definition) !== undefined);
    if (queried.length === 0) return false;
    const before = (await records.read(issueId))?.record.matched ?? [];
    const matched = await matchedOf(issueId, queried, before);
    return matched.length !== before.length || matched.some((key) => !before.includes(key));
  }

  /** A query that stopped working (its field was renamed, its filter deleted) leaves the issue where it stood. */
  async function matchedOf(
    issueId: string,
    queried: readonly { key: string; scope: { jql: string } }[],
    before: readonly string[],
  ) {
    if (queried.length === 0) return [];
    const found = await issues.matches(
      issueId,
      queried.map(({ scope }) => scope.jql),
    );
    return queried.filter(({ key }, index) => found[index] ?? before.includes(key)).map(({ key }) => key);
  }

  /** The record is read before the issue: who has written it since then has seen a newer issue, and this try is over. */
  async function settle(site: SiteMap, issueId: string, mode: 'by event' | 'in background'): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const { head, begun } = await policyInForce(ports, site);
      const stored = await records.read(issueId);
      const seen = await issues.read(site, issueId, readOptions([head.policy]));
      if (seen === undefined) return letRest(issueId, stored);
      const versions = await ports.policies.versionsSince(head, seen.told.createdAt);
      const standing = await judged(site, seen, versions, reportingZoneOf(head.policy), stored?.record.matched ?? []);
      const past = stored?.record.escalations ?? [];
      const due = dueEscalations(standing.reports, versions, begun, past);
      const version = await remember(seen, stored, standing, due.length > 0);
      if (due.length === 0 && past.every(isFinished)) {
        // Somebody who wrote it meanwhile may have published before this one did.
        if ((await records.read(seen.id))?.version === version) return;
      } else if (mode === 'by event') {
        return ports.queue.push([{ work: 'clock', issueId: seen.id }], 0);
      } else {
        // What it changes on the issue comes with no event, because the app's own are filtered out: once more, then.
        await escalate(ports, site, seen, due);
      }
    }
  }

  /** Out of sight need not be gone for good: what was escalated must not be escalated again when it comes back. */
  async function letRest(issueId: string, stored: Stored | undefined): Promise<void> {
    if (stored === undefined) return;
    const { nextAt, ...rest } = stored.record;
    if (rest.escalations.length === 0) await records.remove(issueId);
    else if (nextAt !== undefined) await records.write(issueId, stored.version, rest);
  }

  /** Records go by id: one told of by its key is looked up first, so that its record can be read before it. */
  async function idOf(site: SiteMap, idOrKey: string): Promise<string | undefined> {
    return /^\d+$/.test(idOrKey) ? idOrKey : (await issues.read(site, idOrKey, readOptions([])))?.id;
  }

  async function judged(
    site: SiteMap,
    seen: IssueSeen,
    versions: readonly PolicyVersion[],
    reportingZone: string,
    before: readonly string[],
  ) {
    const covering = coveringDefinitions(versions, site, seen);
    const queried = covering.filter((definition) => queryOf(definition) !== undefined);
    const matched = await matchedOf(seen.id, queried, before);
    const inScope = new Set(
      covering.filter((one) => queryOf(one) === undefined || matched.includes(one.key)).map(({ key }) => key),
    );
    const history = historyFrom(seen.told);
    const reportsAt: ReportsAt = (at) => judge(history, versions, (key) => inScope.has(key), at);
    const reports = reportsAt(now());
    const wanted = publicationOf(reports, reportsAt, reportingZone);
    return { reports, wanted, matched: queried.length === 0 ? undefined : matched };
  }

  /** The record first: an app that dies between the two finds on its next look that the publication differs. */
  async function remember(
    seen: IssueSeen,
    stored: Stored | undefined,
    { reports, wanted, matched }: Awaited<ReturnType<typeof judged>>,
    escalates: boolean,
  ): Promise<number | undefined> {
    const changes = differences(wanted, seen.published);
    const escalations = stored?.record.escalations ?? [];
    const next = nextInstant(reports);
    // An escalation that nobody finishes is found by the sweep, like everything else that is due.
    const leases = escalations.filter((one) => !isFinished(one)).map(({ leaseUntil }) => leaseUntil);
    const nextAt = Math.min(next ?? Infinity, ...leases, escalates ? now() : Infinity);
    const record: ClockRecord = {
      ...(nextAt === Infinity ? {} : { nextAt }),
      ...(matched === undefined ? {} : { matched: [...matched] }),
      escalations,
    };
    const publishes = Object.keys(changes).length > 0;
    let version = stored?.version;
    const isNeeded = reports.length > 0 || stored !== undefined;
    if (isNeeded && (publishes || stored === undefined || !sameRecord(stored.record, record)))
      version = await records.write(seen.id, stored?.version, record);
    if (publishes) await issues.publish(seen.id, changes);
    if (next !== undefined) await wakeAt(seen.id, next);
    return version;
  }

  /** Between two sweeps it gets an event of its own; one that comes twice does no harm. */
  async function wakeAt(issueId: string, at: number): Promise<void> {
    const inMs = at - now();
    if (inMs <= SWEEP_MS) await ports.queue.push([{ work: 'clock', issueId }], Math.max(1, Math.ceil(inMs / 1_000)));
  }

  return {
    onIssueEvent,
    async keep(issueIdOrKey) {
      const site = await ports.siteMap();
      if (site === undefined) return;
      const issueId = await idOf(site, issueIdOrKey);
      if (issueId !== undefined) await settle(site, issueId, 'in background');
    },
  };
}

const sameRecord = (left: ClockRecord, right: ClockRecord): boolean =>
  left.nextAt === right.nextAt && left.matched?.join() === right.matched?.join();
