/** What people do with changes, at any moment of the past: every step goes through Jira's workflow and the app's own rules. */
import { acceptingPractice } from '../../src/change/accepting.practice';
import { amend } from '../../src/change/amending.practice';
import { assessingPractice } from '../../src/change/assessing.practice';
import type { ChangePanel } from '../../src/change/change.contract';
import type { ChangeRecord } from '../../src/change/change-record';
import { decidingPractice } from '../../src/change/deciding.practice';
import { gatePractice } from '../../src/change/gate.practice';
import { GATES } from '../../src/change/gate.shapes';
import { keepingPractice } from '../../src/change/keeping.practice';
import { sealOf } from '../../src/change/material';
import type { Review } from '../../src/change/review.shapes';
import type { Answers } from '../../src/change/risk.shapes';
import { reviewingPractice } from '../../src/change/reviewing.practice';
import { standingNow, type Standing } from '../../src/change/situation.practice';
import { AccountId, IssueKey } from '../../src/contract/ids';
import { gateValidator } from '../../src/forge/workflow';
import { SiteClock } from '../clock';
import { JiraError } from '../jira/http';
import { createIssue } from '../jira/model/create-issue';
import { editIssue } from '../jira/model/edit-issue';
import { emitCreated } from '../jira/model/events';
import { findIssue, reload } from '../jira/model/issue-state';
import { write } from '../jira/model/transaction';
import { offeredTransitions, transitionIssue } from '../jira/model/transition-issue';
import type { JiraSite } from '../jira/site';
import type { Caller, InstalledApp } from '../seams';
import type { Site } from '../site';
import { seedDesk, type SeedDesk } from './change-ports';
import { accountIdOf, PEOPLE, type UserName } from './people';

export interface MadeChange {
  readonly id: string;
  readonly key: IssueKey;
}

export type GivenReview = Omit<Review, 'by' | 'at' | 'incidents'> & { readonly incidents: readonly string[] };

/** Who acts, as the app is told. */
const by = (user: UserName, issueKey: IssueKey) => ({ accountId: AccountId.parse(accountIdOf(user)), issueKey });
const NOT_SHOWN = (): Promise<ChangePanel> => Promise.resolve({ kind: 'none', reason: 'no-change' });

export class ChangeOffice {
  readonly #practice;
  readonly #keeping;
  readonly #later = new Set<string>();

  /** Nothing that happens here is told to the app as an event: it is all kept already. */
  static async open(site: Site, refs: readonly string[]): Promise<ChangeOffice> {
    const clock = new SiteClock('manual', site.clock.now());
    const installed = site.forge.app();
    if (installed === undefined) throw new Error('the app is not installed');
    const judges: { gate?: (payload: unknown) => ReturnType<InstalledApp['validate']> } = {};
    const app: InstalledApp = { ...installed, validate: (_module, payload) => gateIn(judges)(payload) };
    const jira: JiraSite = { ...site.jira.site, clock, events: { publish: () => undefined }, app: () => app };
    const desk = await seedDesk(site, jira, refs);
    const { log } = desk.ports;
    const keep = gatePractice(desk.ports);
    judges.gate = gateValidator({
      name: 'change-gate',
      gates: GATES,
      keep: (gate, key, modified) => keep(gate, IssueKey.parse(key), modified),
      log,
      reference: () => 'seed',
    });
    return new ChangeOffice(jira, clock, desk);
  }

