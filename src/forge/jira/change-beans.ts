/** How Jira writes a change, and the practice's words for it. */
import { z } from 'zod';
import type { ChangeFacts } from '../../change/change-facts';
import { CHANGE_TYPES, STAGES, type ChangeType, type Plan } from '../../change/change.shapes';
import type { ChangeSeen } from '../../change/change.ports';
import { NOTHING_PUBLISHED, type ChangePublication } from '../../change/publication';
import { NO_TEXT, textFactOf } from '../../change/text-fact';
import { AccountId, CiRef, IssueKey } from '../../contract/ids';
import { instant, type Instant } from '../../kernel/time';
import type { FieldKey, SiteMap } from '../../setup/site-map';
import { plainText } from './plain-text';

/** Ids of the app's own fields; undefined until Jira shows them, shortly after the installation. */
export interface ChangeFieldIds {
  readonly cis: string | undefined;
  readonly published: Readonly<Record<keyof ChangePublication, string>> | undefined;
}

export interface ChangeReading {
  readonly site: SiteMap;
  readonly ids: ChangeFieldIds;
}

const SYSTEM_FIELDS = ['summary', 'issuetype', 'project', 'status', 'reporter', 'creator', 'created', 'updated'];

const OWN_FIELDS = [
  'changeType',
  'plannedStart',
  'plannedEnd',
  'outageStart',
  'outageEnd',
  'implementer',
  'supportGroup',
  'changeReason',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'communicationPlan',
] as const satisfies readonly FieldKey[];
type OwnField = (typeof OWN_FIELDS)[number];

export const PLAN_FIELDS: Readonly<Record<Plan, OwnField>> = {
  implementation: 'implementationPlan',
  backout: 'backoutPlan',
  test: 'testPlan',
  communication: 'communicationPlan',
};

export const fieldsToRead = ({ site, ids }: ChangeReading): string[] => [
  ...SYSTEM_FIELDS,
  ...OWN_FIELDS.flatMap((key) => site.fields[key] ?? []),
  ...(ids.cis === undefined ? [] : [ids.cis]),
  ...Object.values(ids.published ?? {}),
];

const User = z.object({ accountId: AccountId });

export const ChangeBean = z.object({
  id: z.string(),
  key: IssueKey,
  fields: z.looseObject({
    summary: z.string().nullish(),
    issuetype: z.object({ id: z.string() }),
    project: z.object({ id: z.string() }),
    status: z.object({ id: z.string() }),
    reporter: User.nullish(),
    creator: User.nullish(),
    created: z.string(),
    updated: z.string(),
  }),
});
export type ChangeBean = z.output<typeof ChangeBean>;

/** Undefined for what is no change of one of the app's projects. */
export function seenOf(reading: ChangeReading, { id, key, fields }: ChangeBean): ChangeSeen | undefined {
  const { site } = reading;
  if (fields.issuetype.id !== site.issueTypes.change || !site.projects.some((one) => one.id === fields.project.id))
    return undefined;
  return {
    facts: {
      issueId: id,
      key,
      projectId: fields.project.id,
      summary: fields.summary ?? '',
      stage: STAGES.find((stage) => site.statuses[stage] === fields.status.id),
      requester: fields.reporter?.accountId,
      creator: fields.creator?.accountId,
      ...customFacts(reading, fields),
      createdAt: instant(fields.created),
      updatedAt: instant(fields.updated),
    },
    published: publishedOf(reading, fields),
  };
}

const Option = z.object({ value: z.string() });
const Group = z.object({ name: z.string() });
const LooseRefs = z.array(z.unknown());

type CustomFacts = Omit<
  ChangeFacts,
  'issueId' | 'key' | 'projectId' | 'summary' | 'stage' | 'requester' | 'creator' | 'createdAt' | 'updatedAt'
>;

