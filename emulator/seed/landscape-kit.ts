/** Building a landscape: CIs and relations as the app's own export writes them. */
import type { Json } from '../json';
import { accountIdOf, type UserName } from './people';

type CiRow = { [key: string]: Json };

export interface CiWords {
  readonly criticality?: 1 | 2 | 3 | 4 | 5;
  readonly owner?: UserName;
  readonly group?: string;
  readonly location?: string;
  readonly state?: string;
  readonly environment?: string;
  readonly cost?: number;
  readonly attributes?: { readonly [key: string]: string | number | boolean };
  readonly redundancy?: { readonly byType: string; readonly need: number };
}

/** Whoever leads a group answers for what nobody else does. */
const OWNER_OF: Readonly<Record<string, UserName>> = {
  'Server and Storage': 'ruth',
  'Network Operations': 'noor',
  'Business Applications': 'mei',
  'Service Desk': 'lena',
};

export class Landscape {
  readonly cis: CiRow[] = [];
  readonly relations: { from: string; type: string; to: string }[] = [];
  readonly #refs = new Set<string>();

  get refs(): readonly string[] {
    return [...this.#refs];
  }

  /** The ref by which the app will know it: class and name make it. */
  add(classKey: string, name: string, words: CiWords = {}): string {
    const ref = `${classKey}:${slugOf(name)}`;
    if (this.#refs.has(ref)) throw new Error(`${ref} is in the landscape twice`);
    this.#refs.add(ref);
    const owner = words.owner ?? (words.group === undefined ? undefined : OWNER_OF[words.group]);
    this.cis.push({
      ref,
      classKey,
      name,
      state: words.state ?? 'inUse',
      environment: words.environment ?? 'production',
      criticality: words.criticality ?? null,
      owner: owner === undefined ? null : accountIdOf(owner),
      supportGroup: words.group ?? null,
      location: words.location ?? null,
      cost: words.cost ?? null,
      attributes: { ...words.attributes },
      identifiers: [],
      redundancy: redundancyOf(words),
    });
    return ref;
  }

  relate(from: string, type: string, ...targets: readonly string[]): void {
    for (const to of targets) {
      for (const end of [from, to]) if (!this.#refs.has(end)) throw new Error(`${end} is not in the landscape`);
      this.relations.push({ from, type, to });
    }
  }
}

function redundancyOf({ redundancy }: CiWords): Json {
  if (redundancy === undefined) return null;
  const { byType, need } = redundancy;
  return [{ group: { by: 'relationType', relationType: byType }, need: { kind: 'atLeast', count: need } }];
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

export const numbered = (count: number, name: (number: string) => string): string[] =>
  Array.from({ length: count }, (_, n) => name(String(n + 1).padStart(2, '0')));
