/** How every practice describes itself to the browser: what it answers for, how its things live, by what it is judged. */
import { z } from 'zod';
import { RoleKey } from '../setup/site-map';

export const LifecycleView = z.object({
  start: z.string(),
  states: z.array(z.object({ key: z.string(), name: z.string(), category: z.string() })),
  transitions: z.array(
    z.object({
      name: z.string(),
      from: z.array(z.string()),
      to: z.string(),
      needs: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  ),
});

const KPI_UNITS = ['count', 'share', 'hours'] as const;

/** A measured KPI; its number is that of the issues its `jql` finds, or made of them. */
export const kpiView = <K extends readonly [string, ...string[]]>(keys: K) =>
  z.object({
    key: z.enum(keys),
    unit: z.enum(KPI_UNITS),
    /** Null when there is nothing to measure. */
    value: z.number().nullable(),
    target: z.number().nullable(),
    /** The target is to be reached; absent where it is not to be exceeded. */
    aim: z.literal('at-least').optional(),
    met: z.boolean().nullable(),
    jql: z.string(),
    /** How many issues it is measured over. */
    over: z.int(),
    /** True when more issues qualify than were looked at. */
    cut: z.boolean(),
  });

export const processView = <T extends readonly [string, ...string[]], K extends readonly [string, ...string[]]>(
  triggers: T,
  kpis: K,
) =>
  z.object({
    owner: RoleKey,
    triggers: z.array(z.enum(triggers)),
    lifecycle: LifecycleView,
    /** Empty before set-up. */
    kpis: z.array(kpiView(kpis)),
    projects: z.array(z.string()),
    asOf: z.string(),
  });
