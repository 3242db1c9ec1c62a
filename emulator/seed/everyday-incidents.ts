/** The desk's everyday incidents: taken up and solved sooner or later, so that service levels have something to judge. */
import type { SeedIncident, Step } from './incidents';
import type { UserName } from './people';

interface Everyday {
  readonly reported: readonly [daysAgo: number, hour: number];
  readonly by: UserName;
  readonly summary: string;
  readonly description: string;
  readonly rated: readonly [SeedIncident['impact'], SeedIncident['urgency']];
  readonly category: string;
  readonly team: readonly [group: string, assignee: UserName];
  /** Hours after the report: taken up, and solved; null while it is worked on. */
  readonly hours: readonly [started: number, solved: number | null];
  /** Between which hours it waited, and for what. */
  readonly held?: readonly [from: number, to: number, reason: string];
  readonly notes?: string;
}

const DESK = 'Service Desk';
const NETWORK = 'Network Operations';
const APPLICATIONS = 'Business Applications';
const SERVERS = 'Server and Storage';

const EVERYDAY: readonly Everyday[] = [
  {
    reported: [28, 9.2],
    by: 'finance',
    summary: 'Scanned invoices arrive in the wrong folder',
    description: 'Since the folder was renamed on Friday.',
    rated: ['Department', 'High'],
    category: 'Business application',
    team: [APPLICATIONS, 'oscar'],
    hours: [0.8, 26],
    notes: 'Mapping of the scan target corrected.',
  },
  {
    reported: [27, 22.4],
    by: 'warehouse',
    summary: 'Night shift cannot book goods receipts',
    description: 'The booking screen stays white. Trucks are waiting at the ramp.',
    rated: ['Department', 'Critical'],
    category: 'Business application',
    team: [APPLICATIONS, 'mei'],
    hours: [2.1, 10.5],
    notes: 'Application server restarted; log volume was full.',
  },
  {
    reported: [23, 8.1],
    by: 'shop',
    summary: 'No internet in the Wrocław store',
    description: 'Card payments do not work either.',
    rated: ['Enterprise', 'High'],
    category: 'Network',
    team: [NETWORK, 'sven'],
    hours: [0.3, 5.5],
    held: [1, 3.5, 'Awaiting Vendor'],
    notes: 'The provider replaced a line card.',
  },
  {
    reported: [21, 10.7],
    by: 'hr',
    summary: 'Time sheets show yesterday’s bookings twice',
    description: 'About forty people in administration.',
    rated: ['Department', 'High'],
    category: 'Business application',
    team: [APPLICATIONS, 'mei'],
    hours: [5.2, 70],
    held: [6, 46, 'Awaiting Change'],
    notes: 'Import made safe to run twice; doubles removed.',
  },
  {
    reported: [20, 13.6],
    by: 'customer',
    summary: 'Nobody in Sales can open the customer portal',
    description: 'Sign-in goes round in circles.',
    rated: ['Enterprise', 'Critical'],
    category: 'Access',
    team: [SERVERS, 'ruth'],
    hours: [0.2, 6.2],
    notes: 'Clock of the identity server was four minutes off; time source repaired.',
  },
  {
    reported: [15, 9.4],
    by: 'warehouse',
    summary: 'Forklift terminals freeze after the update',
    description: 'Two of twelve, several times an hour.',
    rated: ['Team', 'Critical'],
    category: 'Hardware',
    team: [DESK, 'lena'],
    hours: [0.5, 30],
    notes: 'Rolled back to the former version.',
  },
  {
    reported: [14, 7.9],
    by: 'finance',
    summary: 'Exchange rates are missing since midnight',
    description: 'Quotes in foreign currency cannot be saved.',
    rated: ['Department', 'Critical'],
    category: 'Business application',
    team: [APPLICATIONS, 'oscar'],
    hours: [0.4, 2.2],
    notes: 'The bank changed its certificate; new one installed.',
  },
  {
    reported: [12, 14.2],
    by: 'shop',
    summary: 'Gift cards are refused at all tills',
    description: 'Message "unknown issuer". Twelve stores.',
    rated: ['Enterprise', 'High'],
    category: 'Business application',
    team: [APPLICATIONS, 'mei'],
    hours: [0.4, 9.6],
    notes: 'Issuer list was empty after the nightly load; loaded again, check added.',
  },
  {
    reported: [10, 8.8],
    by: 'hr',
    summary: 'Meeting room screens stay black',
    description: 'Second floor, all of them.',
    rated: ['Department', 'High'],
    category: 'Hardware',
    team: [DESK, 'diego'],
    hours: [1.5, 27],
    notes: 'Docking stations got new firmware.',
  },
  {
    reported: [7, 6.6],
    by: 'warehouse',
    summary: 'Pick lists are printed in the wrong order',
    description: 'Walking distances have doubled.',
    rated: ['Department', 'High'],
    category: 'Business application',
    team: [APPLICATIONS, 'oscar'],
    hours: [3, 50],
    notes: 'Sort key of the route table restored.',
  },
  {
    reported: [6, 16.3],
    by: 'customer',
    summary: 'Video calls have no sound',
    description: 'Whole sales floor since noon.',
    rated: ['Enterprise', 'High'],
    category: 'Telephony',
    team: [NETWORK, 'noor'],
    hours: [0.6, 3],
    notes: 'Quality-of-service rule had swallowed the voice traffic.',
  },
  {
    reported: [2, 8.3],
    by: 'finance',
    summary: 'Dunning letters go out without attachment',
    description: 'Letters of this morning, about two hundred.',
    rated: ['Department', 'Critical'],
    category: 'Business application',
    team: [APPLICATIONS, 'mei'],
    hours: [0.3, 4.1],
    notes: 'Template service had lost its storage credentials.',
  },
  {
    reported: [0.29, 0],
    by: 'warehouse',
    summary: 'Gate barrier of the yard opens for nobody',
    description: 'Trucks queue up to the main road; a guard opens by hand.',
    rated: ['Enterprise', 'High'],
    category: 'Hardware',
    team: [NETWORK, 'noor'],
    hours: [0.3, null],
  },
  {
    reported: [0.06, 0],
    by: 'shop',
    summary: 'Price labels show no prices in the Łódź store',
    description: 'Electronic labels on the whole ground floor.',
    rated: ['Department', 'Critical'],
    category: 'Business application',
    team: [APPLICATIONS, 'oscar'],
    hours: [0.4, null],
  },
];

export const EVERYDAY_INCIDENTS: readonly SeedIncident[] = EVERYDAY.map((one) => {
  const { reported, rated, team, by: reporter, summary, description, category } = one;
  const [daysAgo, hour] = reported;
  const [impact, urgency] = rated;
  const [group] = team;
  const steps = stepsOf(one);
  return { daysAgo, hour, reporter, summary, description, impact, urgency, category, contact: 'Phone', group, steps };
});

function stepsOf({ team: [, assignee], hours: [started, solved], held, notes }: Everyday): Step[] {
  const steps: Step[] = [{ after: started, by: 'agent', do: 'start', assignee }];
  if (held !== undefined) {
    const [from, to, reason] = held;
    steps.push({ after: from, by: assignee, do: 'hold', reason }, { after: to, by: assignee, do: 'resume' });
  }
  if (solved !== null)
    steps.push({ after: solved, by: assignee, do: 'resolve', code: 'Solved (permanently)', notes: notes ?? 'Done.' });
  return steps;
}
