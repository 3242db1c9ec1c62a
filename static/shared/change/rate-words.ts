import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { SuccessRate, Tally } from '../../../src/change/review.shapes';
import type { TemplateView } from '../../../src/change/template.shapes';
import { useFormat } from '../format';
import { useChangeTerms } from './terms';

export interface RateWords {
  /** `96 %` */
  readonly percent: (share: number) => string;
  /** The rate with its interval, and what it rests on. */
  readonly rate: (rate: { readonly [K in keyof SuccessRate]: SuccessRate[K] }) => string;
  /** The same where the rate itself stands beside it. */
  readonly behind: (rate: { readonly [K in keyof SuccessRate]: SuccessRate[K] }) => string;
  /** Why a template lends no pre-approval. */
  readonly demoted: (standing: Pick<TemplateView, 'failures' | 'reapprovedAt'>) => string;
}

const changesIn = ({ successful, withIssues, failed, backedOut }: Tally): number =>
  successful + withIssues + failed + backedOut;

export function useRateWords(): RateWords {
  const intl = useIntl();
  const terms = useChangeTerms();
  const format = useFormat();
  return useMemo(() => {
    const percent = (share: number): string => intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 0 });
    const told =
      (key: 'change.rate.line' | 'change.rate.behind'): RateWords['rate'] =>
      ({ tally, mean, low, high }) => {
        const shares = { percent: percent(mean), low: percent(low), high: percent(high) };
        const changes = changesIn(tally);
        if (changes === 0) return terms('change.rate.none', shares);
        const { withIssues, failed, backedOut } = tally;
        return terms(key, { ...shares, changes, withIssues, failures: failed + backedOut });
      };
    return {
      percent,
      rate: told('change.rate.line'),
      behind: told('change.rate.behind'),
      demoted: ({ failures, reapprovedAt }) =>
        terms('change.template.demoted.why', {
          failures,
          since: reapprovedAt === null ? 'none' : format.date(reapprovedAt),
        }),
    };
  }, [intl, terms, format]);
}