/** Of fields as Jira's REST API gives them, in which form a transition's input reaches function validators, too. */
function customFacts({ site, ids }: ChangeReading, fields: Readonly<Record<string, unknown>>): CustomFacts {
  const custom = (key: OwnField): unknown => fields[site.fields[key] ?? ''];
  const text = (key: OwnField) => {
    const plain = plainText(custom(key));
    return plain === '' ? NO_TEXT : textFactOf(plain);
  };
  return {
    type: typeOf(Option.safeParse(custom('changeType')).data?.value),
    implementer: User.safeParse(custom('implementer')).data?.accountId,
    team: Group.safeParse(custom('supportGroup')).data?.name,
    plannedStart: momentOf(custom('plannedStart')),
    plannedEnd: momentOf(custom('plannedEnd')),
    outageStart: momentOf(custom('outageStart')),
    outageEnd: momentOf(custom('outageEnd')),
    cis: refsOf(ids.cis === undefined ? undefined : fields[ids.cis]),
    reason: text('changeReason'),
    plans: {
      implementation: text(PLAN_FIELDS.implementation),
      backout: text(PLAN_FIELDS.backout),
      test: text(PLAN_FIELDS.test),
      communication: text(PLAN_FIELDS.communication),
    },
  };
}

const typeOf = (option: string | undefined): ChangeType | undefined =>
  CHANGE_TYPES.find((type) => type === option?.toLowerCase());

/** Option of the select that stands for a type. */
export const optionOf = (type: ChangeType): string => type.charAt(0).toUpperCase() + type.slice(1);

function momentOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  return Number.isNaN(Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))) ? undefined : instant(value);
}

/** Whoever writes the field past the picker may write anything; what is no ref names no CI. */
export const refsOf = (value: unknown): CiRef[] => [
  ...new Set((LooseRefs.safeParse(value).data ?? []).flatMap((one) => CiRef.safeParse(one).data ?? [])),
];

/** A transition's input laid over the facts: only the fields that it names count. */
export function overlaid(
  reading: ChangeReading,
  facts: ChangeFacts,
  modified: Readonly<Record<string, unknown>>,
): ChangeFacts {
  const { site, ids } = reading;
  const fresh = customFacts(reading, modified);
  const named = (key: OwnField): boolean => Object.hasOwn(modified, site.fields[key] ?? '');
  const reporter = Object.hasOwn(modified, 'reporter');
  return {
    ...facts,
    ...(reporter ? { requester: User.safeParse(modified.reporter).data?.accountId } : {}),
    ...(named('changeType') ? { type: fresh.type } : {}),
    ...(named('implementer') ? { implementer: fresh.implementer } : {}),
    ...(named('supportGroup') ? { team: fresh.team } : {}),
    ...(named('plannedStart') ? { plannedStart: fresh.plannedStart } : {}),
    ...(named('plannedEnd') ? { plannedEnd: fresh.plannedEnd } : {}),
    ...(named('outageStart') ? { outageStart: fresh.outageStart } : {}),
    ...(named('outageEnd') ? { outageEnd: fresh.outageEnd } : {}),
    ...(ids.cis !== undefined && Object.hasOwn(modified, ids.cis) ? { cis: fresh.cis } : {}),
    ...(named('changeReason') ? { reason: fresh.reason } : {}),
    plans: {
      implementation: (named('implementationPlan') ? fresh : facts).plans.implementation,
      backout: (named('backoutPlan') ? fresh : facts).plans.backout,
      test: (named('testPlan') ? fresh : facts).plans.test,
      communication: (named('communicationPlan') ? fresh : facts).plans.communication,
    },
  };
}

const Text = z.string().min(1).nullable().catch(null);
const Score = z.number().nullable().catch(null);
const Words = z.array(z.string()).catch([]);

function publishedOf({ ids }: ChangeReading, fields: Readonly<Record<string, unknown>>): ChangePublication {
  if (ids.published === undefined) return NOTHING_PUBLISHED;
  return {
    risk: Text.parse(fields[ids.published.risk] ?? null),
    score: Score.parse(fields[ids.published.score] ?? null),
    approval: Text.parse(fields[ids.published.approval] ?? null),
    tokens: Words.parse(fields[ids.published.tokens] ?? []),
  };
}
