/** What is written down of a change of Acme's, before anybody has done anything about it. */
import type { Answers } from '../../src/change/risk.shapes';
import type { Outcome } from '../../src/change/change.shapes';
import type { TemplateName } from './change-setting';
import type { UserName } from './people';

export const SERVERS = 'Server and Storage';
export const NETWORK = 'Network Operations';
export const APPLICATIONS = 'Business Applications';
export const DESK = 'Service Desk';
export type Team = typeof SERVERS | typeof NETWORK | typeof APPLICATIONS | typeof DESK;

/** Whoever asks for a change leaves the work to a colleague. */
export const MEMBERS: Readonly<Record<Team, readonly [UserName, UserName]>> = {
  [SERVERS]: ['ruth', 'pavel'],
  [NETWORK]: ['noor', 'sven'],
  [APPLICATIONS]: ['mei', 'oscar'],
  [DESK]: ['lena', 'diego'],
};

export interface Texts {
  readonly reason: string;
  readonly implementationPlan: string;
  readonly backoutPlan: string;
  readonly testPlan: string;
  readonly communicationPlan: string;
}

export interface Ending {
  readonly outcome: Outcome;
  readonly deviations?: string;
  readonly lessons?: string;
  /** Summaries of incidents that it caused. */
  readonly caused?: readonly string[];
  /** How much later than planned the work ended. */
  readonly lateMinutes?: number;
}

/** How a change's risk is answered for: from what is done every month to what nobody has done before. */
export type Profile = 'routine' | 'usual' | 'demanding' | 'severe';

export const ANSWERS: Readonly<Record<Profile, Answers>> = {
  routine: answers('routine', 'one', 'test', 'scripted', 'team', 'minutes', 'no', 'no'),
  usual: answers('sometimes', 'few', 'test', 'checklist', 'departments', 'window', 'no', 'no'),
  demanding: answers('once', 'several', 'parts', 'checklist', 'customers', 'window', 'restorable', 'indirectly'),
  severe: answers('never', 'supplier', 'parts', 'manual', 'customers', 'later', 'restorable', 'directly'),
};

function answers(
  ...[experience, complexity, rehearsal, method, audience, wayBack, data, protection]: [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
): Answers {
  return { experience, complexity, rehearsal, method, audience, 'way-back': wayBack, data, protection };
}

export type Reach =
  | 'draft'
  | 'assess'
  | 'assessed'
  | 'authorize'
  | 'approved'
  | 'scheduled'
  | 'implement'
  | 'review'
  | 'closed'
  | 'cancelled';

export interface SeedChange {
  readonly summary: string;
  readonly type: 'standard' | 'normal' | 'emergency';
  readonly template?: TemplateName;
  readonly cis: readonly string[];
  readonly team: Team;
  readonly requester: UserName;
  readonly implementer: UserName;
  /** Epoch milliseconds. Where something stands against it then, the seed looks for the next time, unless it is `fixed`. */
  readonly start: number;
  readonly fixed?: boolean;
  readonly minutes: number;
  readonly outageMinutes?: number;
  /** From the request to the planned start. */
  readonly noticeDays: number;
  readonly texts: Texts;
  readonly profile: Profile;
  /** How far it has come by today. */
  readonly reach: Reach;
  readonly ending: Ending;
  /** How many of the votes asked for are given; all when it is left out. */
  readonly votes?: number;
  readonly rejected?: string;
  /** What was written into the back-out plan after approval. */
  readonly editedAfter?: string;
  readonly acceptedBecause?: string;
  readonly cancelledBecause?: string;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const MINUTE = 60_000;

/** An hour (UTC) of the day so many days before today; after today for negative ones. */
export const atHour = (today: number, daysAgo: number, hour: number): number =>
  Math.floor((today - daysAgo * DAY) / DAY) * DAY + hour * HOUR;

export const WENT_WELL: Ending = { outcome: 'successful' };
