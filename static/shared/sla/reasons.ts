/** Why a clock stands as it does, in the reader's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { OutputOf } from '../api';
import type { Clock } from './clock';
import { useSlaFormat, useSlaTerms } from './terms';

type Reason = NonNullable<Clock['reasons']>[number];
type Cause = NonNullable<Clock['haltedBy']>[number];
type Segment = OutputOf<'sla.proof'>['segments'][number];
type SegmentReason = NonNullable<Segment['reasons']>[number];
type Goal = Extract<Reason, { why: 'retargeted' }>['to'];
type Field = Extract<Cause, { cause: 'changed' }>['field'];

/** Jira's own fields; others are called what the site calls them. */
const SYSTEM_FIELDS = [
  'status',
  'priority',
  'assignee',
  'reporter',
  'resolution',
  'labels',
  'issuetype',
  'project',
  'duedate',
] as const;

export interface SlaReasons {
  /** Each a sentence. */
  clock(clock: Clock): readonly string[];
  /** What halted it, without a full stop; undefined when nothing is told. */
  halt(clock: Clock): string | undefined;
  segment(segment: Segment): string;
}

export function useSlaReasons(): SlaReasons {
  const terms = useSlaTerms();
  const format = useSlaFormat();
  const intl = useIntl();
  return useMemo(() => {
    const field = ({ id, name }: Field): string => {
      const known = SYSTEM_FIELDS.find((one) => one === id);
      return known === undefined ? name : terms(`sla.field.${known}`);
    };
    const cause = (one: Cause): string => {
      switch (one.cause) {
        case 'created':
          return terms('sla.cause.created');
        case 'changed':
          return one.value === null
            ? terms('sla.cause.emptied', { field: field(one.field) })
            : terms('sla.cause.changed', { field: field(one.field), value: one.value });
        case 'commented':
          return terms(`sla.cause.commented.${one.by}`);
        case 'policy':
          return terms('sla.cause.policy', { version: one.version });
      }
    };
    const causes = (all: readonly Cause[]): string => all.map(cause).join('; ');
    const goal = ({ name, target: { amount, unit }, calendar }: Goal): string =>
      terms('sla.reason.goal.is', { name, target: terms(`sla.target.${unit}`, { amount }), calendar });
    const reason = (one: Reason): string => {
      switch (one.why) {
        case 'started':
        case 'paused':
        case 'stopped':
          return terms(`sla.reason.${one.why}`, { causes: causes(one.by) });
        case 'goal':
          return one.fields.length === 0
            ? terms('sla.reason.goal.rest', { goal: goal(one.goal) })
            : terms('sla.reason.goal', { goal: goal(one.goal), fields: intl.formatList(one.fields.map(field)) });
        case 'retargeted': {
          const from = one.from === null ? terms('sla.reason.goal.none') : goal(one.from);
          return terms('sla.reason.retargeted', { causes: causes(one.by), from, to: goal(one.to) });
        }
        case 'lifted': {
          const [breachedAt, liftedAt] = [format.instant(one.breachedAt), format.instant(one.liftedAt)];
          return terms('sla.reason.lifted', { goal: one.goal, breachedAt, liftedAt });
        }
      }
    };
    const step = (one: SegmentReason): string => {
      if (one.why !== 'step') return terms(`sla.segment.${one.why}`, 'name' in one ? { name: one.name } : {});
      if (one.goal === undefined) return causes(one.by);
      return one.goal === null
        ? terms('sla.segment.noGoal', { causes: causes(one.by) })
        : terms('sla.segment.retargeted', { causes: causes(one.by), goal: one.goal });
    };
    return {
      clock: ({ reasons, because }) => reasons?.map(reason) ?? because,
      halt: ({ haltedBy, haltedBecause }) => (haltedBy === undefined ? haltedBecause : causes(haltedBy)),
      segment: ({ reasons, because }) => reasons?.map(step).join('. ') ?? because,
    };
  }, [format, intl, terms]);
}
