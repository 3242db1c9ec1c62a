/** Templates with how they stand: what they are known by, and whether they lend their pre-approval. */
import { Temporal } from 'temporal-polyfill';
import type { CiRef } from '../contract/ids';
import { instant, type Instant } from '../kernel/time';
import type { ChangePorts, Landscape, OutcomeEntry } from './change.ports';
import type { RiskRules } from './risk.shapes';
import { successRate, tallyOf } from './success-rate';
import { failuresOf, isDemoted, type ClassesOf, type SavedTemplate } from './template-standing';
import type { TemplateView } from './template.shapes';

const EVER: Instant = instant(0);

export async function templateView(
  { outcomes }: Pick<ChangePorts, 'outcomes'>,
  saved: SavedTemplate,
  { prior, recordMonths }: RiskRules,
  now: Instant,
): Promise<TemplateView> {
  const { reapprovedBecause: _, ...template } = saved;
  const entries = await outcomes.of({ of: 'template', template: saved.key }, EVER);
  const since = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').subtract({ months: recordMonths });
  const counted = entries.filter(({ at }: OutcomeEntry) => at >= instant(since.epochMilliseconds));
  return {
    ...template,
    preApproved: saved.enabled && !isDemoted(saved, entries),
    failures: failuresOf(saved, entries),
    rate: successRate(tallyOf(counted), prior),
  };
}

/** The classes of these CIs with those above them. */
export async function classesOf(landscape: Landscape, cis: readonly CiRef[]): Promise<ClassesOf> {
  const [cards, lineage] = await Promise.all([landscape.cards(cis), landscape.lineage()]);
  return (ref) => {
    const card = cards.get(ref);
    return card === undefined ? undefined : [card.classKey, ...lineage(card.classKey)];
  };
}
