/**
 * What the CMDB holds that some rows need to know, read in as few requests as possible and kept up to date while the rows
 * are done. In a dry run it also knows what earlier rows would have made.
 */
import type { AccountId } from '../../contract/ids';
import { CiRef } from '../../contract/ids';
import { nativeKey } from '../ci-keys';
import type { CiKey, StoredCi } from '../cmdb.ports';
import type { Ci, Relation, RelationEnds } from '../model';
import { relationId } from '../relation-path';
import { fold } from '../words';
import type { ImportPorts } from './import.ports';
import type { NamedBy } from './mapping';

export type ViewPorts = Pick<ImportPorts, 'cis' | 'relations' | 'graph' | 'words' | 'people'>;

/** A name somewhere in a row, and how it names. */
export interface Naming {
  readonly name: string;
  readonly by: NamedBy;
}

const BATCH = 25;
/** CIs that begin with a name, looked through for those that are called just so. */
const NAMESAKES = 25;

export class ChunkView {
  readonly #ports: ViewPorts;
  readonly #source: string;
  readonly #cis = new Map<CiRef, StoredCi | undefined>();
  readonly #holders = new Map<string, readonly CiRef[]>();
  readonly #named = new Map<string, readonly CiRef[]>();
  readonly #classes = new Map<CiRef, string>();
  readonly #people = new Map<string, readonly AccountId[]>();
  readonly #relations = new Map<string, Relation | undefined>();
  /** Refs that turned out to be taken, by CIs that nobody sees any more. */
  readonly #blocked = new Set<CiRef>();

  /** @param source whose keys name CIs in cells. */
  constructor(ports: ViewPorts, source: string) {
    this.#ports = ports;
    this.#source = source;
  }

  ci(ref: CiRef): Ci | undefined {
    return this.#cis.get(ref)?.ci;
  }

  stored(ref: CiRef): StoredCi | undefined {
    return this.#cis.get(ref);
  }

  holders(key: CiKey): readonly CiRef[] {
    return this.#holders.get(key.text) ?? [];
  }

