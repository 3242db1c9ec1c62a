import type { Window } from '../parts/documents';

export interface NewWindow {
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Something that works, to be changed: a freeze of tomorrow's evening, which holds nothing up until it is enabled. */
export function newWindow({ key, name, timeZone, today }: NewWindow): Window {
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return {
    key,
    name,
    kind: 'freeze',
    scope: { on: 'site' },
    timeZone,
    start: `${tomorrow}T18:00`,
    end: `${tomorrow}T22:00`,
    rrule: null,
    except: [],
    enabled: false,
    note: '',
  };
}
