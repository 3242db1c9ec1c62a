/**
 * The words of the CMDB as shapes: classes with their attributes, CIs, relations, redundancy, history. Everything is JSON
 * as it travels and is stored; instants are ISO text, dates `YYYY-MM-DD`.
 */
import { z } from 'zod';
import { AccountId, CiRef } from '../contract/ids';

const Iso = z.iso.datetime();

/**
 * What classes, attributes, states, relation types and options are called in data. A name that every JavaScript object has
 * (`constructor`, `toString`) is refused: looked up in a record, it would be found where nobody put it.
 */
export const ModelKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'A key starts with a small letter and has up to 40 letters and digits.')
  .refine((key) => !(key in {}), 'This word is reserved. Choose another key.');
export type ModelKey = z.output<typeof ModelKey>;

export const MODEL_LIMITS = {
  /** Characters of a CI's name; Jira's summary has the same bound. */
  name: 255,
  /** Characters of a value of one line. */
  text: 1_000,
  /** Characters of a value of several lines. */
  multiline: 20_000,
  /** Bytes of a CI as JSON. A stored value may have 240 KiB; a history entry holds two of them. */
  ciBytes: 100_000,
  /** Characters of an attribute's pattern. */
  pattern: 200,
  classes: 300,
  attributesPerClass: 100,
  options: 200,
} as const;

const Name = z.string().trim().min(1, 'Give it a name.').max(80, 'A name has at most 80 characters.');
const Help = z.string().max(500, 'A help text has at most 500 characters.');

// ── Classes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const ATTRIBUTE_TYPES = [
  'text',
  'multiline',
  'number',
  'integer',
  'boolean',
  'date',
  'enum',
  'reference',
  'user',
  'url',
  'ip',
  'email',
] as const;
export const AttributeType = z.enum(ATTRIBUTE_TYPES);
export type AttributeType = z.output<typeof AttributeType>;

/** An option of an enum: the value kept, and how people read it. */
export const AttributeOption = z.object({ key: ModelKey, name: Name });
export type AttributeOption = z.output<typeof AttributeOption>;

export const AttributeSpec = z.object({
  key: ModelKey,
  name: Name,
  type: AttributeType,
  /** Without it the CI is refused. */
  required: z.boolean().default(false),
  /** Without it the CI counts as incomplete. */
  recommended: z.boolean().default(false),
  /** No two CIs of the class share a value. */
  unique: z.boolean().default(false),
  /** A regular expression that the whole of a text has to match. */
  pattern: z.string().max(MODEL_LIMITS.pattern).optional(),
  /** For enums. */
  options: z.array(AttributeOption).max(MODEL_LIMITS.options).optional(),
  /** For numbers the least and the greatest value, for texts the least and the greatest length. */
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().max(20).optional(),
  help: Help.optional(),
  /** For references: the class (or a class below it) that the CI referred to has. */
  referenceClass: ModelKey.optional(),
});
export type AttributeSpec = z.output<typeof AttributeSpec>;

/** A state of the lifecycle. What is out of service is no supplier that counts; what is retired is out of the game. */
export const LifecycleState = z.object({
  key: ModelKey,
  name: Name,
  inService: z.boolean(),
  retired: z.boolean(),
});
export type LifecycleState = z.output<typeof LifecycleState>;

/** Attribute keys, or `name`, that together tell one CI of the class from another. */
export const IdentifierRule = z.array(ModelKey).min(1).max(5);
export type IdentifierRule = z.output<typeof IdentifierRule>;

/** A relation that CIs of the class are expected to have; without any of those listed a CI is an orphan. */
export const ExpectedRelation = z.object({
  type: ModelKey,
  /** `from`: the CI is the relation's source; `to`: its target. */
  end: z.enum(['from', 'to']),
});
export type ExpectedRelation = z.output<typeof ExpectedRelation>;

const NeededCount = z
  .int('Enter a whole number.')
  .min(0, 'At least 0 are needed.')
  .max(100_000, 'At most 100,000 can be needed.');
const NeededPercent = z.int('Enter a whole number.').min(0, 'From 0 to 100 %.').max(100, 'From 0 to 100 %.');

