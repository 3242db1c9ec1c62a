/**
 * What is wrong or doubtful with freezes and maintenance windows as somebody is typing them, each thing at its field.
 *
 * A rule that never ends is a usual thing (each Sunday night) and allowed. A freeze that goes on without end and without a
 * gap is not: nothing could ever be changed again.
 */
import { z } from 'zod';
import type { CiRef } from '../contract/ids';
import { toEpoch, type Instant } from '../kernel/time';
import { error, repeatedKeys, warning } from '../sla/finding';
import { isZone } from '../sla/calendar/zone';
import { CHANGE_TYPES, type Finding } from './change.shapes';
import { readDraft } from './draft';
import { ChangeWindow } from './schedule.shapes';
import { recurrenceFindings } from './window-recurrence-lint';
import { nextOccurrences, wallTime } from './windows';

/** What a window may name. */
export interface WindowKnowns {
  readonly now: Instant;
  readonly cis: ReadonlySet<CiRef>;
  readonly services: ReadonlySet<CiRef>;
  readonly classes: ReadonlySet<string>;
}

const Draft = z.object({ windows: z.array(z.unknown()).max(200) });
const MAX_DAYS = 31;
const DAY = 86_400_000;

/** Of all windows; paths begin with `windows`. A draft without errors may be saved. */
export function windowFaults(draft: unknown, knowns: WindowKnowns): Finding[] {
  const read = readDraft(Draft, draft, '');
  if (read.value === undefined) return [...read.findings];
  const windows = read.value.windows.map((window, place) => readDraft(ChangeWindow, window, `windows.${place}`));
  const keys = read.value.windows.map((window) => z.object({ key: z.string() }).safeParse(window).data ?? { key: '' });
  return [
    ...windows.flatMap(({ value, findings }, place) =>
      value === undefined ? findings : windowFindings(value, `windows.${place}`, knowns),
    ),
    ...repeatedKeys(keys, 'windows', 'window').filter((_, place) => keys[place] !== undefined),
  ];
}

/** The CIs and services that a draft names, to be looked up for `knowns`. */
export function refsInDraft(draft: unknown): CiRef[] {
  const windows = Draft.safeParse(draft).data?.windows ?? [];
  const scopes = windows.flatMap((window) => ChangeWindow.pick({ scope: true }).safeParse(window).data?.scope ?? []);
  return [...new Set(scopes.flatMap((scope) => ('refs' in scope ? scope.refs : [])))];
}

/** Of one window whose shape is right; `path` is where it stands. */
export function windowFindings(window: ChangeWindow, path: string, knowns: WindowKnowns): Finding[] {
  const times = [...timeFindings(window, path), ...zoneFindings(window, path)];
  return [
    ...times,
    ...(times.length > 0 ? [] : happeningFindings(window, path, knowns.now)),
    ...scopeFindings(window, `${path}.scope`, knowns),
    ...(CHANGE_TYPES.every((type) => window.except.includes(type))
      ? [warning(`${path}.except`, 'concerns-nothing', 'Every type of change is excepted, so this does nothing.')]
      : []),
  ];
}

function timeFindings({ start, end }: ChangeWindow, path: string): Finding[] {
  const [first, last] = [wallTime(start), wallTime(end)];
  const findings = [
    ...(first === undefined ? [notATime(`${path}.start`, start)] : []),
    ...(last === undefined ? [notATime(`${path}.end`, end)] : []),
  ];
  if (first === undefined || last === undefined) return findings;
  if (last <= first)
    return [error(`${path}.end`, 'end-before-start', 'The end must come after the start. Move one of them.')];
  if (last - first <= MAX_DAYS * DAY) return [];
  const message = `It lasts longer than ${MAX_DAYS} days. Shorten it, or let it recur.`;
  return [error(`${path}.end`, 'too-long', message)];
}

const notATime = (path: string, text: string): Finding =>
  error(
    path,
    'not-a-time',
    text === ''
      ? 'Enter a date and a time.'
      : `“${text}” is no date and time from 2000 to 2100, such as 2027-03-01T22:00.`,
  );

const zoneFindings = ({ timeZone }: ChangeWindow, path: string): Finding[] =>
  isZone(timeZone)
    ? []
    : [
        error(
          `${path}.timeZone`,
          'unknown-zone',
          `“${timeZone}” is no time zone. Choose one by its city, such as Europe/London.`,
        ),
      ];

/** Whether it happens, how often, and whether that is over. */
function happeningFindings(window: ChangeWindow, path: string, now: Instant): Finding[] {
  const findings = recurrenceFindings(window, path);
  if (findings.some(({ severity }) => severity === 'error')) return findings;
  if (nextOccurrences(window, toEpoch(now), 1, 40).length > 0) return findings;
  const message = 'It lies wholly in the past, so it does nothing any more.';
  return [...findings, warning(`${path}.${window.rrule === null ? 'end' : 'rrule'}`, 'past', message)];
}

function scopeFindings({ scope }: ChangeWindow, path: string, knowns: WindowKnowns): Finding[] {
  switch (scope.on) {
    case 'site':
      return [];
    case 'classes':
      return scope.keys.flatMap((key, place) =>
        knowns.classes.has(key)
          ? []
          : [error(`${path}.keys.${place}`, 'unknown-class', `There is no class “${key}”. Remove it.`)],
      );
    case 'cis':
      return scope.refs.flatMap((ref, place) =>
        knowns.cis.has(ref)
          ? []
          : [error(`${path}.refs.${place}`, 'unknown-ci', `There is no CI “${ref}”. Remove it.`)],
      );
    case 'services':
      return scope.refs.flatMap((ref, place) => serviceFindings(ref, `${path}.refs.${place}`, knowns));
  }
}

function serviceFindings(ref: CiRef, path: string, { cis, services }: WindowKnowns): Finding[] {
  if (services.has(ref)) return [];
  return cis.has(ref)
    ? [error(path, 'not-a-service', `“${ref}” is no business service. Choose it among the CIs instead.`)]
    : [error(path, 'unknown-service', `There is no service “${ref}”. Remove it.`)];
}
