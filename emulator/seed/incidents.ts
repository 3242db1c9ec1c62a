/** A month on Acme's service desk: what was reported, when, and what became of it. */
import type { UserName } from './people';

export type Impact = 'Enterprise' | 'Department' | 'Team' | 'Individual';
export type Urgency = 'Critical' | 'High' | 'Medium' | 'Low';

/** `after` counts hours from the report. */
export type Step =
  | { readonly after: number; readonly by: UserName; readonly do: 'start'; readonly assignee: UserName }
  | { readonly after: number; readonly by: UserName; readonly do: 'hold'; readonly reason: string }
  | { readonly after: number; readonly by: UserName; readonly do: 'resume' }
  | {
      readonly after: number;
      readonly by: UserName;
      readonly do: 'resolve';
      readonly code: string;
      readonly notes: string;
    }
  | { readonly after: number; readonly by: UserName; readonly do: 'reopen' }
  | { readonly after: number; readonly by: UserName; readonly do: 'comment'; readonly text: string }
  | {
      readonly after: number;
      readonly by: UserName;
      readonly do: 'override';
      readonly priority: string;
      readonly reason: string;
    };

export interface SeedIncident {
  /** Days before today, and the hour of that day (UTC). */
  readonly daysAgo: number;
  readonly hour: number;
  readonly reporter: UserName;
  readonly summary: string;
  readonly description: string;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly category: string;
  readonly contact: string;
  readonly group: string;
  readonly steps: readonly Step[];
}

const SOLVED = 'Solved (permanently)';
const WORKAROUND = 'Solved (workaround)';