/**
 * How many of a group of suppliers a CI needs. The group is made of the suppliers reached by one relation type, or of
 * those of one class (or a class below it); `percent` is rounded up to whole suppliers.
 */
export const RedundancyRule = z.object({
  group: z.discriminatedUnion('by', [
    z.object({ by: z.literal('relationType'), relationType: ModelKey }),
    z.object({ by: z.literal('class'), classKey: ModelKey }),
  ]),
  need: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('atLeast'), count: NeededCount }),
    z.object({ kind: z.literal('percent'), percent: NeededPercent }),
  ]),
});
export type RedundancyRule = z.output<typeof RedundancyRule>;
export const RedundancyRules = z.array(RedundancyRule).max(20);

/**
 * A class as an administrator writes it: only what it adds to its parent. Empty states, identifiers, read roles and
 * redundancy, and an absent `staleAfterDays`, mean the parent's.
 */
export const ClassSpec = z.object({
  key: ModelKey,
  name: Name,
  parent: ModelKey.nullable(),
  /** Groups classes; has no CIs of its own. */
  abstract: z.boolean().default(false),
  /** The name of an icon of the app. */
  icon: z.string().max(40).default('generic'),
  help: Help.optional(),
  attributes: z.array(AttributeSpec).max(MODEL_LIMITS.attributesPerClass).default([]),
  states: z.array(LifecycleState).max(20).default([]),
  /** Tried in order: the first rule that finds a CI identifies it. */
  identifiers: z.array(IdentifierRule).max(10).default([]),
  /** Days without an update or attestation after which a CI counts as stale. */
  staleAfterDays: z.int().min(1).max(3_650).optional(),
  /** Roles that may read CIs of the class; empty at the root means everyone. */
  readRoles: z.array(z.string().min(1).max(80)).max(20).default([]),
  requiredRelations: z.array(ExpectedRelation).max(20).default([]),
  /** For CIs that have no rules of their own. */
  redundancy: RedundancyRules.default([]),
});
export type ClassSpec = z.output<typeof ClassSpec>;

/** Where failure goes along a relation: “A runs on B” is `toSource`, for the failure of B hits A. */
export const ImpactDirection = z.enum(['toSource', 'toTarget', 'both', 'none']);
export type ImpactDirection = z.output<typeof ImpactDirection>;

export const RelationType = z.object({
  key: ModelKey,
  /** Read from the source: “runs on”. */
  name: Name,
  /** Read from the target: “runs”. */
  inverse: Name,
  impact: ImpactDirection,
  /** Pairs of classes (each with those below it) that may be related so; absent or empty means any. */
  allowed: z
    .array(z.object({ from: ModelKey, to: ModelKey }))
    .max(100)
    .optional(),
});
export type RelationType = z.output<typeof RelationType>;

/** The whole model of a site. */
export const Catalogue = z.object({
  classes: z.array(ClassSpec).max(MODEL_LIMITS.classes),
  relationTypes: z.array(RelationType).max(100),
});
export type Catalogue = z.output<typeof Catalogue>;
/** A catalogue of which only names, icons, states and read roles are told; read as a catalogue, the rest is empty. */
export type CatalogueOutline = z.input<typeof Catalogue>;

// ── CIs and relations ────────────────────────────────────────────────────────────────────────────────────────────────

/** A text, a number or a truth; dates as `YYYY-MM-DD`, users as account ids, references as CI refs, enums as option keys. */
export const AttributeValue = z.union([z.string(), z.number(), z.boolean()]);
export type AttributeValue = z.output<typeof AttributeValue>;

export const ENVIRONMENTS = ['production', 'staging', 'test', 'development', 'disasterRecovery'] as const;
export const Environment = z.enum(ENVIRONMENTS);
export type Environment = z.output<typeof Environment>;

/** 1 is the most critical. */
export const Criticality = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type Criticality = z.output<typeof Criticality>;

/** Who wrote: `manual` for people, otherwise the import source's or the integration's name. */
export const SourceName = z
  .string()
  .trim()
  .min(1, 'Say which source this is.')
  .max(60, 'A source has at most 60 characters.');
export type SourceName = z.output<typeof SourceName>;

