/**
 * What the gates keep from happening, found where it happened all the same: an administrator may move an issue past its
 * workflow, and people may edit what is under way.
 */
import { passedWithout } from './authority';
import type { Stage } from './change.shapes';
import type { Gate } from './gate.shapes';
import { outcome, reviewed } from './requirements';
import type { Situation } from './situation';

/** The gate whose demands a change in this stage must have met and has not; undefined when all is as it should be. */
export function breachIn(stage: Stage, situation: Situation): Gate | undefined {
  const passed = passedWithout(stage, situation);
  if (passed !== undefined || stage !== 'closed' || situation.record?.stage === 'closed') return passed;
  return outcome(situation).met && reviewed(situation).met ? undefined : 'close';
}
