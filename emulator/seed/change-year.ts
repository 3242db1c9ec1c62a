/** A year of changes that are over: normal ones of the works that come again, emergencies, and some that were called off. */
import {
  APPLICATIONS,
  atHour,
  MEMBERS,
  NETWORK,
  SERVERS,
  WENT_WELL,
  type Ending,
  type SeedChange,
  type Team,
} from './change-kit';
import { routineChanges } from './change-routine';
import { WORKS, type Work } from './change-works';

export const pastChanges = (today: number): SeedChange[] => [
  ...WORKS.flatMap((work) => runsOf(work, today)),
  ...routineChanges(today),
  ...EMERGENCIES.map((emergency) => emergencyChange(emergency, today)),
  ...CALLED_OFF.map((one) => calledOff(one, today)),
];

const TESTED = 'The checks of the runbook, then an hour of watching the monitoring.';
const TOLD = 'The service desk and the key users concerned are told on the day before.';

function runsOf(work: Work, today: number): SeedChange[] {
  const [newest, every, count] = work.runs;
  const [one, other] = MEMBERS[work.team];
  return Array.from({ length: count }, (_, run): SeedChange => {
    const { outageMinutes } = work;
    return {
      summary: work.name(run),
      type: 'normal',
      cis: work.cis[run % work.cis.length] ?? [],
      team: work.team,
      requester: run % 2 === 0 ? one : other,
      implementer: run % 2 === 0 ? other : one,
      start: atHour(today, newest + run * every, work.hour),
      minutes: work.minutes,
      ...(outageMinutes === undefined ? {} : { outageMinutes }),
      noticeDays: work.noticeDays,
      texts: {
        reason: work.reason,
        implementationPlan: work.plan,
        backoutPlan: work.backout,
        testPlan: work.test ?? TESTED,
        communicationPlan: work.tells ?? TOLD,
      },
      profile: work.profile,
      reach: 'closed',
      ending: work.troubles?.[run] ?? WENT_WELL,
    };
  });
}

interface Emergency {
  readonly summary: string;
  readonly daysAgo: number;
  readonly hour: number;
  readonly team: Team;
  readonly ci: string;
  readonly reason: string;
  readonly plan: string;
  readonly backout: string;
  readonly ending: Ending;
}

const well = (lessons: string): Ending => ({ outcome: 'successful', lessons });

