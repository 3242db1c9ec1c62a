import { useDeferredValue, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useApiQuery } from '../../shared/query';
import { useClosureText } from './messages';
import type { Policy } from './policy-form';

/** What the policy means for an incident resolved this moment, in the policy's own time zone. */
export function ClosurePreview({ policy }: { readonly policy: Policy }): ReactNode {
  const text = useClosureText();
  const intl = useIntl();
  const { data } = useApiQuery(
    'incident.previewClosure',
    { policy: useDeferredValue(policy) },
    { enabled: policy.automatic },
  );
  if (!policy.automatic) return text('closure.preview.never');
  if (data?.closesAt == null) return null;
  const at = intl.formatDate(data.closesAt, { dateStyle: 'full', timeStyle: 'short', timeZone: policy.timeZone });
  return text('closure.preview', { at: `${at} (${policy.timeZone})` });
}
