/** The change section of an issue: all that is known of a change, as the caller may see it. */
import type { z } from 'zod';
import type { AccountId, IssueKey } from '../contract/ids';
import type { RoleKey } from '../setup/site-map';
import { approvalView, namedIn, personIn } from './approval-view';
import { changeSite } from './asked-change.practice';
import { refsOfReasons, veiledReasons } from './assessment-view';
import type { changeContract, ChangePanel, ChangeView } from './change.contract';
import type { ChangePorts } from './change.ports';
import { PLANS, type Person, type Stage } from './change.shapes';
import { ciName, conflictView, keysIn, refsIn, type Eyes } from './conflict-view';
import { gatesAhead } from './gates';
import { reviewReasonsOf } from './requirements';
import { standingNow, type Standing } from './situation.practice';

type Shown = Extract<ChangePanel, { kind: 'change' }>;
export type PanelOf = (issueKey: IssueKey) => Promise<z.output<(typeof changeContract)['change.panel']['output']>>;

/** Whoever works on changes: the service desk's own role and those that manage its work. */
const WORKERS: readonly RoleKey[] = ['serviceDeskAgent', 'incidentManager', 'problemManager', 'changeManager'];

export function panelPractice(ports: ChangePorts): PanelOf {
  const { issues, viewer, landscape, directory, settings } = ports;

  return async (issueKey) => {
    const site = await changeSite(ports);
    if (site === undefined) return { kind: 'none', reason: 'not-set-up' };
    const seen = await issues.read(site, issueKey);
    const stage = seen?.facts.stage;
    if (seen === undefined || stage === undefined) return { kind: 'none', reason: 'no-change' };
    const [standing, delegations, may] = await Promise.all([
      standingNow(ports, site, seen),
      settings.delegations.read(),
      mayDo(issueKey, seen.facts.projectId),
    ]);
    const inForce = standing.policies.document.delegation ? delegations.document.delegations : [];
    const eyes = await eyesFor(standing, namedIn(standing.approval, inForce));
    const { situation, approval, fingerprint, policies } = standing;
    const { facts, record } = situation;
    return {
      kind: 'change',
      asOf: situation.now,
      change: changeView(standing, stage, eyes),
      questions: standing.rules.document.questions,
      answers: record?.answers ?? {},
      assessment: assessmentShown(standing, eyes),
      currency: situation.currency,
      conflicts: standing.conflicts.map((conflict) => conflictView(conflict, record, eyes)),
      conflictsCut: situation.conflictsCut || situation.landscapeCut,
      approval: approvalView(
        {
          facts,
          standing: approval,
          delegations: inForce,
          now: situation.now,
          policiesVersion: policies.version ?? 0,
          fingerprint,
          people: eyes.people,
        },
        viewer.accountId(),
      ),
      gates: gatesAhead(stage, facts.type, situation),
      breaches: [...(record?.breaches ?? [])],
      review: reviewShown(standing, eyes),
      reviewBecause: reviewReasonsOf(situation),
      may,
    };
  };

  async function mayDo(issueKey: IssueKey, projectId: string): Promise<Shown['may']> {
    const [edit, ...roles] = await Promise.all([
      viewer.mayEdit(issueKey),
      ...WORKERS.map((role) => viewer.holds(role, projectId)),
    ]);
    const works = edit && roles.some((holds) => holds);
    return { edit, assess: works, accept: roles[WORKERS.indexOf('changeManager')] ?? false, review: works };
  }

  async function eyesFor(
    { conflicts, situation: { facts, record } }: Standing,
    voters: readonly AccountId[],
  ): Promise<Eyes> {
    const named = [
      facts.requester,
      facts.implementer,
      record?.assessment?.by,
      record?.review?.by,
      ...(record?.accepted.map(({ by }) => by) ?? []),
      ...voters,
    ].flatMap((account) => account ?? []);
    const keys = [...new Set([...keysIn(conflicts), ...(record?.review?.incidents ?? [])])];
    const reasons = refsOfReasons(record?.assessment?.contributions ?? []);
    const [visible, names, people] = await Promise.all([
      keys.length === 0 ? new Map<never, never>() : viewer.visible(keys),
      landscape.names([...new Set([...facts.cis, ...refsIn(conflicts), ...reasons])]),
      directory.people([...new Set(named)]),
    ]);
    return { visible, names, people };
  }
}

const personOrNone = (account: AccountId | undefined, people: Eyes['people']): Person | null =>
  account === undefined ? null : personIn(people, account);

function changeView({ situation: { facts, template } }: Standing, stage: Stage, { names, people }: Eyes): ChangeView {
  return {
    issueKey: facts.key,
    summary: facts.summary,
    type: facts.type ?? null,
    stage,
    requester: personOrNone(facts.requester, people),
    implementer: personOrNone(facts.implementer, people),
    team: facts.team ?? null,
    planned: { from: facts.plannedStart ?? null, to: facts.plannedEnd ?? null },
    outage: { from: facts.outageStart ?? null, to: facts.outageEnd ?? null },
    cis: facts.cis.map((ref) => ciName(ref, names)),
    plans: PLANS.map((plan) => ({ plan, filled: facts.plans[plan].words > 0 })),
    template:
      template === undefined
        ? null
        : {
            key: template.key,
            name: template.name,
            preApproved: template.refused === undefined,
            drifted: [...template.drifted],
          },
  };
}

function assessmentShown({ situation: { record } }: Standing, { people, names }: Eyes): Shown['assessment'] {
  if (record?.assessment == null) return null;
  const { fingerprint: _, by, contributions, ...shown } = record.assessment;
  return { ...shown, contributions: veiledReasons(contributions, names), by: personIn(people, by) };
}

/** Incidents that the reader may not see are not named; who writes the review anew does not thereby take them out. */
function reviewShown({ situation: { record } }: Standing, { people, visible }: Eyes): Shown['review'] {
  if (record?.review == null) return null;
  const { by, incidents, ...shown } = record.review;
  return { ...shown, incidents: incidents.filter((key) => visible.has(key)), by: personIn(people, by) };
}
