/** Changes that are under way today: one for each place where a change can stand. */
import { APPLICATIONS, atHour, DAY, HOUR, MEMBERS, NETWORK, SERVERS, WENT_WELL, type SeedChange } from './change-kit';
import { SEED_TEMPLATES, type TemplateName } from './change-setting';
import type { UserName } from './people';

type Sketch = Omit<Partial<SeedChange>, 'texts'> &
  Pick<SeedChange, 'summary' | 'cis' | 'team' | 'start' | 'reach'> & {
    readonly reason: string;
    readonly plan: string;
    readonly backout: string;
  };

/** People plan by the quarter of an hour. */
const lastQuarter = (today: number): number => Math.floor(today / (HOUR / 4)) * (HOUR / 4);

/** Of the next night in which work can still be prepared. */
const tonight = (today: number): number => {
  const evening = atHour(today, 0, 20);
  return evening - today > 3 * HOUR ? evening : evening + DAY;
};

/** The day before the turn of the year on which the freeze lasts: in it at any rate. */
function inTheFreeze(today: number): number {
  const year = new Date(today).getUTCFullYear();
  const planned = Date.UTC(year, 11, 28, 17);
  return planned > today + 2 * DAY ? planned : Date.UTC(year + 1, 11, 28, 17);
}

export const changesOfToday = (today: number): SeedChange[] => [
  ...drafts(today),
  ...awaited(today),
  ...standing(today),
  ...scheduled(today),
  ...underWay(today),
];

function drafts(today: number): SeedChange[] {
  return [
    normal({
      summary: 'Move the archive to cheaper storage',
      cis: [],
      team: SERVERS,
      start: atHour(today, -24, 18),
      reach: 'draft',
      reason: 'A third of the expensive storage holds files that nobody has opened for three years.',
      plan: 'Still to be written with the storage’s manufacturer.',
      backout: 'Links lead to the former place until everything is checked.',
    }),
    standard('router-firmware', {
      summary: 'Router firmware in Bremen',
      cis: ['networkDevice:bremen-router'],
      team: NETWORK,
      start: atHour(today, -6, 4),
      reach: 'draft',
    }),
    normal({
      summary: 'Reporting: figures of the current day',
      cis: ['application:reporting'],
      team: APPLICATIONS,
      start: atHour(today, -15, 17),
      reach: 'assess',
      reason: 'Store managers want to see today’s sales before they order.',
      plan: 'Load every fifteen minutes instead of once a night, first for two stores.',
      backout: 'Switch the additional loads off.',
    }),
    normal({
      summary: 'HR portal: sign-in with a second factor',
      cis: ['application:hr-portal'],
      team: APPLICATIONS,
      start: atHour(today, -12, 17),
      fixed: true,
      noticeDays: 24,
      reach: 'assessed',
      reason: 'Auditors ask for a second factor where personal data is shown.',
      plan: 'Switch it on for HR, a week later for everybody.',
      backout: 'Switch it off; accounts keep working with the password.',
    }),
  ];
}

function awaited(today: number): SeedChange[] {
  return [
    normal({
      summary: 'ERP: move of the general ledger to the new structure',
      cis: ['application:erp', 'database:orders'],
      team: APPLICATIONS,
      start: atHour(today, -15, 5),
      minutes: 300,
      outageMinutes: 240,
      profile: 'severe',
      reach: 'authorize',
      votes: 1,
      reason: 'The auditors accept the former structure until the end of the year only.',
      plan: 'Stop all interfaces, run the conversion, let Finance compare balances account by account, open the system.',
      backout: 'Restore the database as it was before the conversion; four hours.',
    }),
    normal({
      summary: 'Telephony: new numbers for the Antwerp store',
      cis: ['application:telephony'],
      team: NETWORK,
      start: atHour(today, -9, 17),
      reach: 'authorize',
      votes: 0,
      reason: 'The carrier gives up the former block.',
      plan: 'Add the new block, announce it, let both ring for a month.',
      backout: 'Remove the new block.',
    }),
    normal({
      summary: 'Print server: drivers without the manufacturer’s tools',
      cis: ['application:print-server'],
      team: SERVERS,
      start: atHour(today, -8, 17),
      reach: 'authorize',
      rejected: 'Label printers are not part of the test plan. Try one of each model in the warehouse first.',
      reason: 'The manufacturer’s tools slow every sign-in down.',
      plan: 'Replace the drivers printer by printer.',
      backout: 'Install the former drivers.',
    }),
    normal({
      summary: 'File shares: end of the oldest protocol version',
      cis: ['application:file-shares'],
      team: SERVERS,
      start: atHour(today, -11, 18),
      reach: 'approved',
      editedAfter: 'Switch the protocol on again by group policy; it takes up to two hours until everybody has it.',
      reason: 'Version 1 has weaknesses that are used by malware.',
      plan: 'Switch it off by group policy, site by site, after the list of users of the last month is empty.',
      backout: 'Switch the protocol on again.',
    }),
  ];
}

