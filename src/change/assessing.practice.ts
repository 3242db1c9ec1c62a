/** Assessing a change: the answers of whoever asks, with what the CMDB, the calendar and past changes say. */
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import { amend } from './amending.practice';
import { changeOf, siteOf } from './asked-change.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Stage } from './change.shapes';
import type { Following } from './following';
import { refusalOf } from './gate-words';
import { fingerprintOf } from './material';
import { described } from './requirements';
import { assess } from './risk';
import { gatherRisk, type Described } from './risk-input.practice';
import { standingNow, type Standing } from './situation.practice';

/** What work was begun on rests on the assessment it had then. */
const BEFORE_WORK: readonly (Stage | undefined)[] = ['new', 'assess', 'authorize', 'scheduled'];

export function assessingPractice(
  ports: ChangePorts,
  { settleAndShow }: Following,
): Handlers<typeof changeContract>['change.assess'] {
  /** With everything that a description has; REFUSED with what is missing. */
  async function describedOf(standing: Standing) {
    const { facts } = standing.situation;
    if (!BEFORE_WORK.includes(facts.stage))
      throw new AppError('REFUSED', 'Work on this change has begun: its assessment stays as it was.');
    const { type, plannedStart, plannedEnd } = facts;
    const item = described(standing.situation);
    const { around } = standing;
    if (!item.met || type === undefined || plannedStart === undefined || plannedEnd === undefined || !around)
      throw new AppError(
        'REFUSED',
        refusalOf('assess', [item], await ports.calendars.reportingZone()) ?? 'It has no planned window yet.',
      );
    const change: Described = { type, plannedStart, plannedEnd };
    return { change, standing: { ...standing, around } };
  }

  return async ({ accountId }, { issueKey, answers }) => {
    const site = await siteOf(ports);
    const seen = await changeOf(ports, site, issueKey);
    const { change, standing } = await describedOf(await standingNow(ports, site, seen));
    const { rules, situation } = standing;
    const { input, services, impactCut } = await gatherRisk(ports, standing, change, answers);
    const assessed = assess(input, rules.document);
    if (!assessed.ok)
      throw new AppError('INVALID_INPUT', 'Answer every question.', {
        issues: assessed.faults.map(({ path, message }) => ({ path, message })),
      });
    const assessment = {
      ...assessed.result,
      at: situation.now,
      by: accountId,
      answers,
      fingerprint: fingerprintOf(seen.facts, answers),
      rulesVersion: rules.version ?? 0,
      impactCut,
    };
    // Answers and assessment are written as one: of two people who assess at once the later one holds, whole.
    await amend(ports, seen.facts, (record) => ({
      ...record,
      answers,
      assessment,
      level: assessment.level,
      services: [...services],
    }));
    ports.log.info('change assessed', { account: accountId, issue: issueKey, level: assessment.level });
    return settleAndShow(seen.facts.issueId, issueKey);
  };
}
