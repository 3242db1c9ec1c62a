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

/** What is typed and not saved, for as long as the frame is open: other pages may be looked at in between. */
export interface KeptDraft<T> {
  readonly read: () => { readonly base: Saved<T>; readonly draft: T } | undefined;
  readonly keep: (now: { readonly base: Saved<T>; readonly draft: T } | undefined) => void;
}

export function keptDraft<T>(): KeptDraft<T> {
  let kept: ReturnType<KeptDraft<T>['read']>;
  return {
    read: () => kept,
    keep: (now) => {
      kept = now;
    },
  };
}

/** A draft that was kept goes on from the version it was made from: saving it finds out what was saved meanwhile. */
export function useEditing<T>(saved: Saved<T>, kept?: KeptDraft<T>): Editing<T> {
  const [base, setBase] = useState(() => kept?.read()?.base ?? saved);
  const [draft, setDraft] = useState(() => kept?.read()?.draft ?? saved.document);
  const [theirs, setTheirs] = useState<Saved<T>>();
  const dirty = !same(draft, base.document);
  useEffect(() => kept?.keep(dirty ? { base, draft } : undefined), [kept, dirty, base, draft]);
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