/** The key by which a source of data knows the CI. */
export const NativeIdentifier = z.object({
  source: SourceName,
  key: z.string().trim().min(1, 'Enter the key.').max(255, 'A key has at most 255 characters.'),
});
export type NativeIdentifier = z.output<typeof NativeIdentifier>;

export const SourceStamp = z.object({ source: SourceName, at: Iso });
export type SourceStamp = z.output<typeof SourceStamp>;

/** The fields that every CI has beside its class's attributes; attribute keys may not shadow them. */
export const COMMON_FIELDS = [
  'name',
  'state',
  'environment',
  'criticality',
  'owner',
  'supportGroup',
  'location',
  'cost',
] as const;
export type CommonField = (typeof COMMON_FIELDS)[number];

/** What people and imports decide about a CI. An attribute that is not filled is absent. */
export const CiContent = z.object({
  classKey: ModelKey,
  name: z
    .string()
    .trim()
    .min(1, 'Give the CI a name.')
    .max(MODEL_LIMITS.name, `A name has at most ${MODEL_LIMITS.name} characters.`),
  /** A state of the class's lifecycle. */
  state: ModelKey,
  environment: Environment.nullable(),
  criticality: Criticality.nullable(),
  owner: AccountId.nullable(),
  /** A Jira group's name. */
  supportGroup: z.string().trim().min(1).max(255).nullable(),
  location: z.string().trim().min(1).max(255).nullable(),
  /** A month's cost in the site's currency. */
  cost: z.number().min(0).max(1_000_000_000).nullable(),
  attributes: z.record(ModelKey, AttributeValue),
  identifiers: z.array(NativeIdentifier).max(20),
  /** The CI's own redundancy rules; null for its class's, empty for none: every supplier is needed. */
  redundancy: RedundancyRules.nullable(),
});
export type CiContent = z.output<typeof CiContent>;

export const Ci = CiContent.extend({
  ref: CiRef,
  /** By path (`name`, `attributes.ip`): which source wrote the present value, and when. */
  sources: z.record(z.string(), SourceStamp),
  attestedAt: Iso.nullable(),
  attestedBy: AccountId.nullable(),
  createdAt: Iso,
  updatedAt: Iso,
});
export type Ci = z.output<typeof Ci>;

/** A CI as a form or an import offers it, before it is judged: everything but class and name may be missing. */
export const CiDraft = z.object({
  classKey: z.string(),
  name: z.string(),
  state: z.string().nullish(),
  environment: z.string().nullish(),
  criticality: z.union([z.string(), z.number()]).nullish(),
  owner: z.string().nullish(),
  supportGroup: z.string().nullish(),
  location: z.string().nullish(),
  cost: z.union([z.string(), z.number()]).nullish(),
  /** Null and the empty text mean “not filled”. */
  attributes: z.record(z.string(), AttributeValue.nullable()).default({}),
  identifiers: z.array(NativeIdentifier).max(20).default([]),
  redundancy: RedundancyRules.nullish(),
});
export type CiDraft = z.input<typeof CiDraft>;

export const Relation = z.object({
  from: CiRef,
  type: ModelKey,
  to: CiRef,
  createdAt: Iso,
  source: SourceName,
});
export type Relation = z.output<typeof Relation>;
export type RelationEnds = Pick<Relation, 'from' | 'type' | 'to'>;

// ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * A CI (or the changed part of one) by path: `name`, `state`, `attributes.ip`, `identifiers`, `redundancy`,
 * `relations.runsOn.server:web-01` (of which it is the source; true while it stands). Null means “not filled”.
 */
export const CiSnapshot = z.record(z.string(), z.json());
export type CiSnapshot = z.output<typeof CiSnapshot>;

export const HistoryEntry = z.object({
  ref: CiRef,
  at: Iso,
  /** Null when no person stood behind it. */
  by: AccountId.nullable(),
  source: SourceName,
  importId: z.string().min(1).max(100).optional(),
  /** The row of the import's file; an import that was cut off tells by it which rows are done. */
  importRow: z.int().positive().optional(),
  /** The changed paths as they were; null for a CI that was created by this. */
  before: CiSnapshot.nullable(),
  /** The same paths as they became; null for a CI that was deleted by this. */
  after: CiSnapshot.nullable(),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;
