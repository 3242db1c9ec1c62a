import { useEffect } from 'react';
import { events, view } from '@forge/bridge';

/** The issue around the panel shows what the app just wrote. Where the view cannot be refreshed, it shows it when next opened. */
export function refreshIssue(): void {
  void view.refresh().catch(() => undefined);
}

/** Calls after each change of the issue that Jira tells of; keep `act` the same between renders. */
export function useIssueChanges(act: () => void): void {
  useEffect(() => {
    const changed = events.on('JIRA_ISSUE_CHANGED', act);
    return () => void changed.then((subscription) => subscription.unsubscribe());
  }, [act]);
}