/** What stands against each other, or against the calendar. */
function standing(today: number): SeedChange[] {
  const start = atHour(today, -10, 18);
  return [
    normal({
      summary: 'Warehouse management: batches of perishable goods',
      cis: ['application:warehouse-management'],
      team: APPLICATIONS,
      start,
      fixed: true,
      minutes: 180,
      // Scheduled before the other one asks for the same evening.
      noticeDays: 24,
      reach: 'scheduled',
      reason: 'The new customer buys food, whose batches have to be traced.',
      plan: 'Switch the module on, load the article data, let the morning shift book one delivery.',
      backout: 'Switch the module off; bookings stay without batches.',
    }),
    normal({
      summary: 'Warehouse management: archive of the year before last',
      cis: ['application:warehouse-management'],
      team: SERVERS,
      start: start + HOUR,
      fixed: true,
      minutes: 240,
      noticeDays: 11,
      reach: 'authorize',
      votes: 0,
      reason: 'Searches take twice as long as a year ago.',
      plan: 'Move the closed orders of that year to the archive, month by month.',
      backout: 'Move the months back.',
    }),
    normal({
      summary: 'Year-end prices for the wholesale catalogue',
      cis: ['application:reporting'],
      team: APPLICATIONS,
      start: inTheFreeze(today),
      fixed: true,
      reach: 'approved',
      reason: 'Purchasing wants the new price list on the first working day.',
      plan: 'Load the list overnight, compare a hundred articles.',
      backout: 'Load the former list.',
    }),
    normal({
      summary: 'HR portal: maintenance of its database beside the release',
      cis: ['application:hr-portal'],
      team: SERVERS,
      start: atHour(today, -12, 18),
      fixed: true,
      noticeDays: 15,
      reach: 'scheduled',
      acceptedBecause: 'Both teams work side by side that evening, and the portal is announced as closed.',
      reason: 'Its tables have grown by a half.',
      plan: 'Reorganise the three largest tables while the portal is closed anyway.',
      backout: 'Stop; what is reorganised stays.',
    }),
  ];
}

function scheduled(today: number): SeedChange[] {
  const night = atHour(today, -4, 19);
  const node = (code: string, requester: UserName, implementer: UserName, start: number): SeedChange =>
    normal({
      summary: `Memory of orders-db-${code} doubled`,
      cis: [`virtualMachine:orders-db-${code}`],
      team: SERVERS,
      requester,
      implementer,
      start,
      fixed: true,
      minutes: 90,
      profile: 'routine',
      reach: 'scheduled',
      reason: 'The nightly loads push the database’s cache out.',
      plan: `Let the other node carry the load, stop the node, double its memory, start it, let it catch up.`,
      backout: 'Start it with the memory it had.',
    });
  return [
    node('rtm', 'ruth', 'pavel', night),
    node('ham', 'pavel', 'ruth', night + 0.5 * HOUR),
    standard('os-patches', {
      summary: 'Patches of monitoring-w01',
      cis: ['virtualMachine:monitoring-w01'],
      team: SERVERS,
      start: tonight(today),
      reach: 'scheduled',
    }),
    standard('till-image', {
      summary: 'Till image for Poznań',
      cis: ['endpoint:till-poznan-02'],
      team: NETWORK,
      start: atHour(today, -7, 20),
      reach: 'scheduled',
    }),
    normal({
      summary: 'Web shop release 8.25',
      cis: ['application:web-shop'],
      team: APPLICATIONS,
      start: atHour(today, -14, 19),
      reach: 'scheduled',
      reason: 'What the sales team and the shop’s customers asked for in the last sprint.',
      plan: 'Deploy to the northern nodes, watch the error rate for fifteen minutes, then to the western ones.',
      backout: 'Deploy the former release the same way.',
    }),
  ];
}

function underWay(today: number): SeedChange[] {
  return [
    standard('os-patches', {
      summary: 'Patches of backup-w01',
      cis: ['virtualMachine:backup-w01'],
      team: SERVERS,
      start: lastQuarter(today) - 0.5 * HOUR,
      fixed: true,
      reach: 'implement',
    }),
    normal({
      summary: 'Invoice scanning: new recognition of suppliers',
      cis: ['application:invoice-scanning'],
      team: APPLICATIONS,
      start: atHour(today, 1, 17),
      reach: 'review',
      reason: 'One invoice in ten is assigned to the wrong supplier.',
      plan: 'Switch the new recognition on for the ten largest suppliers.',
      backout: 'Switch it off.',
    }),
    {
      ...normal({
        summary: 'Bank interface: certificate for payment files',
        cis: ['application:bank-interface'],
        team: APPLICATIONS,
        start: lastQuarter(today) + HOUR,
        fixed: true,
        reach: 'authorize',
        votes: 1,
        reason: 'The bank rejects today’s payments; they are due by five o’clock.',
        plan: 'Import the bank’s new certificate, send a test file, send the payments.',
        backout: 'Remove it; Finance takes the payments to the bank’s web site.',
      }),
      type: 'emergency',
      noticeDays: 0,
    },
  ];
}

function normal({ reason, plan, backout, ...sketch }: Sketch): SeedChange {
  const [one, other] = MEMBERS[sketch.team];
  return {
    type: 'normal',
    requester: one,
    implementer: other,
    minutes: 120,
    noticeDays: 16,
    profile: 'usual',
    ending: WENT_WELL,
    texts: {
      reason,
      implementationPlan: plan,
      backoutPlan: backout,
      testPlan: 'The checks of the runbook, then an hour of watching the monitoring.',
      communicationPlan: 'The service desk and the key users concerned are told on the day before.',
    },
    ...sketch,
  };
}

function standard(template: TemplateName, sketch: Omit<Sketch, 'reason' | 'plan' | 'backout'>): SeedChange {
  const [one, other] = MEMBERS[sketch.team];
  const { minutes, reason, implementationPlan, backoutPlan, testPlan, communicationPlan } = SEED_TEMPLATES[template];
  return {
    type: 'standard',
    template,
    requester: one,
    implementer: other,
    minutes,
    noticeDays: 2,
    profile: 'routine',
    ending: WENT_WELL,
    texts: { reason, implementationPlan, backoutPlan, testPlan, communicationPlan },
    ...sketch,
  };
}
