import { useChangeTerms } from '../shared/change/terms';
import type { UpcomingChange } from './UpcomingView';

/** CIs by name; those whose class is closed to the reader are said to be there. */
export function useCiNames(): (cis: UpcomingChange['cis']) => string[] {
  const terms = useChangeTerms();
  return (cis) => cis.map(({ name }) => name ?? terms('change.hiddenCi'));
}
