import { createContext, useContext } from 'react';
import type { FullContext } from '@forge/bridge';

/** What the platform says about this frame: who looks, where, in which language and time zone. */
export const PlatformContext = createContext<FullContext | undefined>(undefined);

export function usePlatform(): FullContext {
  const context = useContext(PlatformContext);
  if (context === undefined) throw new Error('usePlatform() is used outside start()');
  return context;
}

/** The key of the issue the frame is shown on, on issue panels and the like. */
export function issueKeyOf(context: FullContext): string | undefined {
  const issue: unknown = context.extension['issue'];
  if (typeof issue !== 'object' || issue === null || !('key' in issue)) return undefined;
  return typeof issue.key === 'string' ? issue.key : undefined;
}
