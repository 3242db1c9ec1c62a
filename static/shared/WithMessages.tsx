import type { ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { messagesFor, type SurfaceMessages } from './messages';

/** A page that brings its own words, so that the shell around it need not know them. */
export function WithMessages({
  messages,
  children,
}: {
  readonly messages: SurfaceMessages;
  readonly children: ReactNode;
}): ReactNode {
  const { locale, timeZone } = useIntl();
  return (
    <IntlProvider
      locale={locale}
      messages={messagesFor(locale, messages)}
      {...(timeZone === undefined ? {} : { timeZone })}
    >
      {children}
    </IntlProvider>
  );
}
