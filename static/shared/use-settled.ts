import { useEffect, useState } from 'react';

/** Milliseconds without a key before the site is asked: each question costs it an invocation. */
const PAUSE = 250;

/** The value once it has rested. */
export function useSettled<T>(value: T, pause = PAUSE): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return settled;
}
