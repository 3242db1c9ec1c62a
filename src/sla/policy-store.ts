/** How policies are stored: the one in force, and where the earlier ones begin. */
import { z } from 'zod';
import { Policy } from './policy';
import type { PolicyVersion } from './policy-versions';

const Begun = z.object({ version: z.int(), from: z.number(), by: z.string() });

/** The newest version, with the list of those before it, oldest first. */
export const PolicyHead = Begun.extend({ policy: Policy, earlier: z.array(Begun) });
export type PolicyHead = z.output<typeof PolicyHead>;

/** The app's own name for itself where a version was not saved by a person. */
export const SHIPPED_BY = 'plumbline';

/** Bytes of a stored value that a policy may take: the store's limit is 240 KiB, the list of versions needs its own. */
export const POLICY_BYTES = 180 * 1024;
/** Older ones are forgotten in the list: what they judged counts by the oldest kept. */
export const VERSIONS_KEPT = 400;

export const versionOf = ({ version, from, policy, earlier }: PolicyHead): PolicyVersion => ({
  version,
  // The first one judges what came before it, too.
  from: earlier.length === 0 ? Number.NEGATIVE_INFINITY : from,
  policy,
});

/** Which earlier versions were in force at `since` or later. */
export function earlierSince({ earlier, from }: PolicyHead, since: number): PolicyHead['earlier'] {
  return earlier.filter((_, index) => (earlier[index + 1]?.from ?? from) > since);
}
