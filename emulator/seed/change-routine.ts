/** Standard changes of the last year: pre-approved work from the catalogue, week after week. */
import {
  APPLICATIONS,
  atHour,
  DESK,
  MEMBERS,
  NETWORK,
  SERVERS,
  WENT_WELL,
  type Ending,
  type SeedChange,
  type Team,
} from './change-kit';
import { SEED_TEMPLATES, type TemplateName } from './change-setting';

interface Routine {
  readonly template: TemplateName;
  readonly team: Team;
  readonly summary: (name: string) => string;
  /** CIs with what people call them, in turns. */
  readonly on: readonly (readonly [ref: string, name: string])[];
  readonly runs: readonly [newest: number, every: number, count: number];
  readonly hour: number;
  readonly troubles?: Readonly<Record<number, Ending>>;
}

const machine = (name: string): [string, string] => [`virtualMachine:${name}`, name];
const application = (slug: string, name: string): [string, string] => [`application:${slug}`, name];
const router = (town: string, name: string): [string, string] => [`networkDevice:${town}-router`, name];

const ROUTINES: readonly Routine[] = [
  {
    template: 'os-patches',
    team: SERVERS,
    summary: (name) => `Patches of ${name}`,
    on: [
      'directory-w01',
      'directory-n01',
      'warehouse-management-w02',
      'erp-w03',
      'web-shop-w03',
      'web-shop-n02',
      'file-shares-w02',
      'telephony-n01',
      'monitoring-n01',
      'backup-n01',
      'erp-w02',
      'hr-portal-n01',
      'pricing-w02',
      'web-shop-w04',
    ].map(machine),
    runs: [3, 7, 51],
    hour: 18,
    troubles: {
      8: {
        outcome: 'backedOut',
        deviations: 'The machine’s agent did not start after the patches.',
        lessons: 'The agent’s version is part of the tested channel now.',
      },
      31: { outcome: 'withIssues', deviations: 'It took a second restart.' },
    },
  },
  {
    template: 'restart-application',
    team: APPLICATIONS,
    summary: (name) => `Restart of ${name}`,
    on: [
      application('hr-portal', 'the HR portal'),
      application('reporting', 'Reporting'),
      application('file-shares', 'the file shares'),
      application('invoice-scanning', 'invoice scanning'),
      application('warehouse-management', 'warehouse management'),
      application('applicant-tracking', 'applicant tracking'),
    ],
    runs: [8, 13, 27],
    hour: 16,
    troubles: { 11: { outcome: 'withIssues', deviations: 'One node needed its cache removed by hand.' } },
  },
  {
    template: 'till-image',
    team: DESK,
    summary: (name) => `Till image for ${name}`,
    on: [
      ['endpoint:till-gdansk-01', 'Gdańsk'],
      ['endpoint:till-poznan-01', 'Poznań'],
      ['endpoint:till-bremen-01', 'Bremen'],
      ['endpoint:till-antwerp-01', 'Antwerp'],
      ['endpoint:till-malmo-01', 'Malmö'],
      ['endpoint:till-aarhus-01', 'Aarhus'],
    ],
    runs: [22, 30, 12],
    hour: 20,
    troubles: {
      4: {
        outcome: 'failed',
        deviations: 'The receipt printers’ driver was missing; tills went back to the former image.',
        lessons: 'The pilot store has one till of each kind.',
      },
    },
  },
  {
    template: 'renew-certificate',
    team: SERVERS,
    summary: (name) => `Certificate of ${name}`,
    on: [
      ['certificate:web-shop-acme-example', 'the web shop'],
      ['certificate:point-of-sale-acme-example', 'the tills'],
    ],
    runs: [40, 47, 8],
    hour: 15,
  },
  {
    template: 'router-firmware',
    team: NETWORK,
    summary: (name) => `Router firmware in ${name}`,
    on: [
      router('lubeck', 'Lübeck'),
      router('gdansk', 'Gdańsk'),
      router('antwerp', 'Antwerp'),
      router('malmo', 'Malmö'),
      router('aarhus', 'Aarhus'),
      router('poznan', 'Poznań'),
      router('rotterdam', 'Rotterdam'),
    ],
    runs: [26, 26, 11],
    hour: 4,
    troubles: {
      0: {
        outcome: 'failed',
        deviations: 'The router lost its configuration; a technician restored it before the store opened at ten.',
        lessons: 'The manufacturer’s new packages reset the second bank. Not to be used until that is solved.',
        lateMinutes: 90,
      },
      1: {
        outcome: 'backedOut',
        deviations: 'The second line did not come up.',
        lessons: 'Lines are checked before the restart as well.',
      },
    },
  },
];

/** All of them until today. */
export const routineChanges = (today: number): SeedChange[] => ROUTINES.flatMap((routine) => runsOf(routine, today));

function runsOf({ template, team, summary, on, runs, hour, troubles }: Routine, today: number): SeedChange[] {
  const [newest, every, count] = runs;
  const { minutes, reason, implementationPlan, backoutPlan, testPlan, communicationPlan } = SEED_TEMPLATES[template];
  return Array.from({ length: count }, (_, run): SeedChange => {
    const [ref, name] = on[run % on.length] ?? ['', ''];
    const [one, other] = MEMBERS[team];
    return {
      summary: summary(name),
      type: 'standard',
      template,
      cis: [ref],
      team,
      requester: run % 2 === 0 ? one : other,
      implementer: run % 3 === 0 ? one : other,
      start: atHour(today, newest + run * every, hour),
      minutes,
      noticeDays: 2,
      texts: { reason, implementationPlan, backoutPlan, testPlan, communicationPlan },
      profile: 'routine',
      reach: 'closed',
      ending: troubles?.[run] ?? WENT_WELL,
    };
  });
}
