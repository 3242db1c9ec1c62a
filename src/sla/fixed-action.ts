import { z } from 'zod';
import { AccountId, IssueKey } from '../contract/ids';

/** An escalation's action with everything decided that must not change between its tries. */
export const FixedAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('comment'), text: z.string(), mention: z.array(z.string()).readonly() }),
  z.object({ do: z.literal('assign'), accountId: AccountId }),
  z.object({ do: z.literal('raisePriority'), priorityId: z.string(), reason: z.string() }),
  z.object({ do: z.literal('label'), label: z.string() }),
  z.object({ do: z.literal('link'), linkTypeId: z.string(), to: IssueKey }),
]);
export type FixedAction = z.output<typeof FixedAction>;