export const INCIDENTS: readonly SeedIncident[] = [
  {
    daysAgo: 29,
    hour: 8.2,
    reporter: 'warehouse',
    summary: 'Handheld scanners lose Wi-Fi in aisle 14 to 20',
    description:
      'Since this morning the pickers have to walk to the end of the aisle to sync. Three shifts are affected.',
    impact: 'Department',
    urgency: 'High',
    category: 'Network',
    contact: 'Phone',
    group: 'Network Operations',
    steps: [
      { after: 0.4, by: 'agent', do: 'start', assignee: 'noor' },
      {
        after: 2,
        by: 'noor',
        do: 'comment',
        text: 'Access point AP-WH-07 is rebooting every ten minutes; power over Ethernet budget exceeded.',
      },
      { after: 3, by: 'noor', do: 'hold', reason: 'Awaiting Vendor' },
      { after: 28, by: 'noor', do: 'resume' },
      {
        after: 30,
        by: 'noor',
        do: 'resolve',
        code: SOLVED,
        notes: 'Replaced the PoE switch in cabinet W3; the access points have been stable since.',
      },
    ],
  },
  {
    daysAgo: 26,
    hour: 13.1,
    reporter: 'finance',
    summary: 'Month-end report in the ERP ends with a time-out',
    description: 'Report FIN-220 stops after exactly five minutes. The books close tomorrow.',
    impact: 'Department',
    urgency: 'Critical',
    category: 'Business application',
    contact: 'Email',
    group: 'Business Applications',
    steps: [
      { after: 0.2, by: 'lena', do: 'start', assignee: 'mei' },
      {
        after: 5,
        by: 'mei',
        do: 'resolve',
        code: WORKAROUND,
        notes: 'Report moved to the batch queue, where no time-out applies.',
      },
      {
        after: 20,
        by: 'finance',
        do: 'comment',
        text: 'The figures for subsidiary 3 are missing in the batch version.',
      },
      { after: 20.5, by: 'lena', do: 'reopen' },
      {
        after: 27,
        by: 'mei',
        do: 'resolve',
        code: SOLVED,
        notes: 'Index added on the postings table; FIN-220 runs in 40 seconds in the dialogue again.',
      },
    ],
  },
  {
    daysAgo: 22,
    hour: 9.5,
    reporter: 'hr',
    summary: 'New colleague cannot sign in to the HR portal',
    description: 'Starts today, account exists, but the portal says "no access".',
    impact: 'Individual',
    urgency: 'High',
    category: 'Access',
    contact: 'Self-service',
    group: 'Service Desk',
    steps: [
      { after: 1, by: 'agent', do: 'start', assignee: 'agent' },
      {
        after: 1.6,
        by: 'agent',
        do: 'resolve',
        code: SOLVED,
        notes: 'Licence group was missing in the onboarding form; added.',
      },
    ],
  },
  {
    daysAgo: 19,
    hour: 6.9,
    reporter: 'shop',
    summary: 'Tills in the Poznań store print no receipts',
    description: 'All four tills since opening. Customers are waiting.',
    impact: 'Team',
    urgency: 'Critical',
    category: 'Hardware',
    contact: 'Phone',
    group: 'Service Desk',
    steps: [
      { after: 0.1, by: 'diego', do: 'start', assignee: 'diego' },
      {
        after: 0.3,
        by: 'diego',
        do: 'override',
        priority: 'Highest',
        reason: 'A store with no receipts has to close by law; treated as an outage of the store.',
      },
      {
        after: 1.4,
        by: 'diego',
        do: 'resolve',
        code: SOLVED,
        notes: 'Print server in the store had a full disk after the update; cleaned and alarm added.',
      },
    ],
  },
  {
    daysAgo: 16,
    hour: 10.0,
    reporter: 'customer',
    summary: 'Quotes open with last year’s price list',
    description: 'Noticed in three quotes this week. We had to correct them by hand.',
    impact: 'Department',
    urgency: 'Medium',
    category: 'Business application',
    contact: 'Email',
    group: 'Business Applications',
    steps: [
      { after: 3, by: 'lena', do: 'start', assignee: 'oscar' },
      { after: 50, by: 'oscar', do: 'hold', reason: 'Awaiting Change' },
    ],
  },
  {
    daysAgo: 13,
    hour: 15.4,
    reporter: 'finance',
    summary: 'Shared drive of Finance is read-only',
    description: 'Saving fails with "access denied" for everybody in Finance.',
    impact: 'Department',
    urgency: 'High',
    category: 'Storage',
    contact: 'Phone',
    group: 'Server and Storage',
    steps: [
      { after: 0.3, by: 'agent', do: 'start', assignee: 'ruth' },
      {
        after: 2.2,
        by: 'ruth',
        do: 'resolve',
        code: SOLVED,
        notes: 'Snapshot reserve was full; old snapshots removed, quota raised.',
      },
    ],
  },
  {
    daysAgo: 12,
    hour: 8.7,
    reporter: 'warehouse',
    summary: 'Label printer 6 prints blank labels',
    description: 'Happens with every third label or so.',
    impact: 'Team',
    urgency: 'Low',
    category: 'Hardware',
    contact: 'Walk-up',
    group: 'Service Desk',
    steps: [
      { after: 6, by: 'lena', do: 'start', assignee: 'lena' },
      { after: 7, by: 'lena', do: 'hold', reason: 'Awaiting User Info' },
    ],
  },
  {
    daysAgo: 9,
    hour: 7.3,
    reporter: 'customer',
    summary: 'Web shop answers in more than ten seconds',
    description: 'Checkout is painfully slow since about seven o’clock. Customers complain on the phone.',
    impact: 'Enterprise',
    urgency: 'Critical',
    category: 'Business application',
    contact: 'Monitoring',
    group: 'Business Applications',
    steps: [
      { after: 0.1, by: 'agent', do: 'start', assignee: 'mei' },
      {
        after: 0.5,
        by: 'mei',
        do: 'comment',
        text: 'Payment provider answers slowly; checkout waits for it synchronously.',
      },
      {
        after: 2.6,
        by: 'mei',
        do: 'resolve',
        code: WORKAROUND,
        notes: 'Second payment provider switched on until the first one recovers.',
      },
    ],
  },
  {
    daysAgo: 8,
    hour: 11.2,
    reporter: 'hr',
    summary: 'Mailbox of the works council is full',
    description: 'Mails bounce. Needs to stay confidential.',
    impact: 'Team',
    urgency: 'Medium',
    category: 'Email',
    contact: 'Self-service',
    group: 'Service Desk',
    steps: [{ after: 4, by: 'diego', do: 'start', assignee: 'diego' }],
  },
  {
    daysAgo: 6,
    hour: 9.1,
    reporter: 'shop',
    summary: 'VPN of the Gdańsk store drops every afternoon',
    description: 'Between two and three, for some minutes each. Stock enquiries fail then.',
    impact: 'Team',
    urgency: 'High',
    category: 'Network',
    contact: 'Phone',
    group: 'Network Operations',
    steps: [
      { after: 1, by: 'agent', do: 'start', assignee: 'sven' },
      { after: 8, by: 'sven', do: 'hold', reason: 'Awaiting Evidence' },
    ],
  },
  {
    daysAgo: 5,
    hour: 14.0,
    reporter: 'warehouse',
    summary: 'Conveyor control shows stale orders',
    description: 'The list is about twenty minutes behind. Packing works from paper.',
    impact: 'Department',
    urgency: 'Critical',
    category: 'Business application',
    contact: 'Phone',
    group: 'Business Applications',
    steps: [
      { after: 0.2, by: 'lena', do: 'start', assignee: 'oscar' },
      {
        after: 3,
        by: 'oscar',
        do: 'resolve',
        code: SOLVED,
        notes: 'Message queue consumer restarted; memory limit raised.',
      },
    ],
  },
  {
    daysAgo: 4,
    hour: 10.6,
    reporter: 'finance',
    summary: 'Invoice scanner skips pages',
    description: 'Double-feed warning, but only single pages in the tray.',
    impact: 'Individual',
    urgency: 'Medium',
    category: 'Hardware',
    contact: 'Email',
    group: 'Service Desk',
    steps: [{ after: 20, by: 'agent', do: 'start', assignee: 'agent' }],
  },
  {
    daysAgo: 3,
    hour: 8.4,
    reporter: 'customer',
    summary: 'Phone system: calls drop when transferred',
    description: 'Sales cannot hand calls to the back office. Started with the weekend’s update.',
    impact: 'Department',
    urgency: 'High',
    category: 'Telephony',
    contact: 'Phone',
    group: 'Network Operations',
    steps: [
      { after: 0.5, by: 'diego', do: 'start', assignee: 'noor' },
      { after: 5, by: 'noor', do: 'hold', reason: 'Awaiting Vendor' },
    ],
  },
  {
    daysAgo: 2,
    hour: 16.2,
    reporter: 'hr',
    summary: 'Applicants cannot upload documents larger than 2 MB',
    description: 'The career page says 10 MB.',
    impact: 'Team',
    urgency: 'Medium',
    category: 'Business application',
    contact: 'Email',
    group: 'Business Applications',
    steps: [{ after: 15, by: 'lena', do: 'start', assignee: 'mei' }],
  },
  {
    daysAgo: 1,
    hour: 9.9,
    reporter: 'shop',
    summary: 'Opening hours on the website are wrong',
    description: 'The Łódź store shows Sunday hours that do not exist.',
    impact: 'Individual',
    urgency: 'Low',
    category: 'Business application',
    contact: 'Self-service',
    group: 'Service Desk',
    steps: [],
  },
  {
    daysAgo: 1,
    hour: 13.5,
    reporter: 'warehouse',
    summary: 'Backup of the warehouse database failed twice',
    description: 'Monitoring reports two failed nights in a row.',
    impact: 'Team',
    urgency: 'High',
    category: 'Storage',
    contact: 'Monitoring',
    group: 'Server and Storage',
    steps: [{ after: 0.4, by: 'agent', do: 'start', assignee: 'pavel' }],
  },
  {
    daysAgo: 0.4,
    hour: 0,
    reporter: 'finance',
    summary: 'Bank interface rejects the payment file',
    description: 'Error "certificate not valid". Payments are due by five o’clock.',
    impact: 'Department',
    urgency: 'Critical',
    category: 'Business application',
    contact: 'Phone',
    group: 'Business Applications',
    steps: [{ after: 0.3, by: 'lena', do: 'start', assignee: 'oscar' }],
  },
  {
    daysAgo: 0.2,
    hour: 0,
    reporter: 'customer',
    summary: 'Laptop does not wake up in the docking station',
    description: 'Only after pulling the cable twice.',
    impact: 'Individual',
    urgency: 'Medium',
    category: 'Hardware',
    contact: 'Chat',
    group: 'Service Desk',
    steps: [],
  },
];
