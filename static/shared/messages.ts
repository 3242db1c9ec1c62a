/**
 * The words a user reads, one JSON file per language and surface. English names the keys: `textOf<typeof en>()` gives a
 * surface a `useText` hook that refuses to compile with a key nobody wrote.
 */
import { useMemo } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import de from './messages/de.json';
import en from './messages/en.json';

export type Language = 'en' | 'de';
export type Messages = Readonly<Record<string, string>>;
export type SurfaceMessages = Readonly<Record<Language, Messages>>;

const SHARED: SurfaceMessages = { en, de };

/** Jira writes `de_DE` here and `de-DE` there. */
export function localeOf(platformLocale: string | undefined): string {
  try {
    return Intl.getCanonicalLocales((platformLocale ?? '').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export const languageOf = (locale: string): Language => (locale.split('-')[0] === 'de' ? 'de' : 'en');

export function messagesFor(locale: string, surface: SurfaceMessages): Record<string, string> {
  const language = languageOf(locale);
  return { ...SHARED[language], ...surface[language] };
}

export type Values = Readonly<Record<string, PrimitiveType>>;
export type Text<M extends Messages> = (id: keyof M & string, values?: Values) => string;

export function textOf<M extends Messages>(): () => Text<M> {
  return () => {
    const intl = useIntl();
    return useMemo(() => (id, values) => intl.formatMessage({ id }, values), [intl]);
  };
}

/** Words that every surface shares. */
export const useSharedText = textOf<typeof en>();
