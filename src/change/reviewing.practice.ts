/** Post-implementation review: how it ended, what it caused, and what teams, CIs and templates are known by from now on. */
import type { Handlers } from '../contract/handlers';
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, type Instant } from '../kernel/time';
import { amend } from './amending.practice';
import { changeOf, siteOf } from './asked-change.practice';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord } from './change-record';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Stage } from './change.shapes';
import type { Following } from './following';
import { givenInstant, wrongAt } from './given-time';
import { MOST_INCIDENTS, type Review, type Subject } from './review.shapes';

type ReviewHandler = Handlers<typeof changeContract>['change.review'];
type Given = Parameters<ReviewHandler>[1]['review'];

/** From when there is an outcome on; a review may be written anew when more is known. */
const REVIEWABLE: readonly (Stage | undefined)[] = ['implement', 'review', 'closed'];

const EVER: Instant = instant(0);
/** Where an earlier outcome of the same change is looked for: its template and team, or a CI. */
const SUBJECTS_ASKED = 2;

export function reviewingPractice(ports: ChangePorts, { settleAndShow }: Following): ReviewHandler {
  const { viewer, outcomes, records, clock, log } = ports;

  /** Only what the caller may see is taken for an incident that the change caused. */
  async function checkIncidents(incidents: readonly IssueKey[], own: IssueKey): Promise<void> {
    if (incidents.length === 0) return;
    const visible = await viewer.visible(incidents);
    const place = incidents.findIndex((key) => key === own || !visible.has(key));
    const key = incidents[place];
    if (key !== undefined)
      throw wrongAt(
        `review.incidents.${place}`,
        key === own ? 'A change is not its own incident.' : `You may not see ${key}, or it does not exist.`,
      );
  }

  /** Incidents of an earlier review that the caller may not see, and so can't have meant to take out. */
  async function hiddenBefore(record: ChangeRecord | undefined): Promise<readonly IssueKey[]> {
    const before = record?.review?.incidents ?? [];
    if (before.length === 0) return [];
    const visible = await viewer.visible(before);
    return before.filter((key) => !visible.has(key));
  }

  /** When it first ended stays, however often it is written anew: what came before a template's re-approval stays before. */
  async function endedAt(issueId: string, subjects: readonly Subject[], now: Instant): Promise<Instant> {
    for (const subject of subjects.slice(0, SUBJECTS_ASKED)) {
      const entry = (await outcomes.of(subject, EVER)).find((one) => one.issueId === issueId);
      if (entry !== undefined) return entry.at;
    }
    return now;
  }

  return async ({ accountId }, { issueKey, review: given }) => {
    const site = await siteOf(ports);
    const { facts } = await changeOf(ports, site, issueKey);
    if (!REVIEWABLE.includes(facts.stage))
      throw new AppError('REFUSED', 'A change has an outcome once work on it began.');
    const now = clock.now();
    const review = reviewOf(given, accountId, now);
    await checkIncidents(review.incidents, facts.key);
    const stored = await records.read(facts.issueId);
    const hidden = await hiddenBefore(stored?.record);
    const subjects = subjectsOf(facts, stored?.record);
    const at = await endedAt(facts.issueId, subjects, now);
    // Each step may be done again. The record comes last: whoever is cut off before it still lacks the review at the gate.
    await viewer.linkIncidents(site, facts.key, review.incidents);
    await outcomes.put({ issueId: facts.issueId, outcome: review.outcome, at }, subjects);
    const incidents = [...review.incidents, ...hidden].slice(0, MOST_INCIDENTS);
    await amend(ports, facts, (record) => ({ ...record, review: { ...review, incidents } }));
    log.info('change reviewed', { account: accountId, issue: issueKey, outcome: review.outcome });
    return settleAndShow(facts.issueId, issueKey);
  };
}

function reviewOf(given: Given, by: AccountId, now: Instant): Review {
  const at = (name: 'actualStart' | 'actualEnd'): Instant | null => {
    const text = given[name];
    if (text === null) return null;
    const time = givenInstant(text, `review.${name}`);
    if (time > now) throw wrongAt(`review.${name}`, 'That is still ahead.');
    return time;
  };
  const [actualStart, actualEnd] = [at('actualStart'), at('actualEnd')];
  if (actualStart !== null && actualEnd !== null && actualEnd < actualStart)
    throw wrongAt('review.actualEnd', 'The end does not come before the start.');
  return { ...given, incidents: [...new Set(given.incidents)], actualStart, actualEnd, by, at: now };
}

/** What an outcome is remembered of. */
function subjectsOf({ cis, team }: ChangeFacts, record: ChangeRecord | undefined): Subject[] {
  const template = record?.template?.key;
  const touched: readonly CiRef[] = [...new Set(cis)];
  return [
    ...(template === undefined ? [] : [{ of: 'template' as const, template }]),
    ...(team === undefined ? [] : [{ of: 'team' as const, team }]),
    ...touched.map((ref) => ({ of: 'ci' as const, ref })),
  ];
}
