/** The health of one CI as it is now, by the rules of the examination. */
import type { Handlers } from '../contract/handlers';
import type { CiRef } from '../contract/ids';
import { keysOf } from './ci-keys';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import { findingsOf, isExamined } from './health';
import type { Ci } from './model';
import { readCi, readingFor, type Reading } from './reading';

/** Doubles named; more are told by the health page. */
const MOST_DOUBLES = 10;

export function ciHealthPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, 'cmdb.healthOf'> {
  /** CIs with the same identifiers. An examination finds those, too, whose names differ in punctuation only. */
  async function doublesOf(reading: Reading, ci: Ci): Promise<CiRef[]> {
    const holders = await ports.cis.holders(keysOf(ci, reading.catalogue.classes.get(ci.classKey)));
    const others = [...new Set([...holders.values()].flat())].filter((ref) => ref !== ci.ref);
    const cards = await ports.graph.cards(others);
    const counted = [...cards.values()].filter(
      (card) => reading.mayRead(card.classKey) && isExamined(reading.catalogue, card),
    );
    return counted.map(({ ref }) => ref).sort();
  }

  return {
    async 'cmdb.healthOf'({ accountId }, { ref }) {
      const reading = await readingFor(ports, accountId);
      const { ci } = await readCi(ports, reading, ref);
      const asOf = ports.clock.now();
      if (!isExamined(reading.catalogue, ci)) return { asOf, examined: false, findings: [] };
      const relations = (await ports.graph.read([ref], { requests: 0 })).get(ref)?.neighbours ?? [];
      const findings = findingsOf(reading.catalogue, ci, { relations }, asOf).map(({ rule, details }) => ({
        rule,
        details: [...details],
      }));
      const doubles = await doublesOf(reading, ci);
      return {
        asOf,
        examined: true,
        findings:
          doubles.length === 0
            ? findings
            : [...findings, { rule: 'duplicate', details: doubles.slice(0, MOST_DOUBLES) }],
      };
    },
  };
}
