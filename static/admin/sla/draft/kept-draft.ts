/** Unsaved changes outlive a reload: they are kept in this browser until they are saved or discarded. */
import type { Policy } from '../policy';

export interface KeptDraft {
  /** The version it was made from, and what that said. */
  readonly version: number | null;
  readonly base: Policy;
  readonly policy: Policy;
}

const nameFor = (accountId: string): string => `plumbline.sla-draft.${accountId}`;
/** Browsers that refuse third-party frames their storage still keep the draft from one tab of the page to the next. */
const memory = new Map<string, string>();

export function readDraft(accountId: string): KeptDraft | undefined {
  const kept = memory.get(accountId) ?? stored((storage) => storage.getItem(nameFor(accountId)));
  if (kept == null) return undefined;
  try {
    const draft: unknown = JSON.parse(kept, withoutNumber);
    return isKept(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(accountId: string, draft: KeptDraft): void {
  const text = JSON.stringify(draft);
  memory.set(accountId, text);
  stored((storage) => storage.setItem(nameFor(accountId), text));
}

export function forgetDraft(accountId: string): void {
  memory.delete(accountId);
  stored((storage) => storage.removeItem(nameFor(accountId)));
}

/** Whether a draft outlives a reload here. */
export const isLasting = (): boolean => stored((storage) => storage.length >= 0) ?? false;

function stored<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(window.localStorage);
  } catch {
    return undefined;
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['from', 'to', 'amount', 'percent']);

/** JSON has no "not a number", which is what a time or an amount is while it is being typed. */
const withoutNumber = (key: string, value: unknown): unknown => (value === null && NUMBERS.has(key) ? NaN : value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isList = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

function isKept(value: unknown): value is KeptDraft {
  return isObject(value) && isVersion(value['version']) && isPolicy(value['base']) && isPolicy(value['policy']);
}

const isVersion = (value: unknown): boolean => value === null || typeof value === 'number';

/** Of the shape this version of the page edits; what another version kept in other shapes is not taken up. */
const isPolicy = (value: unknown): boolean =>
  isObject(value) && isList(value['calendars'], isCalendar) && isList(value['definitions'], isDefinition);

const isCalendar = (value: unknown): boolean =>
  hasText(value, ['key', 'name', 'timeZone']) &&
  ['weekly', 'holidays', 'extra'].every((part) => isList(value[part], isObject));

const isDefinition = (value: unknown): boolean =>
  hasText(value, ['key', 'name', 'description', 'kind', 'party', 'onReopen']) &&
  isObject(value['scope']) &&
  ['start', 'pause', 'stop', 'onBreach'].every((part) => isList(value[part], isObject)) &&
  isList(value['goals'], (goal) => isObject(goal) && isObject(goal['target']) && isList(goal['when'], isObject)) &&
  isList(value['thresholds'], (one) => isObject(one) && isList(one['actions'], isObject)) &&
  isList(value['tieOrder'], (step) => typeof step === 'string');

const hasText = (value: unknown, fields: readonly string[]): value is Readonly<Record<string, unknown>> =>
  isObject(value) && fields.every((field) => typeof value[field] === 'string');
