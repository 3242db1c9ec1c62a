import { view } from '@forge/bridge';

/** The issue around the panel shows what the app just wrote. Where the view cannot be refreshed, it shows it when next opened. */
export function refreshIssue(): void {
  void view.refresh().catch(() => undefined);
}
