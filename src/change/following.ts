/** What follows every command on a change: the app's own edits come with no event, so it publishes what they lead to. */
import type { IssueKey } from '../contract/ids';
import type { ChangePanel } from './change.contract';

export interface Following {
  /** Brings what is published in line. */
  readonly settle: (issueId: string) => Promise<void>;
  /** The same, and answers with the panel. */
  readonly settleAndShow: (issueId: string, issueKey: IssueKey) => Promise<ChangePanel>;
}
