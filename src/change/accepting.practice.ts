/** Accepting a conflict: a recorded decision about two sides as they are, which ends when either moves. */
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import { amend } from './amending.practice';
import { changeOf, siteOf } from './asked-change.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Following } from './following';
import { acceptanceOf } from './neighbourhood.practice';
import { standingNow } from './situation.practice';

/** What no longer holds makes room; each has a reason of up to 2,000 characters, and a record at most 240 KiB. */
const MOST_ACCEPTED = 40;

export function acceptingPractice(
  ports: ChangePorts,
  { settleAndShow }: Following,
): Handlers<typeof changeContract>['change.acceptConflict'] {
  return async ({ accountId }, { issueKey, conflict: id, signature, reason }) => {
    const site = await siteOf(ports);
    const seen = await changeOf(ports, site, issueKey);
    const { conflicts, stored, situation } = await standingNow(ports, site, seen);
    const conflict = conflicts.find((one) => one.id === id);
    if (conflict === undefined || conflict.signature !== signature)
      throw new AppError('CONFLICT', 'This conflict is no longer the one you looked at. Look at it again.');
    if (!conflict.acceptable)
      throw new AppError('REFUSED', 'A freeze can’t be accepted. Move the change out of it, or end the freeze.');
    if (acceptanceOf(stored?.record, conflict) !== undefined) return settleAndShow(seen.facts.issueId, issueKey);
    const standing = new Set(conflicts.map((one) => `${one.id} ${one.signature}`));
    await amend(ports, seen.facts, (record) => {
      if (acceptanceOf(record, conflict) !== undefined) return record;
      const kept =
        record.accepted.length < MOST_ACCEPTED
          ? record.accepted
          : record.accepted.filter((one) => standing.has(`${one.conflict} ${one.signature}`));
      if (kept.length >= MOST_ACCEPTED)
        throw new AppError('REFUSED', `${MOST_ACCEPTED} conflicts are accepted already. Move the change instead.`);
      return { ...record, accepted: [...kept, { by: accountId, at: situation.now, reason, conflict: id, signature }] };
    });
    ports.log.info('conflict accepted', { account: accountId, issue: issueKey, conflict: id });
    return settleAndShow(seen.facts.issueId, issueKey);
  };
}
