import { useEffect, useState, type RefObject } from 'react';

/** How wide an element is, in whole pixels, followed as it changes; `usual` until it was measured. */
export function useWidth(element: RefObject<HTMLElement>, usual: number): number {
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = (): void => {
      const now = Math.floor(measured.clientWidth);
      if (now > 0) setWidth(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
