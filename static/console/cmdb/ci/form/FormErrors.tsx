import type { ReactNode } from 'react';
import { ErrorIcon } from '../../../../shared/components';

/** What is wrong with the whole, or at no field of the form. */
export function FormErrors({ messages }: { readonly messages: readonly string[] }): ReactNode {
  return messages.map((message) => (
    <p key={message} className="cmdb-notice" data-tone="danger" role="alert">
      <ErrorIcon />
      {message}
    </p>
  ));
}
