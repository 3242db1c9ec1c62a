/** One document that is edited and saved as a whole, from the version this page has seen. */
import { useEffect, useState } from 'react';

export interface Saved<T> {
  readonly document: T;
  readonly version: number | null;
  readonly updatedAt: string | null;
}

export interface Editing<T> {
  readonly draft: T;
  readonly base: Saved<T>;
  readonly dirty: boolean;
  readonly change: (draft: T) => void;
  readonly discard: () => void;
  /** What was saved is what the page goes on from. */
  readonly adopt: (saved: Saved<T>) => void;
  /** What somebody else saved meanwhile, once a save found out. */
  readonly theirs: Saved<T> | undefined;
  readonly meet: (theirs: Saved<T> | undefined) => void;
  /** Goes on from theirs with what is typed here. */
  readonly keepMine: () => void;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export function useEditing<T>(saved: Saved<T>): Editing<T> {
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(saved.document);
  const [theirs, setTheirs] = useState<Saved<T>>();
  const dirty = !same(draft, base.document);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
  return {
    draft,
    base,
    dirty,
    change: setDraft,
    discard: () => setDraft(base.document),
    adopt: (next) => {
      setBase(next);
      setDraft(next.document);
      setTheirs(undefined);
    },
    theirs,
    meet: setTheirs,
    keepMine: () => {
      if (theirs !== undefined) setBase(theirs);
      setTheirs(undefined);
    },
  };
}
