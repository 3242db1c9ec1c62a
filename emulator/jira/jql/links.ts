/** Issue links in JQL: the field `issueLinkType` and the function `linkedIssues`. */
import type { JqlContext } from './context';
import type { JqlField } from './field';
import { rowsOf, unknownValue } from './references';
import { both, either, FALSE, not, oneOf, sql, type Bind, type Sql } from './sql';

/** A link type seen from one end: the source reads the outward description, the destination the inward one. */
interface End {
  readonly typeId: number;
  readonly end: 'source' | 'destination';
}

interface LinkTypeRow {
  readonly id: number;
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

function endsOf(context: JqlContext, text: string): End[] {
  const wanted = text.toLowerCase();
  return rowsOf<LinkTypeRow>(context, sql`SELECT id, name, inward, outward FROM issue_link_type`).flatMap((type) => {
    const named = type.name.toLowerCase() === wanted;
    const ends: End[] = [];
    if (named || type.outward.toLowerCase() === wanted) ends.push({ typeId: type.id, end: 'source' });
    if (named || type.inward.toLowerCase() === wanted) ends.push({ typeId: type.id, end: 'destination' });
    return ends;
  });
}

const typesAt = (ends: readonly End[], end: End['end']): number[] =>
  ends.filter((entry) => entry.end === end).map(({ typeId }) => typeId);

export function linkTypeField(label: string, context: JqlContext): JqlField {
  const ends = (values: readonly Bind[]): End[] => values.flatMap((value) => endsOf(context, String(value)));
  const linked = (end: Sql, types: readonly number[]): Sql =>
    types.length === 0 ? FALSE : sql`i.id IN (SELECT ${end} FROM issue_link k WHERE ${oneOf(sql`k.type_id`, types)})`;
  return {
    label,
    kind: 'other',
    empty: not(sql`EXISTS (SELECT 1 FROM issue_link k WHERE k.source_id = i.id OR k.destination_id = i.id)`),
    resolve: (text) => (endsOf(context, text).length === 0 ? unknownValue(text, label) : [text]),
    members: {
      any: (values) =>
        either(
          linked(sql`k.source_id`, typesAt(ends(values), 'source')),
          linked(sql`k.destination_id`, typesAt(ends(values), 'destination')),
        ),
    },
  };
}

/** Ids of the issues linked to these; `types` restricts how, as described from these issues' side. `undefined`: no such type. */
export function linkedIssues(
  context: JqlContext,
  issues: readonly Bind[],
  types: readonly string[],
): Bind[] | undefined {
  const ends = types.map((type) => endsOf(context, type));
  if (ends.some((found) => found.length === 0)) return undefined;
  const restrict = (end: End['end']): Sql =>
    types.length === 0 ? sql`1` : oneOf(sql`k.type_id`, typesAt(ends.flat(), end));
  const from = (here: Sql, there: Sql, end: End['end']): Sql =>
    sql`SELECT ${there} AS id FROM issue_link k WHERE ${both(oneOf(here, issues), restrict(end))}`;
  const query = sql`${from(sql`k.source_id`, sql`k.destination_id`, 'source')} UNION ${from(sql`k.destination_id`, sql`k.source_id`, 'destination')}`;
  return rowsOf<{ id: number }>(context, query).map(({ id }) => id);
}
