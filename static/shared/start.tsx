/**
 * Boots a surface. The first query, the theme and the platform's context are asked for at once, and what is shown first
 * is already in the user's colours and language.
 */
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { view, type FullContext } from '@forge/bridge';
import { IntlProvider } from 'react-intl';
import { PlatformContext } from './context';
import { localeOf, messagesFor, type SurfaceMessages } from './messages';
import { createQueryClient } from './query';
import './shared.css';

export interface SurfaceOptions {
  readonly messages: SurfaceMessages;
  /**
   * Starts what the page needs first: `(client) => client.prefetchQuery(queryOf('incident.panel', {}))`. It runs beside
   * the theme, and a failure is left to the component that asks for the same query.
   */
  readonly first?: (client: QueryClient, context: Promise<FullContext>) => Promise<unknown>;
  readonly app: ReactNode;
}

export async function start({ messages, first, app }: SurfaceOptions): Promise<void> {
  const client = createQueryClient();
  const asked = view.getContext();
  const [context] = await Promise.all([asked, enableTheme(), first?.(client, asked).catch(() => undefined)]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element with the id "root"');
  document.documentElement.lang = localeOf(context.locale);
  createRoot(root).render(
    <StrictMode>
      <Providers context={context} client={client} messages={messages}>
        {app}
      </Providers>
    </StrictMode>,
  );
}

/** A page in the wrong colours is better than no page. */
async function enableTheme(): Promise<void> {
  try {
    await view.theme.enable();
  } catch (cause) {
    console.warn('The theme could not be enabled.', cause);
  }
}

export interface ProvidersProps {
  readonly context: FullContext;
  readonly client: QueryClient;
  readonly messages: SurfaceMessages;
  readonly children: ReactNode;
}

/** Everything components expect around them; tests use it too. */
export function Providers({ context, client, messages, children }: ProvidersProps): ReactNode {
  const locale = localeOf(context.locale);
  return (
    <PlatformContext.Provider value={context}>
      <IntlProvider locale={locale} timeZone={context.timezone} messages={messagesFor(locale, messages)}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </IntlProvider>
    </PlatformContext.Provider>
  );
}