const EMERGENCIES: readonly Emergency[] = [
  {
    summary: 'Time source of the directory repaired',
    daysAgo: 20,
    hour: 15.5,
    team: SERVERS,
    ci: 'application:directory',
    reason: 'Sign-in fails: the clock is four minutes off.',
    plan: 'Point both controllers to the second time source and restart the time service.',
    backout: 'Point them back.',
    ending: well('Monitoring compares the clocks of all controllers now.'),
  },
  {
    summary: 'Certificate of the bank’s exchange rates',
    daysAgo: 14,
    hour: 8.5,
    team: APPLICATIONS,
    ci: 'application:bank-interface',
    reason: 'The bank changed its certificate; no exchange rates since midnight.',
    plan: 'Import the new certificate and restart the connector.',
    backout: 'Remove it; nothing works with the former one either.',
    ending: well('The bank’s notices go to the team’s mailbox from now on, not to one person.'),
  },
  {
    summary: 'Security hole in the web shop’s search closed',
    daysAgo: 73,
    hour: 13,
    team: APPLICATIONS,
    ci: 'application:web-shop',
    reason: 'A proof of concept went round this morning.',
    plan: 'Deploy the corrected library to all nodes, one by one.',
    backout: 'Deploy the former release, with search switched off.',
    ending: {
      outcome: 'withIssues',
      deviations: 'Search was slow for an hour, until its index was built anew.',
      lessons: 'The index is built before a node gets traffic.',
    },
  },
  {
    summary: 'Disk replaced in rtm-san-01',
    daysAgo: 118,
    hour: 10,
    team: SERVERS,
    ci: 'storage:rtm-san-01',
    reason: 'Two disks of one group show errors; a third would cost data.',
    plan: 'Replace the worse one, wait for the rebuild, replace the other.',
    backout: 'None: the disk is broken already.',
    ending: well('Disks of one delivery are spread over groups.'),
  },
  {
    summary: 'VPN gateways patched against remote access',
    daysAgo: 157,
    hour: 11,
    team: NETWORK,
    ci: 'applicationService:vpn',
    reason: 'Actively used weakness, warned of by the authorities.',
    plan: 'Patch the standby, swing over, patch the other.',
    backout: 'Swing back to the one that is not patched, with access limited to known addresses.',
    ending: {
      outcome: 'failed',
      deviations: 'The swing-over took the tunnels of four stores down until noon.',
      lessons: 'Tunnels are set up anew by script before the swing-over.',
    },
  },
  {
    summary: 'Database of the tills given more room',
    daysAgo: 211,
    hour: 9,
    team: SERVERS,
    ci: 'database:point-of-sale-db',
    reason: 'Its disk is full within hours; tills would stop.',
    plan: 'Extend the disk and the file system while it runs.',
    backout: 'None needed: room is only added.',
    ending: well('Alarms of disks tell the days left, not the percentage.'),
  },
  {
    summary: 'Loop in the warehouse’s network ended',
    daysAgo: 264,
    hour: 7,
    team: NETWORK,
    ci: 'networkDevice:warehouse-access-point-03',
    reason: 'The handhelds lose their connection every few minutes.',
    plan: 'Switch the port off, turn loop protection on for all ports of the hall.',
    backout: 'Turn loop protection off again.',
    ending: well('Loop protection belongs to the standard configuration.'),
  },
  {
    summary: 'Mass mailing stopped at the mail gateway',
    daysAgo: 309,
    hour: 14,
    team: NETWORK,
    ci: 'networkDevice:ham-firewall',
    reason: 'An account sends thousands of mails.',
    plan: 'Block its sending at the firewall; let the service desk reset it.',
    backout: 'Remove the block.',
    ending: well('Sending is limited per hour.'),
  },
];

function emergencyChange(emergency: Emergency, today: number): SeedChange {
  const { summary, daysAgo, hour, team, ci, reason, plan, backout, ending } = emergency;
  const [one, other] = MEMBERS[team];
  return {
    summary,
    type: 'emergency',
    cis: [ci],
    team,
    requester: one,
    implementer: other,
    start: atHour(today, daysAgo, hour),
    minutes: 90,
    noticeDays: 0,
    texts: {
      reason,
      implementationPlan: plan,
      backoutPlan: backout,
      testPlan: 'What did not work has to work again.',
      communicationPlan: 'The service desk tells those who called.',
    },
    profile: 'usual',
    reach: 'closed',
    ending,
  };
}

interface CalledOff {
  readonly summary: string;
  readonly daysAgo: number;
  readonly team: Team;
  readonly ci: string;
  readonly because: string;
}

const CALLED_OFF: readonly CalledOff[] = [
  {
    summary: 'New load balancing of the web shop',
    daysAgo: 52,
    team: SERVERS,
    ci: 'cluster:web-shop-lb',
    because: 'The manufacturer withdrew the version.',
  },
  {
    summary: 'Voice mail moves to the new platform',
    daysAgo: 103,
    team: NETWORK,
    ci: 'application:telephony',
    because: 'Sales asked for another date; it comes back with the next update.',
  },
  {
    summary: 'Second scanner line for invoices',
    daysAgo: 181,
    team: APPLICATIONS,
    ci: 'application:invoice-scanning',
    because: 'The project was stopped.',
  },
];

function calledOff({ summary, daysAgo, team, ci, because }: CalledOff, today: number): SeedChange {
  const [one, other] = MEMBERS[team];
  return {
    summary,
    type: 'normal',
    cis: [ci],
    team,
    requester: one,
    implementer: other,
    start: atHour(today, daysAgo, 17),
    minutes: 120,
    noticeDays: 9,
    texts: {
      reason: 'Part of this year’s programme.',
      implementationPlan: 'Set it up beside what is there, test it with two users, switch over.',
      backoutPlan: 'Switch back; the former set-up stays for a month.',
      testPlan: TESTED,
      communicationPlan: TOLD,
    },
    profile: 'usual',
    reach: 'cancelled',
    cancelledBecause: because,
    ending: WENT_WELL,
  };
}
