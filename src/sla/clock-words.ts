/** The engine's reasons as sentences. */
import { instant } from '../kernel/time';
import { BLUEPRINT } from '../setup/blueprint';
import type { SiteMap } from '../setup/site-map';
import type { Cause, ClockBecause, GoalInForce } from './clock-report';
import type { Target } from './policy';

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  status: 'Status',
  priority: 'Priority',
  assignee: 'Assignee',
  reporter: 'Reporter',
  resolution: 'Resolution',
  labels: 'Labels',
  issuetype: 'Issue type',
  project: 'Project',
  duedate: 'Due date',
};

export type FieldName = (fieldId: string) => string;

export const fieldNamesOf = (site: SiteMap): FieldName => {
  const own = new Map(BLUEPRINT.fields.map(({ key, name }) => [site.fields[key], name] as const));
  return (fieldId) => SYSTEM_NAMES[fieldId] ?? own.get(fieldId) ?? fieldId;
};

export function causeInWords(cause: Cause, nameOf: FieldName): string {
  switch (cause.cause) {
    case 'created':
      return 'The issue was created';
    case 'changed':
      return cause.to.length === 0
        ? `${nameOf(cause.field)} was emptied`
        : `${nameOf(cause.field)} became ${cause.toText ?? cause.to.join(', ')}`;
    case 'commented':
      return COMMENTED[cause.by];
    case 'policy':
      return `Version ${cause.version} of the service levels came into force`;
  }
}

const COMMENTED = {
  agent: 'An agent commented',
  customer: 'The customer commented',
  app: 'An app commented',
} as const;

export const causesInWords = (causes: readonly Cause[], nameOf: FieldName): string =>
  causes.map((cause) => causeInWords(cause, nameOf)).join('; ');

const UNITS: Readonly<Record<Target['unit'], string>> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  workingDay: 'working day',
};

export const targetInWords = ({ amount, unit }: Target): string => `${amount} ${UNITS[unit]}${amount === 1 ? '' : 's'}`;

const goalInWords = ({ name, target, calendar }: GoalInForce): string =>
  `${name}, ${targetInWords(target)} in ${calendar.name}`;

export function becauseInWords(because: ClockBecause, nameOf: FieldName): string {
  switch (because.why) {
    case 'started':
      return `Started: ${causesInWords(because.by, nameOf)}.`;
    case 'goal':
      return because.when.length === 0
        ? `Goal: ${goalInWords(because.goal)}; no goal before it applies.`
        : `Goal: ${goalInWords(because.goal)}, by ${because.when.map(({ field }) => nameOf(field)).join(', ')}.`;
    case 'retargeted':
      return `Another goal applies: ${causesInWords(because.by, nameOf)}. It was ${because.from === undefined ? 'none' : goalInWords(because.from)}, it is ${goalInWords(because.to)}.`;
    case 'paused':
      return `Paused: ${causesInWords(because.by, nameOf)}.`;
    case 'stopped':
      return `Stopped: ${causesInWords(because.by, nameOf)}.`;
    case 'lifted':
      return `A breach of goal ${because.goal} at ${instant(because.breachedAt)} was lifted at ${instant(because.liftedAt)}, when another goal left more time.`;
  }
}
