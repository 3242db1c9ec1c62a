/**
 * Patterns that administrators give attributes. They run on every value of every import, so that one which could take
 * exponential time is refused. JavaScript's engine backtracks: the time follows from the number of ways in which a text can
 * be divided among the repetitions. That number is bounded here from the pattern alone.
 */
import { MODEL_LIMITS } from './model';

/** Characters of a value that has to match a pattern. */
export const LONGEST_MATCHED = 255;
/** Two unlimited repetitions on the longest text are 65,536 ways: well under a millisecond. */
const MOST_WAYS = 1_000_000;

/** Why a pattern can't be used; undefined for one that can. */
export function patternFault(pattern: string): string | undefined {
  if (pattern === '') return 'The pattern is empty. Leave it out or write one.';
  if (pattern.length > MODEL_LIMITS.pattern) return `A pattern has at most ${MODEL_LIMITS.pattern} characters.`;
  if (compiled(pattern) === undefined) return 'The pattern is not a regular expression that can be read.';
  const ways = new PatternReader(pattern).ways();
  if (typeof ways === 'string') return ways;
  return ways > MOST_WAYS
    ? 'The pattern can be tried in too many ways. Give its repetitions an upper bound, such as {1,20}.'
    : undefined;
}

/** Whether the whole of a text matches. A pattern that can't be used matches nothing. */
export function matchesWhole(pattern: string, text: string): boolean {
  return text.length <= LONGEST_MATCHED && (compiled(pattern)?.test(text) ?? false);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

/** Reads a pattern that is known to compile, and counts the ways in which a backtracking engine can go through it. */
class PatternReader {
  #place = 0;
  #fault: string | undefined;

  constructor(private readonly pattern: string) {}

  /** The count, or what the pattern has that can't be judged. */
  ways(): number | string {
    const ways = this.#alternatives();
    return this.#fault ?? ways;
  }

  #alternatives(): number {
    let ways = this.#sequence();
    while (this.#take('|')) ways += this.#sequence();
    return ways;
  }

  #sequence(): number {
    let ways = 1;
    while (this.#place < this.pattern.length && !this.#sees('|') && !this.#sees(')'))
      ways *= this.#repeated(this.#atom());
    return ways;
  }

  /** The ways through one atom, once. */
  #atom(): number {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) this.#skipCharacterClass();
    else if (this.#take('\\')) this.#escape();
    else this.#place += 1;
    return 1;
  }

  #group(): number {
    if (this.#take('?') && !this.#take(':'))
      this.#fault ??= 'The pattern may group with (…) and (?:…), but not look ahead or behind, nor name its groups.';
    const ways = this.#alternatives();
    this.#take(')');
    return ways;
  }

  #escape(): void {
    if (/[1-9k]/.test(this.pattern[this.#place] ?? ''))
      this.#fault ??= 'The pattern may not refer back to what a group matched.';
    this.#place += 1;
    // \p{…} and \u{…}: the braces are no repetition.
    if (/[pPu]/.test(this.pattern[this.#place - 1] ?? '') && this.#sees('{'))
      this.#place = this.pattern.indexOf('}', this.#place) + 1;
  }

  #skipCharacterClass(): void {
    while (this.#place < this.pattern.length && !this.#take(']')) this.#place += this.#sees('\\') ? 2 : 1;
  }

  #repeated(once: number): number {
    const times = this.#repetition();
    if (times === undefined) return once;
    if (once === 1) return Math.min(times.most, LONGEST_MATCHED) - Math.min(times.least, LONGEST_MATCHED) + 1;
    if (times.most > 1 && times.most !== times.least) {
      this.#fault ??=
        'The pattern repeats something that itself repeats or has alternatives, such as (a+)*. That can take for ever. ' +
        'Write it without the inner repetition, or with a fixed number such as {5}.';
      return once;
    }
    return times.least === times.most ? once ** times.most : 1 + once;
  }

  #repetition(): { least: number; most: number } | undefined {
    const match = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/u.exec(this.pattern.slice(this.#place));
    if (match === null) return undefined;
    this.#place += match[0].length;
    const [sign = ''] = match[0];
    if (sign !== '{') return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    const least = Number(match[1]);
    return { least, most: match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]) };
  }

  #sees(character: string): boolean {
    return this.pattern[this.#place] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#place += 1;
    return true;
  }
}
