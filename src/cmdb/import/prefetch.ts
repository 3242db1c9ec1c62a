/** Reads for many rows at once what judging them one by one will ask for. Nothing depends on it but the number of requests. */
import { CiRef } from '../../contract/ids';
import { keysOf } from '../ci-keys';
import { refFor } from '../ci-rules';
import { contentOfRow, identityOfRow, type JudgeContext } from './judge';
import { identityKeys } from './identify';

export async function prefetch(numbers: readonly number[], context: JudgeContext): Promise<void> {
  const { catalogue, file, view } = context;
  const rows = numbers.map((number) => file.row(number)).filter(({ reasons }) => reasons.length === 0);
  const contents = rows.flatMap((row) => contentOfRow(row, undefined, context) ?? []);
  const identities = rows.flatMap((row) => identityKeys(identityOfRow(row, context), catalogue));
  const unique = contents.flatMap((content) => keysOf(content, catalogue.classes.get(content.classKey)));
  await view.loadKeys([...identities, ...unique]);
  const named = rows.flatMap(({ ref }) => CiRef.safeParse(ref).data ?? []);
  await view.loadCis([...named, ...contents.map(({ classKey, name }) => refFor(classKey, name, () => false))]);
  await view.loadNamings(
    rows.flatMap(({ relations }) => relations.flatMap(({ names, by }) => names.map((name) => ({ name, by })))),
  );
}