  /** CIs that a cell may mean: by reference, else by the source's key, else by name. */
  named({ name, by }: Naming): readonly CiRef[] {
    const ref = CiRef.safeParse(name);
    if ((by === 'any' || by === 'ref') && ref.success && this.#classes.has(ref.data)) return [ref.data];
    const byKey = by === 'any' || by === 'key' ? this.holders(this.#keyOf(name)) : [];
    if (byKey.length > 0) return byKey;
    return by === 'any' || by === 'name' ? (this.#named.get(fold(name)) ?? []) : [];
  }

  classOf(ref: string): string | undefined {
    const parsed = CiRef.safeParse(ref);
    if (!parsed.success) return undefined;
    return this.#cis.get(parsed.data)?.ci.classKey ?? this.#classes.get(parsed.data);
  }

  people(text: string): readonly AccountId[] {
    return this.#people.get(text) ?? [];
  }

  isRelated(ends: RelationEnds): boolean {
    return this.#relations.get(relationId(ends)) !== undefined;
  }

  async loadKeys(keys: readonly CiKey[]): Promise<void> {
    const unread = [...new Map(keys.map((key) => [key.text, key])).values()].filter(
      ({ text }) => !this.#holders.has(text),
    );
    for (const batch of batches(unread)) {
      const found = await this.#ports.cis.holders(batch);
      for (const { text } of batch) this.#holders.set(text, found.get(text) ?? []);
    }
    await this.loadCis(unread.flatMap((key) => this.holders(key)));
  }

  async loadCis(refs: readonly CiRef[]): Promise<void> {
    const unread = [...new Set(refs)].filter((ref) => !this.#cis.has(ref));
    for (const batch of batches(unread)) {
      const found = await this.#ports.cis.getAll(batch);
      for (const ref of batch) this.#cis.set(ref, found.get(ref));
    }
  }

  async loadNamings(namings: readonly Naming[]): Promise<void> {
    const distinct = [...new Map(namings.map((naming) => [`${naming.by} ${naming.name}`, naming])).values()];
    const wants = (kind: NamedBy): string[] =>
      distinct.flatMap(({ name, by }) => (by === 'any' || by === kind ? [name] : []));
    await this.#loadClasses(wants('ref').flatMap((name) => CiRef.safeParse(name).data ?? []));
    await this.loadKeys(wants('key').map((name) => this.#keyOf(name)));
    for (const naming of distinct) {
      const { name, by } = naming;
      if ((by !== 'any' && by !== 'name') || this.named(naming).length > 0) continue;
      if (!this.#named.has(fold(name))) this.#named.set(fold(name), await this.#namesakes(fold(name)));
    }
  }

  async loadPeople(texts: readonly string[]): Promise<void> {
    for (const text of new Set(texts)) {
      if (this.#people.has(text)) continue;
      this.#people.set(
        text,
        (await this.#ports.people.called(text)).map(({ accountId }) => accountId),
      );
    }
  }

  async loadRelations(ends: readonly RelationEnds[]): Promise<void> {
    const unread = ends.filter((one) => !this.#relations.has(relationId(one)));
    for (const batch of batches(unread)) {
      const found = await this.#ports.relations.existing(batch);
      for (const one of batch) this.#relations.set(relationId(one), found.get(relationId(one)));
    }
  }

  /** A CI as it is now, with the keys it holds. */
  put(stored: StoredCi, keys: readonly CiKey[]): void {
    const { ref, name, classKey } = stored.ci;
    this.#cis.set(ref, stored);
    this.#classes.set(ref, classKey);
    for (const { text } of keys) this.#holders.set(text, [...new Set([...(this.#holders.get(text) ?? []), ref])]);
    const namesakes = this.#named.get(fold(name));
    if (namesakes !== undefined) this.#named.set(fold(name), [...new Set([...namesakes, ref])]);
  }

  /** A ref that no CI has, chosen by `choose` from what is known to be taken. */
  async freeRef(choose: (isTaken: (ref: CiRef) => boolean) => CiRef): Promise<CiRef> {
    for (;;) {
      const ref = choose((one) => this.#blocked.has(one) || this.#cis.get(one) !== undefined);
      if (this.#cis.has(ref)) return ref;
      await this.loadCis([ref]);
    }
  }

  /** A new CI's ref or keys were taken by somebody meanwhile. */
  loseRef(ref: CiRef, keys: readonly CiKey[]): void {
    this.#blocked.add(ref);
    this.forget(ref, keys);
  }

  putRelation(relation: Relation): void {
    this.#relations.set(relationId(relation), relation);
  }

  /** What somebody else changed has to be read again. */
  forget(ref: CiRef, keys: readonly CiKey[]): void {
    this.#cis.delete(ref);
    this.#classes.delete(ref);
    for (const { text } of keys) this.#holders.delete(text);
  }

  #keyOf(name: string): CiKey {
    return nativeKey({ source: this.#source, key: name });
  }

  async #loadClasses(refs: readonly CiRef[]): Promise<void> {
    const unread = [...new Set(refs)].filter((ref) => !this.#classes.has(ref));
    for (const batch of batches(unread)) {
      for (const [ref, { classKey }] of await this.#ports.graph.cards(batch)) this.#classes.set(ref, classKey);
    }
  }

  async #namesakes(folded: string): Promise<CiRef[]> {
    const hits = await this.#ports.words.find(folded, NAMESAKES);
    const refs = hits.filter(({ match }) => match === 'name').map(({ ref }) => ref);
    const found: CiRef[] = [];
    for (const batch of batches(refs)) {
      for (const [ref, { name, classKey }] of await this.#ports.graph.cards(batch)) {
        this.#classes.set(ref, classKey);
        if (fold(name) === folded) found.push(ref);
      }
    }
    return found;
  }
}

export function batches<T>(items: readonly T[], size = BATCH): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
