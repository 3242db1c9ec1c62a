/**
 * Carries out escalations exactly once. Each is claimed in the issue's record by compare-and-set before anything is done,
 * with what it shall do decided for good and a lease that keeps a second worker out. Who finds a claim whose lease is over
 * looks in Jira for the traces of the worker that died, and does only what has left none.
 */
import { AppError } from '../kernel/errors';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { isFinished, withEscalation, type Escalation } from './clock-record';
import { fixed, hasLeftTrace, isRaisedAlready, type DueEscalation } from './escalation';
import type { FixedAction } from './fixed-action';
import type { IssueSeen, SlaPorts } from './sla.ports';

/** Longer than ten actions with the client's own retries take; an issue's work runs one at a time besides. */
const LEASE_MS = 120_000;

/** Marks the comment of one action, so that a later worker knows it again. */
const markerOf = ({ key }: Escalation, index: number): string => `${key}:${index}`;

export async function escalate(
  ports: SlaPorts,
  site: SiteMap,
  issue: IssueSeen,
  due: readonly DueEscalation[],
): Promise<void> {
  const found = (await ports.records.read(issue.id))?.record.escalations ?? [];
  for (const unfinished of found.filter((one) => !isFinished(one))) {
    const claimed = await claimAgain(ports, issue, unfinished);
    await carryOut(ports, site, issue, claimed, unfinished.claimedAt);
  }
  for (const escalation of due) {
    const claimed = await claim(ports, site, issue, escalation);
    if (claimed !== undefined) await carryOut(ports, site, issue, claimed, undefined);
  }
}

/** Undefined when somebody else has claimed it meanwhile. */
async function claim(
  ports: SlaPorts,
  site: SiteMap,
  issue: IssueSeen,
  due: DueEscalation,
): Promise<Escalation | undefined> {
  const inRole = async (role: keyof SiteMap['roles']): Promise<readonly string[]> => {
    const roleId = site.roles[role];
    return roleId === undefined ? [] : ports.escalator.peopleInRole(issue.projectId, roleId);
  };
  const actions: Escalation['actions'] = [];
  for (const action of due.actions) {
    const decided = await fixed(action, due, issue, site, inRole);
    if (decided !== undefined) actions.push({ action: decided, state: 'claimed' });
  }
  const now = toEpoch(ports.clock.now());
  const { key, definition, threshold } = due;
  const escalation = {
    key,
    definition: definition.key,
    threshold,
    claimedAt: now,
    leaseUntil: now + LEASE_MS,
    actions,
  };
  const stored = await ports.records.read(issue.id);
  if (stored === undefined || stored.record.escalations.some((one) => one.key === key)) return undefined;
  await ports.records.write(issue.id, stored.version, withEscalation(stored.record, escalation));
  return escalation;
}

async function claimAgain(ports: SlaPorts, issue: IssueSeen, { key }: Escalation): Promise<Escalation> {
  const now = toEpoch(ports.clock.now());
  const stored = await ports.records.read(issue.id);
  const present = stored?.record.escalations.find((one) => one.key === key);
  if (stored === undefined || present === undefined) throw new AppError('CONFLICT', `Escalation ${key} is gone.`);
  if (present.leaseUntil > now)
    throw new AppError('UNAVAILABLE', `Escalation ${key} is being carried out.`, {
      retryAfterSeconds: Math.ceil((present.leaseUntil - now) / 1_000),
    });
  const claimed = { ...present, leaseUntil: now + LEASE_MS };
  await ports.records.write(issue.id, stored.version, withEscalation(stored.record, claimed));
  return claimed;
}

/** `since` is when an earlier worker claimed it; undefined when this one is the first. */
async function carryOut(
  ports: SlaPorts,
  site: SiteMap,
  issue: IssueSeen,
  claimed: Escalation,
  since: number | undefined,
): Promise<void> {
  const actions = [...claimed.actions];
  try {
    for (const [index, one] of actions.entries()) {
      if (one.state !== 'claimed') continue;
      const { action } = one;
      const marker = markerOf(claimed, index);
      const isDone =
        isRaisedAlready(site, action, issue) ||
        (since !== undefined && (await wasDone(ports, issue, action, marker, since)));
      if (isDone) {
        actions[index] = { ...one, state: 'done' };
        continue;
      }
      const reason = await refusal(() => ports.escalator.act(site, issue, action, marker));
      actions[index] = reason === undefined ? { ...one, state: 'done' } : { ...one, state: 'refused', reason };
      if (reason !== undefined)
        ports.log.warn('escalation refused by Jira', { issue: issue.key, escalation: claimed.key, action: action.do });
    }
  } catch (cause) {
    // What is not known to have happened stays claimed, for the next worker to look for its traces.
    await save(ports, issue.id, { ...claimed, actions, leaseUntil: 0 });
    throw cause;
  }
  await save(ports, issue.id, { ...claimed, actions });
}

async function wasDone(
  { escalator }: SlaPorts,
  issue: IssueSeen,
  action: FixedAction,
  marker: string,
  since: number,
): Promise<boolean> {
  return action.do === 'comment'
    ? escalator.hasComment(issue.id, marker)
    : hasLeftTrace(action, issue.ownChanges, since);
}

/** Why Jira will never do it; what it can't do now is thrown, and comes again. */
async function refusal(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'UNAVAILABLE' || cause.code === 'CONFLICT') throw cause;
    return cause.message.slice(0, 500);
  }
}

async function save({ records }: SlaPorts, issueId: string, escalation: Escalation): Promise<void> {
  const stored = await records.read(issueId);
  if (stored === undefined) return;
  await records.write(issueId, stored.version, withEscalation(stored.record, escalation));
}
