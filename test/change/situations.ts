/** Situations of changes for tests: everything as it should be, but for what a test says about it. */
import { withFacts } from '../../src/change/change-copy';
import type { ChangeFacts } from '../../src/change/change-facts';
import type { ChangeRecord } from '../../src/change/change-record';
import type { Situation, StandingConflict } from '../../src/change/situation';
import type { TemplateStanding } from '../../src/change/template-standing';
import { aChange, hours, MONDAY, person, type ChangeSketch } from './builders';

export interface SituationSketch extends Partial<Omit<Situation, 'facts' | 'record'>> {
  readonly change?: ChangeSketch;
  readonly record?: Partial<ChangeRecord>;
}

/** A normal change, assessed and approved, on Monday morning; its window is on Wednesday and free. */
export function aSituation({ change = {}, record, ...rest }: SituationSketch = {}): Situation {
  const facts: ChangeFacts = aChange(change);
  return {
    facts,
    record: record === undefined ? undefined : { ...withFacts(undefined, facts), ...record },
    currency: { state: 'current', until: hours(24 * 30) },
    approval: { state: 'approved', edited: [], steps: [] },
    conflicts: [],
    freezesBefore: [],
    conflictsCut: false,
    unknownCis: [],
    landscapeCut: false,
    template: undefined,
    people: new Map(['ada', 'ivo', 'cai', 'cleo'].map((id) => [person(id), named(id)])),
    now: MONDAY,
    ...rest,
  };
}

const named = (id: string) => ({ accountId: person(id), name: id.charAt(0).toUpperCase() + id.slice(1) });

export const aStandingConflict = (conflict: Partial<StandingConflict> = {}): StandingConflict => ({
  kind: 'sameCi',
  accepted: false,
  window: undefined,
  overlap: { from: hours(60), to: hours(61) },
  ...conflict,
});

export const aFreeze = (window = 'Year end'): StandingConflict => aStandingConflict({ kind: 'freeze', window });

export const aTemplate = (template: Partial<TemplateStanding> = {}): TemplateStanding => ({
  key: 'certificate',
  name: 'Renew a certificate',
  refused: undefined,
  drifted: [],
  ...template,
});
