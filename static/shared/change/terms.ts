/** The words for changes, the same on every surface. A page brings them with `changeMessages`. */
import { useMemo } from 'react';
import { useFormat } from '../format';
import { textOf, type SurfaceMessages, type Values } from '../messages';
import wordsDe from '../messages/change.de.json';
import wordsEn from '../messages/change.en.json';
import { changeNames, useSpan } from './names';

const en = { ...changeNames.en, ...wordsEn };
const de = { ...changeNames.de, ...wordsDe };

/** These and a page's own. */
export const changeMessages = (own: SurfaceMessages): SurfaceMessages => ({
  en: { ...en, ...own.en },
  de: { ...de, ...own.de },
});

export const useChangeTerms = textOf<typeof en>();

type Params = Readonly<Record<string, string | number | boolean>>;

/** A code with what belongs in its sentence. */
export interface Coded {
  readonly code: string;
  readonly params: Params;
}

const has = (key: string): key is keyof typeof en => Object.hasOwn(en, key);

export interface ChangeWords {
  /** Why a factor has its value, or what would lower it. */
  readonly riskReason: (reason: Coded, ciName?: (ref: string) => string) => string;
  /** What a requirement of a gate misses. */
  readonly missing: (requirement: string, missing: Coded) => string;
  readonly parts: (parts: readonly string[]) => string;
  readonly because: (reasons: readonly string[]) => string;
  readonly span: (span: { readonly from: string; readonly to: string }) => string;
}

/** Params that are lists or instants in the codes' own notation. */
const INSTANTS = new Set(['start', 'end', 'opens', 'since', 'from', 'to']);

export function useChangeWords(): ChangeWords {
  const span = useSpan();
  const terms = useChangeTerms();
  const format = useFormat();
  return useMemo(() => {
    const say = (key: string, values: Values, otherwise: string): string => (has(key) ? terms(key, values) : otherwise);
    const named = (kind: 'part' | 'plan' | 'because', list: readonly string[]): string =>
      format.list(list.map((one) => say(`change.${kind}.${one}`, {}, one)));
    const listOf = (value: string | number | boolean): string[] =>
      String(value)
        .split(',')
        .filter((one) => one !== '');
    const worded = (params: Params): Values =>
      Object.fromEntries(
        Object.entries(params).map(([name, value]) => {
          if (name === 'parts') return [name, named('part', listOf(value))];
          if (name === 'plans') return [name, named('plan', listOf(value))];
          if (name === 'because') return [name, named('because', listOf(value))];
          return [name, INSTANTS.has(name) ? format.dateTime(String(value)) : value];
        }),
      );
    return {
      riskReason: ({ code, params }, ciName) => {
        const { ci } = params;
        const known = typeof ci === 'string' && ciName !== undefined ? { ...params, ci: ciName(ci) } : params;
        return say(`change.risk.${code}`, worded(known), code);
      },
      missing: (requirement, { code, params }) =>
        say(`change.missing.${requirement}.${code}`, worded(params), `${requirement}: ${code}`),
      parts: (parts) => named('part', parts),
      because: (reasons) => named('because', reasons),
      span,
    };
  }, [span, terms, format]);
}
