import { useEffect, useState } from 'react';

/** Milliseconds without a change before the backend is asked: each question costs the site an invocation. */
const PAUSE = 400;

/** The value as it was when it last stood still. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
