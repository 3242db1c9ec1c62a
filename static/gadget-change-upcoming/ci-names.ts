import { useChangeNames } from '../shared/change/names';
import type { UpcomingChange } from './UpcomingView';

/** CIs by name; those whose class is closed to the reader are said to be there. */
export function useCiNames(): (cis: UpcomingChange['cis']) => string[] {
  const names = useChangeNames();
  return (cis) => cis.map(({ name }) => name ?? names('change.hiddenCi'));
}
