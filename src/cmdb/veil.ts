/**
 * A CI's past as one person may see it. History and differences name the CIs it was related to and referred to; those that
 * are closed to the reader stand there as `restricted-1`, `restricted-2` …, each by one number within an answer.
 */
import { CiRef } from '../contract/ids';
import type { CmdbPorts } from './cmdb.ports';
import type { CiSnapshot } from './model';
import type { Reading } from './reading';

type Json = CiSnapshot[string];

export interface Veil {
  readonly path: (path: string) => string;
  readonly value: (path: string, value: Json) => Json;
  readonly snapshot: (snapshot: CiSnapshot | null) => CiSnapshot | null;
}

const OPEN: Veil = { path: (path) => path, value: (_path, value) => value, snapshot: (snapshot) => snapshot };

const RELATION = /^relations\.([^.]+)\.(.+)$/;
const ATTRIBUTE = /^attributes\.(.+)$/;

/** For everything that one answer tells. Nothing is read for those to whom nothing is closed. */
export async function veilFor(
  { graph }: Pick<CmdbPorts, 'graph'>,
  reading: Reading,
  told: Iterable<CiSnapshot | null>,
): Promise<Veil> {
  if (reading.hidden.size === 0) return OPEN;
  const isReference = referencesOf(reading);
  const refIn = (path: string, value: Json): CiRef | undefined => {
    const text = RELATION.exec(path)?.[2] ?? (ATTRIBUTE.test(path) ? value : undefined);
    const ref = CiRef.safeParse(text).data;
    return ref !== undefined && (RELATION.test(path) || isReference(path, ref)) ? ref : undefined;
  };
  const named = new Set(
    [...told].flatMap((snapshot) =>
      Object.entries(snapshot ?? {}).flatMap(([path, value]) => refIn(path, value) ?? []),
    ),
  );
  const cards = await graph.cards([...named]);
  const closed = [...named].filter((ref) => !reading.mayRead(cards.get(ref)?.classKey ?? classOfRef(ref)));
  const names = new Map(closed.map((ref, place) => [ref, `restricted-${place + 1}`]));
  const nameFor = (path: string, value: Json): string | undefined => {
    const ref = refIn(path, value);
    return ref === undefined ? undefined : names.get(ref);
  };
  const veiled = (path: string): string => {
    const [, type] = RELATION.exec(path) ?? [];
    const name = type === undefined ? undefined : nameFor(path, null);
    return name === undefined ? path : `relations.${type}.${name}`;
  };
  const value = (path: string, plain: Json): Json => (ATTRIBUTE.test(path) ? (nameFor(path, plain) ?? plain) : plain);
  return {
    path: veiled,
    value,
    snapshot: (snapshot) =>
      snapshot === null
        ? null
        : Object.fromEntries(Object.entries(snapshot).map(([path, plain]) => [veiled(path), value(path, plain)])),
  };
}

/**
 * Whether a value at a path refers to a CI. An attribute of the past may be of no class any more: there, a text that reads
 * like the ref of a class's CI is taken for one.
 */
function referencesOf({ catalogue }: Reading): (path: string, ref: CiRef) => boolean {
  const attributes = [...catalogue.classes.values()].flatMap((one) => one.attributes);
  const keys = new Set(attributes.flatMap(({ key, type }) => (type === 'reference' ? [`attributes.${key}`] : [])));
  return (path, ref) => keys.has(path) || catalogue.classes.has(classOfRef(ref));
}

/** The class that the CI had when it was made. */
export const classOfRef = (ref: CiRef): string => ref.slice(0, ref.indexOf(':'));
