import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button } from '../../shared/components';
import { useText } from '../text';

/** Seconds before the first, second … time Jira is asked again: some five minutes together. */
const PAUSES = [5, 5, 10, 10, 20, 20, 30, 30, 30, 30, 30, 30, 30] as const;

/**
 * An app's permissions arrive a while after its installation. This page has loaded, so its reader administers Jira: a
 * refusal now is about the app, until it has lasted too long to be that.
 */
export const isSettling = (error: Error, waits: number): boolean =>
  error instanceof ApiError && error.code === 'FORBIDDEN' && waits < PAUSES.length;

export interface SettlingProps {
  /** How often Jira was asked again before. */
  readonly waits: number;
  readonly onRetry: () => void;
}

export function Settling({ waits, onRetry }: SettlingProps): ReactNode {
  const text = useText();
  const [seconds, setSeconds] = useState<number>(PAUSES[waits] ?? 0);
  const retry = useRef(onRetry);
  useEffect(() => {
    retry.current = onRetry;
  }, [onRetry]);
  useEffect(() => {
    if (seconds === 0) {
      retry.current();
      return undefined;
    }
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return (
    <div className="ad-note">
      <strong role="status">{text('setup.settling')}</strong>
      {/* Not in the status: a second is nothing to read out. */}
      <p>{text('setup.settling.countdown', { seconds })}</p>
      <div className="ad-actions">
        <Button onClick={onRetry}>{text('setup.settling.now')}</Button>
      </div>
    </div>
  );
}
