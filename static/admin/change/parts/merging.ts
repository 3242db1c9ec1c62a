import type { Editing } from '../editing';
import { mergeByKey, type Merged } from './merge';

/** When somebody else saved meanwhile, going on with mine takes over what only they changed. */
export function mergingByKey<T, Item extends { readonly key: string; readonly name: string }>(
  editing: Editing<T>,
  itemsOf: (document: T) => readonly Item[],
  documentOf: (items: Item[]) => T,
): { readonly editing: Editing<T>; readonly merged: Merged<Item> | undefined } {
  const { base, draft, theirs } = editing;
  if (theirs === undefined) return { editing, merged: undefined };
  const merged = mergeByKey(itemsOf(base.document), itemsOf(draft), itemsOf(theirs.document));
  const keepMine = (): void => {
    editing.keepMine();
    editing.change(documentOf(merged.list));
  };
  return { editing: { ...editing, keepMine }, merged };
}
