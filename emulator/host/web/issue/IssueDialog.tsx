/** The issue view in a dialog, for `ViewIssueModal` of the Jira bridge. */
import { Dialog } from '../ui/Dialog';
import { IssueView } from './IssueView';

export function IssueDialog({ issueKey, onClose }: { readonly issueKey: string; readonly onClose: () => void }) {
  return (
    <Dialog title={issueKey} width="1100px" height="86vh" onClose={onClose}>
      <IssueView issueKey={issueKey} onDeleted={onClose} />
    </Dialog>
  );
}
