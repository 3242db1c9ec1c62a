/** Keys of new calendars, definitions, goals and thresholds: made once, from what they are called first. */

const LONGEST = 40;

/** Lower-case letters, digits and hyphens, beginning with a letter; numbered where the key is taken. */
export function newKey(name: string, taken: readonly string[], otherwise: string): string {
  const base = slug(name) || otherwise;
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${count}`;
    const key = base.slice(0, LONGEST - suffix.length).replace(/-+$/, '') + suffix;
    if (!taken.includes(key)) return key;
  }
}

/** `goal-1`, `goal-2` …, beyond the highest so far: the key of a removed goal is not given to another one. */
export function nextKey(prefix: string, taken: readonly string[]): string {
  const numbers = taken.map((key) => Number(key.startsWith(`${prefix}-`) ? key.slice(prefix.length + 1) : NaN));
  return `${prefix}-${Math.max(0, ...numbers.filter(Number.isInteger)) + 1}`;
}

const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l' };

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüßæøł]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
