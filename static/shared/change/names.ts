/** What types, levels, stages, outcomes and conflicts are called: the part of the words for changes that gadgets need, too. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { textOf } from '../messages';
import de from '../messages/change-names.de.json';
import en from '../messages/change-names.en.json';

export const changeNames = { en, de };

export const useChangeNames = textOf<typeof en>();

/** A span of time, saying once what both of its ends share. */
export function useSpan(): (span: { readonly from: string; readonly to: string }) => string {
  const intl = useIntl();
  return useMemo(
    () =>
      ({ from, to }) =>
        intl.formatDateTimeRange(new Date(from), new Date(to), { dateStyle: 'medium', timeStyle: 'short' }),
    [intl],
  );
}
