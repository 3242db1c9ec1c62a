/** Reads for many rows at once what judging them one by one will ask for. Nothing depends on it but the number of requests. */
import { CiRef } from '../../contract/ids';
import { keysOf } from '../ci-keys';
import { refFor } from '../ci-rules';
import type { RelationEnds } from '../model';
import { identify, identityKeys } from './identify';
import { contentOfRow, identityOfRow, type JudgeContext } from './judge';
import type { MappedRow } from './map-row';
import { resolveName } from './resolve-name';
import { endsOf } from './run-state';

export async function prefetch(numbers: readonly number[], context: JudgeContext): Promise<void> {
  const { catalogue, file, view } = context;
  const rows = numbers.map((number) => file.row(number)).filter(({ reasons }) => reasons.length === 0);
  const contents = rows.flatMap((row) => contentOfRow(row, undefined, context) ?? []);
  const identities = rows.flatMap((row) => identityKeys(identityOfRow(row, context), catalogue));
  const unique = contents.flatMap((content) => keysOf(content, catalogue.classes.get(content.classKey)));
  await view.loadKeys([...identities, ...unique]);
  const named = rows.flatMap(({ ref }) => CiRef.safeParse(ref).data ?? []);
  await view.loadCis([...named, ...contents.map(({ classKey, name }) => refFor(classKey, name, () => false))]);
  const namings = rows.flatMap(({ relations }) =>
    relations.flatMap(({ names, by }) => names.map((name) => ({ name, by }))),
  );
  await view.loadNamings(namings);
  await view.loadRelations(rows.flatMap((row) => relationsOf(row, context)));
}

/** Those that may stand already: between CIs that are there. */
function relationsOf(row: MappedRow, context: JudgeContext): RelationEnds[] {
  const { ref } = identify(identityOfRow(row, context), context.catalogue, context.view);
  if (ref === undefined) return [];
  return row.relations.flatMap(({ names, by, type, end }) =>
    names.flatMap((name) => {
      const other = resolveName({ name, by }, row.row, context);
      return other.kind === 'ci' ? [endsOf(ref, type, end, other.ref)] : [];
    }),
  );
}
