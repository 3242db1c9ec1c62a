/**
 * The policies that were ever in force. A cycle that ended is judged by the one in force then, an open one by the latest:
 * saving a policy never rewrites what was decided.
 */
import type { Policy } from './policy';

export interface PolicyVersion {
  readonly version: number;
  /** In force since, epoch ms; the first since `-Infinity`. */
  readonly from: number;
  readonly policy: Policy;
}
