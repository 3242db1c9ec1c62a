/** Jira expressions, cut into tokens. */
import { ExpressionSyntaxError } from './errors';

export interface Token {
  readonly kind: 'number' | 'string' | 'template' | 'name' | 'symbol' | 'end';
  /** A string's value, a template's raw inside, a symbol itself. */
  readonly text: string;
  readonly at: number;
}

const SYMBOLS = [
  '=>',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '?.',
  '.',
  ',',
  ':',
  ';',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '?',
  '!',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
] as const;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const STRING = /"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y;
const TEMPLATE = /`((?:[^`\\]|\\[^])*)`/y;

export function position(source: string, at: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

export function syntaxError(source: string, at: number, message: string): ExpressionSyntaxError {
  const { line, column } = position(source, at);
  return new ExpressionSyntaxError(message, line, column);
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, at });
    at += length;
  };
  for (;;) {
    at += match(SPACE)?.[0].length ?? 0;
    if (at >= source.length) break;
    const number = match(NUMBER);
    const name = match(NAME);
    const string = match(STRING);
    const template = match(TEMPLATE);
    const symbol = symbolAt(source, at);
    if (number !== null) push('number', number[0], number[0].length);
    else if (name !== null) push('name', name[0], name[0].length);
    else if (string !== null) push('string', unescape(string[1] ?? string[2] ?? ''), string[0].length);
    else if (template !== null) push('template', template[1] ?? '', template[0].length);
    else if (symbol !== undefined) push('symbol', symbol, symbol.length);
    else throw syntaxError(source, at, `Unexpected character '${source.charAt(at)}'.`);
  }
  push('end', 'end of expression', 0);
  return tokens;
}

/** `a?.5:b` is a conditional, not optional chaining. */
function symbolAt(source: string, at: number): string | undefined {
  const found = SYMBOLS.find((symbol) => source.startsWith(symbol, at));
  return found === '?.' && /\d/.test(source.charAt(at + 2)) ? '?' : found;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['0', '\0'],
]);

export const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_match, code: string | undefined, character: string | undefined) =>
    code === undefined ? (ESCAPES.get(character ?? '') ?? character ?? '') : String.fromCharCode(parseInt(code, 16)),
  );
