import type { FieldKey, IssueTypeKey } from '../site-map';
import type { ScreenField, ScreenSchemeSpec, ScreenSpec } from './types';

const system = (...fields: readonly string[]): ScreenField[] => fields.map((field) => ({ system: field }));
const custom = (...fields: readonly FieldKey[]): ScreenField[] => fields.map((field) => ({ custom: field }));

const CIS: readonly ScreenField[] = [{ app: 'configuration-items' }];

const ASSESSMENT = custom('impact', 'urgency');

const INCIDENT: readonly ScreenSpec[] = [
  {
    key: 'incident-create',
    name: 'Plumbline: Create incident',
    fields: [
      ...system('summary', 'issuetype', 'description', 'reporter'),
      ...ASSESSMENT,
      ...custom('category', 'contactType', 'affectedServices'),
      ...CIS,
      ...custom('supportGroup'),
      ...system('assignee', 'labels'),
    ],
  },
  {
    key: 'incident-edit',
    name: 'Plumbline: Incident',
    fields: [
      ...system('summary', 'issuetype', 'description', 'priority'),
      ...ASSESSMENT,
      ...custom('priorityOverrideReason', 'category', 'contactType', 'affectedServices'),
      ...CIS,
      ...custom('supportGroup'),
      ...system('assignee', 'reporter', 'labels'),
      ...custom('pendingReason', 'resolutionCode', 'resolutionNotes'),
    ],
  },
  { key: 'incident-hold', name: 'Plumbline: Put incident on hold', fields: custom('pendingReason') },
  {
    key: 'incident-resolve',
    name: 'Plumbline: Resolve incident',
    fields: custom('resolutionCode', 'resolutionNotes'),
  },
  { key: 'incident-cancel', name: 'Plumbline: Cancel incident', fields: custom('resolutionNotes') },
];

const CHANGE_PLANS = custom('implementationPlan', 'backoutPlan', 'testPlan', 'communicationPlan');
const CHANGE_TIMES = custom('plannedStart', 'plannedEnd', 'outageStart', 'outageEnd');

const CHANGE: readonly ScreenSpec[] = [
  {
    key: 'change-create',
    name: 'Plumbline: Create change',
    fields: [
      ...system('summary', 'issuetype', 'description', 'reporter'),
      ...custom('changeType', 'changeReason'),
      ...CIS,
      ...CHANGE_TIMES,
      ...custom('implementer', 'supportGroup', 'category', 'affectedServices'),
      ...CHANGE_PLANS,
      ...system('assignee', 'labels'),
    ],
  },
  {
    key: 'change-edit',
    name: 'Plumbline: Change',
    fields: [
      ...system('summary', 'issuetype', 'description', 'priority'),
      ...custom('changeType', 'changeReason'),
      ...CIS,
      ...CHANGE_TIMES,
      ...custom('implementer', 'supportGroup', 'category', 'affectedServices'),
      ...CHANGE_PLANS,
      ...system('assignee', 'reporter', 'labels'),
      ...custom('resolutionNotes'),
    ],
  },
  {
    key: 'change-describe',
    name: 'Plumbline: Describe change',
    fields: [
      ...custom('changeType', 'changeReason'),
      ...CIS,
      ...custom('plannedStart', 'plannedEnd', 'implementer'),
      ...CHANGE_PLANS,
    ],
  },
  { key: 'change-cancel', name: 'Plumbline: Cancel change', fields: custom('resolutionNotes') },
];

/** The other practices start with what they share with incidents. */
const PLAIN_FIELDS: Readonly<Record<Exclude<IssueTypeKey, 'incident' | 'change'>, readonly FieldKey[]>> = {
  problem: ['impact', 'urgency', 'category', 'affectedServices', 'supportGroup'],
  request: ['urgency', 'category', 'contactType', 'supportGroup'],
  release: ['affectedServices', 'supportGroup'],
  improvement: ['affectedServices'],
};

const PLAIN_NAMES: Readonly<Record<keyof typeof PLAIN_FIELDS, string>> = {
  problem: 'Problem',
  request: 'Service request',
  release: 'Release',
  improvement: 'Improvement',
};

const PLAIN_KEYS = ['problem', 'request', 'release', 'improvement'] as const;

const plainScreen = (key: keyof typeof PLAIN_FIELDS): ScreenSpec => ({
  key: `${key}-edit`,
  name: `Plumbline: ${PLAIN_NAMES[key]}`,
  fields: [
    ...system('summary', 'issuetype', 'description', 'priority'),
    ...custom(...PLAIN_FIELDS[key]),
    ...CIS,
    ...system('assignee', 'reporter', 'labels'),
  ],
});

export const SCREENS: readonly ScreenSpec[] = [...INCIDENT, ...CHANGE, ...PLAIN_KEYS.map(plainScreen)];

export const SCREEN_SCHEMES: readonly ScreenSchemeSpec[] = [
  {
    key: 'incident',
    name: 'Plumbline: Incident screens',
    create: 'incident-create',
    edit: 'incident-edit',
    view: 'incident-edit',
  },
  {
    key: 'change',
    name: 'Plumbline: Change screens',
    create: 'change-create',
    edit: 'change-edit',
    view: 'change-edit',
  },
  ...PLAIN_KEYS.map((key) => ({
    key,
    name: `Plumbline: ${PLAIN_NAMES[key]} screens`,
    create: `${key}-edit`,
    edit: `${key}-edit`,
    view: `${key}-edit`,
  })),
];

/** Which practice a screen serves, from its key. */
export const practiceOf = (screenKey: string): string => screenKey.slice(0, screenKey.indexOf('-'));