  private constructor(
    readonly jira: JiraSite,
    readonly clock: SiteClock,
    readonly desk: SeedDesk,
  ) {
    const { ports } = desk;
    const keeping = keepingPractice(ports);
    const settle = (issueId: string): Promise<void> =>
      this.#later.has(issueId) ? Promise.resolve() : keeping.settle(issueId);
    const following = {
      settle,
      async settleAndShow(issueId: string) {
        await settle(issueId);
        return NOT_SHOWN();
      },
    };
    this.#keeping = keeping;
    this.#practice = {
      assess: assessingPractice(ports, following),
      decide: decidingPractice(ports, { settle, panel: NOT_SHOWN }),
      review: reviewingPractice(ports, following),
      accept: acceptingPractice(ports, following),
    };
  }

  /**
   * `fields` as REST takes them. A standard change follows its template from the beginning. Of a change that is over by today
   * nobody looks at what was published in between: it is kept `later`, when `keep` is called.
   */
  async create(
    user: UserName,
    fields: Readonly<Record<string, unknown>>,
    template: ChangeRecord['template'],
    later: boolean,
  ): Promise<MadeChange> {
    const row = await createIssue(this.jira, callerOf(user), { fields: { ...fields } });
    const made = { id: String(row.id), key: IssueKey.parse(row.key) };
    if (template !== null) {
      const { facts } = await this.#standing(made);
      await amend(this.desk.ports, facts, (record) => ({ ...record, template }));
    }
    await this.#keeping.settle(made.id);
    if (later) this.#later.add(made.id);
    return made;
  }

  /** Lets the installed app know of a change that is under way, as Jira's events do: it keeps it from here on. */
  announce(site: Site, user: UserName, { id }: MadeChange): void {
    write(site.jira.site, callerOf(user), (writing) => emitCreated(writing, reload(this.jira, Number(id))));
  }

  /** Brings record and publication in line with the issue. */
  async keep({ id }: MadeChange): Promise<void> {
    await this.#keeping.settle(id);
  }

  async edit(change: MadeChange, user: UserName, fields: Readonly<Record<string, unknown>>): Promise<void> {
    editIssue(this.jira, callerOf(user), change.key, { fields: { ...fields } });
    await this.#told(change);
  }

  /** Whether Jira let it through; what a gate refuses stays where it is. */
  async move(
    change: MadeChange,
    user: UserName,
    name: string,
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    const row = findIssue(this.jira, change.key);
    if (row === undefined) throw new Error(`${change.key} is gone`);
    const offers = offeredTransitions(this.jira, callerOf(user), row);
    const offer = offers.find(({ transition, isAvailable }) => isAvailable && transition.name === name);
    if (offer === undefined) return false;
    try {
      await transitionIssue(this.jira, callerOf(user), change.key, {
        transition: { id: offer.transition.id },
        fields: { ...fields },
      });
    } catch (error) {
      if (error instanceof JiraError) return false;
      throw error;
    }
    await this.#told(change);
    return true;
  }

  async assess(change: MadeChange, user: UserName, answers: Answers): Promise<void> {
    await this.#practice.assess(by(user, change.key), { issueKey: change.key, answers });
  }

  /** The next person whose approval is missing; undefined when none is. */
  async nextVoter(change: MadeChange): Promise<UserName | undefined> {
    const { approval } = await this.#standing(change);
    if (approval.state !== 'waiting' && approval.state !== 'edited') return undefined;
    const open = approval.steps.filter(({ satisfied }) => !satisfied).flatMap((step) => step.open);
    const voter = open[0];
    return PEOPLE.find(({ user }) => accountIdOf(user) === voter?.accountId)?.user;
  }

  async decide(change: MadeChange, user: UserName, verdict: 'approve' | 'reject', reason = ''): Promise<void> {
    const { fingerprint } = await this.#standing(change);
    const vote = { issueKey: change.key, verdict, onBehalfOf: null, reason, seal: sealOf(fingerprint) };
    await this.#practice.decide(by(user, change.key), vote);
  }

  /** Every conflict that can be accepted. */
  async acceptConflicts(change: MadeChange, user: UserName, reason: string): Promise<void> {
    const { conflicts } = await this.#standing(change);
    for (const { id, signature, acceptable } of conflicts)
      if (acceptable)
        await this.#practice.accept(by(user, change.key), { issueKey: change.key, conflict: id, signature, reason });
  }

  async review(change: MadeChange, user: UserName, given: GivenReview): Promise<void> {
    const incidents = given.incidents.flatMap((summary) => this.#incident(summary));
    await this.#practice.review(by(user, change.key), { issueKey: change.key, review: { ...given, incidents } });
    // A link is part of the issue.
    await this.#told(change);
  }

  async #standing({ id }: MadeChange): Promise<Standing & { facts: Standing['seen']['facts'] }> {
    const { ports, siteMap } = this.desk;
    const seen = await ports.issues.read(siteMap, id);
    if (seen === undefined) throw new Error(`${id} is no change`);
    return { ...(await standingNow(ports, siteMap, seen)), facts: seen.facts };
  }

  async #told({ id }: MadeChange): Promise<void> {
    this.desk.touched(id);
    if (!this.#later.has(id)) await this.#keeping.settle(id);
  }

  #incident(summary: string): IssueKey[] {
    const found = this.jira.db
      .prepare<[string], { key: string }>('SELECT key FROM issue WHERE summary = ?')
      .get(summary);
    return found === undefined ? [] : [IssueKey.parse(found.key)];
  }
}

const callerOf = (user: UserName): Caller => ({ accountId: accountIdOf(user) });

function gateIn({ gate }: { gate?: (payload: unknown) => ReturnType<InstalledApp['validate']> }) {
  if (gate === undefined) throw new Error('a gate was asked before the desk was open');
  return gate;
}
