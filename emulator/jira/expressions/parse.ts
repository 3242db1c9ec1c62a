/**
 * The parser, by the grammar of https://developer.atlassian.com/cloud/jira/platform/jira-expressions-grammar/. It is our
 * own because the language differs from JavaScript where parsers of JavaScript are firm: `c => { id: c.id }` gives a map,
 * `let` and `if` are expressions, there is no `===` and no assignment.
 */
import type { BinaryOperator, Node } from './ast';
import { syntaxError, tokenize, unescape, type Token } from './tokens';

/** From loosest to tightest. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
const RESERVED: ReadonlySet<string> = new Set([
  'let',
  'return',
  'if',
  'else',
  'try',
  'catch',
  'throw',
  'new',
  'typeof',
  'null',
  'true',
  'false',
  'undefined',
]);
/** Deeper nesting is refused before it can exhaust the stack. */
const MAX_DEPTH = 200;

export function parseTree(source: string): Node {
  const parser = new Parser(source);
  return parser.program();
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  program(): Node {
    const tree = this.#body();
    if (this.#peek().kind !== 'end') throw this.#unexpected('end of expression');
    return tree;
  }

  /** `let a = 1; let b = 2; return a + b;` */
  #body(): Node {
    if (this.#startsDeclaration()) {
      this.#take('let');
      const name = this.#name();
      this.#expect('=');
      const value = this.#expression();
      this.#expect(';');
      return { kind: 'let', name, value, body: this.#body() };
    }
    this.#take('return');
    const result = this.#statement();
    this.#take(';');
    return result;
  }

  #startsDeclaration(): boolean {
    if (this.#is('let')) return true;
    return this.#peek().kind === 'name' && this.#peek(1).kind === 'symbol' && this.#peek(1).text === '=';
  }

  #statement(): Node {
    if (this.#take('if')) {
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      const then = this.#block();
      this.#expect('else');
      return { kind: 'conditional', test, then, otherwise: this.#is('if') ? this.#statement() : this.#block() };
    }
    if (!this.#take('try')) return this.#expression();
    const attempt = this.#block();
    this.#expect('catch');
    this.#expect('(');
    const variable = this.#is(')') ? undefined : this.#name();
    this.#expect(')');
    return { kind: 'try', attempt, variable, otherwise: this.#block() };
  }

  #block(): Node {
    this.#expect('{');
    const body = this.#body();
    this.#expect('}');
    return body;
  }

  #expression(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#failure('The expression is nested too deeply.');
    const result = this.#lambda() ?? this.#conditional();
    this.#depth -= 1;
    return result;
  }

  #conditional(): Node {
    const test = this.#thrown();
    if (!this.#take('?')) return test;
    const then = this.#expression();
    this.#expect(':');
    return { kind: 'conditional', test, then, otherwise: this.#expression() };
  }

  #thrown(): Node {
    return this.#take('throw') ? { kind: 'throw', value: this.#thrown() } : this.#binary(0);
  }

  #binary(level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#is(candidate));
      if (operator === undefined) return left;
      this.#index += 1;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Node {
    const operator = (['!', '-', 'typeof'] as const).find((candidate) => this.#take(candidate));
    if (operator === undefined) return this.#postfix(this.#primary());
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#failure('The expression is nested too deeply.');
    const operand = this.#unary();
    this.#depth -= 1;
    return { kind: 'unary', operator, operand };
  }

  #postfix(start: Node): Node {
    let node = start;
    for (;;) {
      const optional = this.#take('?.');
      if (optional && !this.#is('[')) node = this.#member(node, true);
      else if (this.#take('[')) {
        node = { kind: 'member', object: node, property: this.#expression(), optional };
        this.#expect(']');
      } else if (this.#take('.')) node = this.#member(node, false);
      else if (this.#is('(')) node = { kind: 'call', callee: node, args: this.#arguments() };
      else return node;
    }
  }

  #member(object: Node, optional: boolean): Node {
    const token = this.#next();
    if (token.kind !== 'name') throw this.#unexpected('IDENTIFIER', token);
    return { kind: 'member', object, property: { kind: 'literal', value: token.text }, optional };
  }

  #arguments(): Node[] {
    this.#expect('(');
    return this.#commaList(')');
  }

  #commaList(closing: string): Node[] {
    const nodes: Node[] = [];
    while (!this.#take(closing)) {
      nodes.push(this.#expression());
      if (!this.#is(closing)) this.#expect(',');
    }
    return nodes;
  }

  #primary(): Node {
    const token = this.#next();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return { kind: 'literal', value: token.text };
    if (token.kind === 'template') return this.#template(token);
    if (token.kind === 'name') return this.#word(token);
    if (token.text === '[') return { kind: 'list', elements: this.#commaList(']') };
    if (token.text === '{') return this.#map();
    if (token.text !== '(')
      throw this.#unexpected(
        '!, -, typeof, (, IDENTIFIER, null, true, false, NUMBER, STRING, TEMPLATE_LITERAL, new, [ or {',
        token,
      );
    const inner = this.#expression();
    this.#expect(')');
    return inner;
  }

  #word(token: Token): Node {
    if (token.text === 'null' || token.text === 'undefined') return { kind: 'literal', value: null };
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
    if (token.text === 'new') return { kind: 'new', type: this.#name(), args: this.#arguments() };
    if (RESERVED.has(token.text)) throw this.#unexpected('IDENTIFIER', token);
    return { kind: 'variable', name: token.text };
  }

  #map(): Node {
    const entries: { key: string; value: Node }[] = [];
    while (!this.#take('}')) {
      const key = this.#next();
      if (key.kind !== 'name' && key.kind !== 'string' && key.kind !== 'number')
        throw this.#unexpected('IDENTIFIER, STRING or }', key);
      const shorthand = key.kind === 'name' && (this.#is(',') || this.#is('}'));
      if (!shorthand) this.#expect(':');
      entries.push({ key: key.text, value: shorthand ? { kind: 'variable', name: key.text } : this.#expression() });
      if (!this.#is('}')) this.#expect(',');
    }
    return { kind: 'map', entries };
  }

  #template(token: Token): Node {
    const parts: (string | Node)[] = [];
    let rest = token.text;
    for (let hole = openHole(rest); hole !== undefined; hole = openHole(rest)) {
      parts.push(unescape(rest.slice(0, hole.start)), new Parser(rest.slice(hole.start + 2, hole.end)).program());
      rest = rest.slice(hole.end + 1);
    }
    return { kind: 'template', parts: [...parts, unescape(rest)] };
  }

  /** `x => …`, `(a, b) => …`; `undefined` when what follows is no lambda. */
  #lambda(): Node | undefined {
    const parameters = this.#lambdaHead();
    if (parameters === undefined) return undefined;
    return { kind: 'lambda', parameters, body: this.#statement() };
  }

  #lambdaHead(): string[] | undefined {
    const start = this.#index;
    const names: string[] = [];
    if (this.#take('(')) {
      while (this.#peek().kind === 'name' && !RESERVED.has(this.#peek().text)) {
        names.push(this.#next().text);
        if (!this.#take(',')) break;
      }
      if (this.#take(')') && this.#take('=>')) return names;
    } else if (this.#peek().kind === 'name' && this.#peek(1).text === '=>' && this.#peek(1).kind === 'symbol') {
      names.push(this.#name());
      this.#index += 1;
      return names;
    }
    this.#index = start;
    return undefined;
  }

  #name(): string {
    const token = this.#next();
    if (token.kind !== 'name' || RESERVED.has(token.text)) throw this.#unexpected('IDENTIFIER', token);
    return token.text;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? { kind: 'end', text: 'end of expression', at: this.#source.length };
  }

  #next(): Token {
    const token = this.#peek();
    this.#index += 1;
    return token;
  }

  #is(text: string): boolean {
    const token = this.#peek();
    return token.text === text && (token.kind === 'symbol' || token.kind === 'name');
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#index += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(text);
  }

  #unexpected(expected: string, token = this.#peek()): Error {
    return syntaxError(this.#source, token.at, `${expected} expected, ${token.text} encountered.`);
  }

  #failure(message: string): Error {
    return syntaxError(this.#source, this.#peek().at, message);
  }
}

/** The next `${…}` of a template. Approximates: a brace inside a string inside the hole counts as a brace. */
function openHole(text: string): { readonly start: number; readonly end: number } | undefined {
  const start = text.indexOf('${');
  if (start < 0) return undefined;
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return { start, end: at };
  }
  return undefined;
}
