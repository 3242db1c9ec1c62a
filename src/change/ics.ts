/**
 * The change calendar as iCalendar text (RFC 5545), for calendars that people keep elsewhere. Instants are in UTC; a change
 * keeps its UID for good, so that importing again updates what was imported before. Windows come as single events, one for
 * each happening: that way every calendar shows them as they are here, whatever it makes of recurrence and time zones.
 */
import { generateIcsCalendar, type IcsEvent } from 'ts-ics';
import type { Instant } from '../kernel/time';
import type { CalendarChange } from './change.contract';
import type { ChangeType, CiName, RiskLevel, Span, Stage } from './change.shapes';
import type { Occurrence } from './schedule.shapes';

export interface IcsContext {
  readonly now: Instant;
  /** The site's host, such as `acme.atlassian.net`: part of UIDs, and where issues are. */
  readonly site: string;
}

export function icsOf(changes: readonly CalendarChange[], windows: readonly Occurrence[], context: IcsContext): string {
  const text = generateIcsCalendar({
    version: '2.0',
    prodId: '-//Plumbline//Change calendar//EN',
    method: 'PUBLISH',
    name: 'Changes',
    events: [
      ...changes.map((change) => eventOfChange(change, context)),
      ...windows.map((window) => eventOfWindow(window, context)),
    ],
  });
  return folded(text);
}

const TYPE_WORDS: Readonly<Record<ChangeType, string>> = {
  standard: 'Standard change',
  normal: 'Normal change',
  emergency: 'Emergency change',
};
const LEVEL_WORDS: Readonly<Record<RiskLevel, string>> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
  veryHigh: 'Very high',
};

/** Nobody's time is taken by it: `TRANSP` says that whoever imports it is still free. */
const placed = ({ from, to }: Span, now: Instant) => ({
  stamp: { date: new Date(now) },
  start: { date: new Date(from) },
  end: { date: new Date(to) },
  timeTransparent: 'TRANSPARENT' as const,
});

function eventOfChange(change: CalendarChange, { now, site }: IcsContext): IcsEvent {
  const { issueKey, summary, type, level, implementer, planned, outage, cis, services } = change;
  const lines = [
    type === null ? 'Change of no type yet' : TYPE_WORDS[type],
    `Risk: ${level === null ? 'not assessed' : LEVEL_WORDS[level]}`,
    ...(implementer === null ? [] : [`Implementer: ${implementer}`]),
    ...(outage === null ? [] : [`Outage: ${outage.from} to ${outage.to}`]),
    ...named('Changes', cis),
    ...named('Can bring down', services),
  ];
  return {
    ...placed(planned, now),
    uid: `change-${issueKey}@${site}`,
    summary: plain(`${issueKey} ${summary}`),
    description: plain(lines.join('\n')),
    url: `https://${site}/browse/${issueKey}`,
    categories: ['Change'],
    status: statusOf(change.stage),
  };
}

function named(label: string, names: readonly CiName[]): string[] {
  if (names.length === 0) return [];
  const hidden = names.filter(({ name }) => name === null).length;
  const shown = names.flatMap(({ name }) => (name === null ? [] : [name]));
  return [`${label}: ${[...shown, ...(hidden === 0 ? [] : [`${hidden} that you may not see`])].join(', ')}`];
}

/** A change is settled once it is scheduled. */
function statusOf(stage: Stage): 'CANCELLED' | 'TENTATIVE' | 'CONFIRMED' {
  if (stage === 'cancelled') return 'CANCELLED';
  return stage === 'new' || stage === 'assess' || stage === 'authorize' ? 'TENTATIVE' : 'CONFIRMED';
}

function eventOfWindow({ window, name, kind, from, to }: Occurrence, { now, site }: IcsContext): IcsEvent {
  const label = kind === 'freeze' ? 'Change freeze' : 'Maintenance window';
  return {
    ...placed({ from, to }, now),
    uid: `window-${window}-${from.replaceAll(/[-:]|\.\d+/g, '')}@${site}`,
    summary: plain(`${label}: ${name}`),
    categories: [label],
    status: 'CONFIRMED',
  };
}

/** People's text as RFC 5545 can hold it: one kind of line break, and none of the control characters it forbids. */
const plain = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));

const LINE_OCTETS = 75;

/**
 * Folds by octets, between characters (RFC 5545, 3.1). The library counts UTF-16 units, which makes lines of other scripts
 * too long and cuts characters beyond the first plane in two.
 */
function folded(text: string): string {
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  return lines.map(foldedLine).join('\r\n');
}

function foldedLine(line: string): string {
  let octets = 0;
  let out = '';
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > LINE_OCTETS) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
