/** When who does what with a change: from its request to its closure, or as far as it has come by today. */
import { DAY, HOUR, MINUTE, type Reach, type SeedChange } from './change-kit';
import type { UserName } from './people';

export type Deed =
  | { readonly do: 'create'; readonly by: UserName }
  | { readonly do: 'move'; readonly by: UserName; readonly name: string }
  | { readonly do: 'assess'; readonly by: UserName }
  | { readonly do: 'vote' }
  | { readonly do: 'reject'; readonly by: UserName; readonly reason: string }
  | { readonly do: 'edit'; readonly by: UserName; readonly backoutPlan: string }
  | { readonly do: 'accept'; readonly by: UserName; readonly reason: string }
  | { readonly do: 'review'; readonly by: UserName }
  | { readonly do: 'cancel'; readonly by: UserName; readonly because: string };

export interface Appointment {
  readonly at: number;
  readonly deed: Deed;
}

const MANAGER: UserName = 'changemanager';
/** Boards have three steps at most, and two of three members decide. */
const MOST_VOTES = 5;
/** How long before an emergency is called one. */
const ALARM = 2 * HOUR;
/** What is under way today was asked for in the last weeks. */
const [EARLIEST, LATEST] = [20 * DAY, 6 * HOUR];

/** `caused` is when the last incident that it caused was reported. */
export function appointmentsOf(change: SeedChange, today: number, caused: number | undefined): Appointment[] {
  const created = createdAt(change, today);
  const before = Math.min(change.start, today) - created;
  const share = (part: number): number => {
    const at = created + before * part;
    return change.type === 'emergency' ? at : Math.max(created, Math.min(inOfficeHours(at), created + before));
  };
  const preparing = change.type === 'standard' ? [] : preparation(change, share);
  const all: Appointment[] = [
    { at: created, deed: { do: 'create', by: change.requester } },
    ...preparing,
    ...(reached(change, 'scheduled') ? scheduling(change, share) : []),
    ...work(change, today, caused),
    ...(change.cancelledBecause === undefined
      ? []
      : [{ at: share(0.6), deed: { do: 'cancel' as const, by: change.requester, because: change.cancelledBecause } }]),
  ];
  return all.map(({ at, deed }) => ({ at: wholeMinute(at), deed })).filter(({ at }) => at <= today);
}

const wholeMinute = (at: number): number => Math.floor(at / MINUTE) * MINUTE;

const ORDER: readonly Reach[] = [
  'draft',
  'assess',
  'assessed',
  'cancelled',
  'authorize',
  'approved',
  'scheduled',
  'implement',
  'review',
  'closed',
];
const reached = ({ reach }: SeedChange, stage: Reach): boolean => ORDER.indexOf(reach) >= ORDER.indexOf(stage);

function createdAt({ type, start, noticeDays, reach }: SeedChange, today: number): number {
  if (type === 'emergency') return start - ALARM;
  const wanted = inOfficeHours(start - noticeDays * DAY);
  if (reach === 'closed' || reach === 'cancelled') return wanted;
  return Math.min(Math.max(wanted, today - EARLIEST), today - LATEST);
}

function preparation(change: SeedChange, share: (part: number) => number): Appointment[] {
  const { requester, implementer, votes = MOST_VOTES, rejected, editedAfter } = change;
  const move = (name: string): Deed => ({ do: 'move', by: requester, name });
  const given = rejected === undefined && reached(change, 'authorize') ? votes : 0;
  return [
    ...(reached(change, 'assess') ? [{ at: share(0.05), deed: move('Request assessment') }] : []),
    ...(reached(change, 'assessed') ? [{ at: share(0.12), deed: { do: 'assess', by: implementer } as const }] : []),
    ...(reached(change, 'authorize') ? [{ at: share(0.18), deed: move('Request authorization') }] : []),
    ...Array.from({ length: given }, (_, n): Appointment => ({ at: share(0.25 + n * 0.07), deed: { do: 'vote' } })),
    ...(rejected === undefined
      ? []
      : [{ at: share(0.4), deed: { do: 'reject', by: MANAGER, reason: rejected } as const }]),
    ...(editedAfter === undefined
      ? []
      : [{ at: share(0.8), deed: { do: 'edit', by: implementer, backoutPlan: editedAfter } as const }]),
  ];
}

function scheduling(change: SeedChange, share: (part: number) => number): Appointment[] {
  const { type, requester, acceptedBecause } = change;
  // An emergency that is approved is begun, not scheduled.
  if (type === 'emergency') return [];
  const name = type === 'standard' ? 'Schedule standard change' : 'Schedule';
  const by = type === 'standard' ? requester : MANAGER;
  return [
    ...(acceptedBecause === undefined
      ? []
      : [{ at: share(0.6), deed: { do: 'accept', by: MANAGER, reason: acceptedBecause } as const }]),
    { at: share(type === 'standard' ? 0.02 : 0.65), deed: { do: 'move', by, name } },
  ];
}

function work(change: SeedChange, today: number, caused: number | undefined): Appointment[] {
  const { type, start, minutes, implementer, requester, ending } = change;
  const end = start + (minutes + (ending.lateMinutes ?? 0)) * MINUTE;
  const known = type === 'standard' ? end + 20 * MINUTE : nextMorning(end);
  const reviewed = caused === undefined ? known : Math.min(Math.max(known, nextMorning(caused)), today);
  const name = type === 'emergency' ? 'Implement emergency' : 'Implement';
  return [
    ...(reached(change, 'implement') ? [{ at: start + 2 * MINUTE, deed: moving(implementer, name) }] : []),
    ...(reached(change, 'review') ? [{ at: end, deed: moving(implementer, 'Review') }] : []),
    ...(reached(change, 'closed')
      ? [
          { at: reviewed, deed: { do: 'review', by: type === 'standard' ? implementer : requester } as const },
          { at: reviewed, deed: moving(type === 'standard' ? implementer : MANAGER, 'Close') },
        ]
      : []),
  ];
}

const moving = (by: UserName, name: string): Deed => ({ do: 'move', by, name });

/** The same moment, or the nearest before or after it at which somebody is at their desk (UTC, Monday to Friday). */
function inOfficeHours(at: number): number {
  const day = Math.floor(at / DAY) * DAY;
  const weekday = new Date(at).getUTCDay();
  if (weekday === 6 || weekday === 0) return day - (weekday === 6 ? 1 : 2) * DAY + 15.5 * HOUR;
  return Math.min(Math.max(at, day + 7 * HOUR), day + 15 * HOUR);
}

function nextMorning(at: number): number {
  const next = Math.floor(at / DAY) * DAY + DAY + 8 * HOUR;
  const weekday = new Date(next).getUTCDay();
  return next + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0) * DAY;
}
