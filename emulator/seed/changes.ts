/**
 * A year of changes on Acme's landscape. What is over was brought along from the tool used before, with assessments, votes and
 * reviews; what is open stands in every stage. Each step is done at its own time through Jira's workflow and the app's rules,
 * so that records, votes, outcomes and published fields are as the app itself would have left them.
 */
import { z } from 'zod';
import { adf } from '../jira-client';
import { accountIdOf, groupIdOf } from './people';
import type { Site } from '../site';
import { appointmentsOf, type Appointment, type Deed } from './change-agenda';
import { ANSWERS, MINUTE, type SeedChange } from './change-kit';
import { ChangeOffice, type GivenReview, type MadeChange } from './change-office';
import { setUpChanges } from './change-setting';
import { SeedSlots } from './change-slots';
import { changesOfToday } from './change-today';
import { pastChanges } from './change-year';

export interface SeededChanges {
  readonly planned: number;
  /** How many could not go as far as was planned, because a gate held them. */
  readonly held: number;
}

/** Expects incidents to be there, so that changes can have caused them. The site's clock is not moved. */
export async function seedChanges(
  site: Site,
  project: string,
  refs: readonly string[],
  today: number,
): Promise<SeededChanges> {
  const version = await setUpChanges(site, today);
  const office = await ChangeOffice.open(site, refs);
  const { document: windows } = await office.desk.ports.settings.windows.read();
  const slots = new SeedSlots(windows, office.desk.graph);
  const fixedFirst = [...pastChanges(today), ...changesOfToday(today)].sort(
    (one, other) => Number(other.fixed ?? false) - Number(one.fixed ?? false) || one.start - other.start,
  );
  const files = fixedFirst.map((change) => new ChangeFile(office, project, slots.place(change), version));
  const agenda = files
    .flatMap((file) => file.appointments(today).map((appointment, order) => ({ ...appointment, order, file })))
    .sort((one, other) => one.at - other.at || one.order - other.order);
  for (const { at, deed, file } of agenda) {
    office.clock.jumpTo(at);
    await file.take(deed);
  }
  office.clock.jumpTo(today);
  for (const file of files) await file.finish();
  await office.desk.putAway();
  for (const file of files) file.announce(site);
  return { planned: files.length, held: files.filter((file) => file.isHeld).length };
}

const Created = z.object({ created: z.number() });

/** One change, from its request on. */
class ChangeFile {
  #made: MadeChange | undefined;
  /** A gate refused a step: whoever works on it has to look at it, and nothing further is done. */
  isHeld = false;

  constructor(
    private readonly office: ChangeOffice,
    private readonly project: string,
    private readonly change: SeedChange,
    private readonly catalogueVersion: number,
  ) {}

  appointments(today: number): Appointment[] {
    const { caused = [] } = this.change.ending;
    const reported = caused.flatMap((summary) => {
      const row = this.office.jira.db.prepare('SELECT created FROM issue WHERE summary = ?').get(summary);
      return Created.safeParse(row).data?.created ?? [];
    });
    return appointmentsOf(this.change, today, reported.length === 0 ? undefined : Math.max(...reported));
  }

  async take(deed: Deed): Promise<void> {
    if (deed.do === 'create') {
      this.#made = await this.office.create(deed.by, this.#fields(), this.#template(), this.#isOver);
      return;
    }
    if (this.isHeld || this.#made === undefined) return;
    await this.#act(this.#made, deed);
    // From here on people are asked to approve, which the record remembers.
    if (deed.do === 'move' && deed.name === 'Request authorization') await this.office.keep(this.#made);
  }

  async finish(): Promise<void> {
    if (this.#made !== undefined && this.#isOver) await this.office.keep(this.#made);
  }

  announce(site: Site): void {
    if (this.#made !== undefined && !this.#isOver) this.office.announce(site, this.change.requester, this.#made);
  }

  get #isOver(): boolean {
    return this.change.reach === 'closed' || this.change.reach === 'cancelled';
  }

  async #act(made: MadeChange, deed: Exclude<Deed, { do: 'create' }>): Promise<void> {
    const { office, change } = this;
    switch (deed.do) {
      case 'move':
        this.isHeld = !(await office.move(made, deed.by, deed.name));
        return;
      case 'assess':
        return office.assess(made, deed.by, ANSWERS[change.profile]);
      case 'vote': {
        const voter = await office.nextVoter(made);
        return voter === undefined ? undefined : office.decide(made, voter, 'approve');
      }
      case 'reject':
        return office.decide(made, deed.by, 'reject', deed.reason);
      case 'edit':
        return office.edit(made, deed.by, { [this.#field('backoutPlan')]: adf(deed.backoutPlan) });
      case 'accept':
        return office.acceptConflicts(made, deed.by, deed.reason);
      case 'review':
        return office.review(made, deed.by, this.#review());
      case 'cancel':
        this.isHeld = !(await office.move(made, deed.by, 'Cancel', {
          [this.#field('resolutionNotes')]: adf(deed.because),
        }));
    }
  }

  #template() {
    const { template } = this.change;
    return template === undefined ? null : { key: template, version: this.catalogueVersion };
  }

  /** As its requester types it into Jira. */
  #fields(): Record<string, unknown> {
    const { summary, type, cis, team, implementer, start, minutes, outageMinutes, texts } = this.change;
    const times = {
      [this.#field('plannedStart')]: moment(start),
      [this.#field('plannedEnd')]: moment(start + minutes * MINUTE),
    };
    const outage =
      outageMinutes === undefined
        ? {}
        : {
            [this.#field('outageStart')]: moment(start),
            [this.#field('outageEnd')]: moment(start + outageMinutes * MINUTE),
          };
    return {
      project: { key: this.project },
      issuetype: { id: this.office.desk.siteMap.issueTypes.change },
      summary,
      [this.#field('changeType')]: { value: type.charAt(0).toUpperCase() + type.slice(1) },
      [this.#field('changeReason')]: adf(texts.reason),
      [this.#field('implementationPlan')]: adf(texts.implementationPlan),
      [this.#field('backoutPlan')]: adf(texts.backoutPlan),
      [this.#field('testPlan')]: adf(texts.testPlan),
      [this.#field('communicationPlan')]: adf(texts.communicationPlan),
      [this.#field('implementer')]: { accountId: accountIdOf(implementer) },
      [this.#field('supportGroup')]: { groupId: groupIdOf(team), name: team },
      ...(cis.length === 0 ? {} : { [this.office.desk.ciField]: [...cis] }),
      ...times,
      ...outage,
    };
  }

  #review(): GivenReview {
    const { start, minutes, ending } = this.change;
    const { outcome, deviations = '', lessons = '', caused = [], lateMinutes } = ending;
    const late = lateMinutes === undefined ? null : new Date(start + (minutes + lateMinutes) * MINUTE).toISOString();
    const written = deviations === '' && lessons === '' ? { deviations: AS_PLANNED, lessons } : { deviations, lessons };
    return { outcome, actualStart: null, actualEnd: late, ...written, incidents: caused };
  }

  #field(key: keyof typeof this.office.desk.siteMap.fields): string {
    const id = this.office.desk.siteMap.fields[key];
    if (id === undefined) throw new Error(`set-up made no field ${key}`);
    return id;
  }
}

const AS_PLANNED = 'None: done as planned.';

const moment = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
