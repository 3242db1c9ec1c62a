import type { Finding, Policy } from '../policy';

export interface Unreadable {
  readonly path: string;
  readonly what: 'time' | 'number';
}

/** Where something was typed that is no time or no number: it can't be sent, so the page itself says so. */
export function unreadable({ calendars, definitions }: Policy): Unreadable[] {
  const found: Unreadable[] = [];
  const check = (value: number, path: string, what: Unreadable['what']): void => {
    if (!Number.isFinite(value)) found.push({ path, what });
  };
  calendars.forEach((calendar, index) => {
    for (const part of ['weekly', 'extra'] as const)
      calendar[part].forEach(({ from, to }, at) => {
        check(from, `calendars.${index}.${part}.${at}.from`, 'time');
        check(to, `calendars.${index}.${part}.${at}.to`, 'time');
      });
  });
  definitions.forEach(({ goals, thresholds }, index) => {
    goals.forEach(({ target }, at) => check(target.amount, `definitions.${index}.goals.${at}.target.amount`, 'number'));
    thresholds.forEach(({ percent }, at) => check(percent, `definitions.${index}.thresholds.${at}.percent`, 'number'));
  });
  return found;
}

/** The page's own findings go before the backend's, which says of the same place only that it is no number. */
export function withUnreadable(
  own: readonly Unreadable[],
  messageOf: (what: Unreadable['what']) => string,
  others: readonly Finding[],
): Finding[] {
  const said = own.map(({ path, what }) => ({
    path,
    severity: 'error' as const,
    code: 'unreadable',
    message: messageOf(what),
  }));
  return [...said, ...others.filter((other) => !own.some(({ path }) => path === other.path))];
}
