import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import type { RedundancyRule } from '../../../../../src/cmdb/model';
import { groupName } from '../analysis/group-words';
import { identifierRowsIn, ruleOfRow, ruleRowsIn } from '../form/rows';
import type { CiText } from '../messages';

/** “Needs at least 2 of “runs on””. */
export function ruleWords(text: CiText, catalogue: CatalogueState, rule: RedundancyRule): string {
  const group = groupName(catalogue, rule);
  return rule.need.kind === 'atLeast'
    ? text('details.redundancy.atLeast', { count: rule.need.count, group })
    : text('details.redundancy.percent', { percent: rule.need.percent, group });
}

/** All rules of a form's field; see rows.ts. */
export function rulesWords(text: CiText, catalogue: CatalogueState, field: string): string {
  const rows = ruleRowsIn(field);
  if (rows === null) return text('details.redundancy.class');
  if (rows.length === 0) return text('details.redundancy.none');
  return rows.map((row) => ruleWords(text, catalogue, ruleOfRow(row))).join('; ');
}

export const identifierWords = (field: string): string =>
  identifierRowsIn(field)
    .map(({ source, key }) => `${source}: ${key}`)
    .join('; ');
