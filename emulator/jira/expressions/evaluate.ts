/**
 * Walks the tree. Names are looked up in `Map`s and tables only, never on JavaScript objects, so there is no way from an
 * expression to prototypes, constructors or globals.
 */
import type { Node } from './ast';
import { ExpressionError, fail, LimitExceeded } from './errors';
import { methodOf } from './methods';
import { operate } from './operators';
import { Entity, isList, isMap, Lambda, toText, typeOf, type ExpressionValue, type Method } from './values';

export interface Limits {
  readonly steps: number;
  readonly expensiveOperations: number;
}

export interface Environment {
  readonly variables: ReadonlyMap<string, ExpressionValue>;
  /** `Number`, `JSON.stringify` … by their full name. */
  readonly functions: ReadonlyMap<string, Method>;
  /** `new Issue(…)` */
  readonly constructors: ReadonlyMap<string, { readonly create: Method; readonly expensive: boolean }>;
  readonly limits: Limits;
  /** Reading a key that a map lacks is an error (event filters) instead of null. */
  readonly strictMaps: boolean;
}

const MAX_DEPTH = 500;

type Scope = ReadonlyMap<string, ExpressionValue>;

export class Evaluation {
  readonly #environment: Environment;
  #depth = 0;
  steps = 0;
  expensiveOperations = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  run(tree: Node): ExpressionValue {
    return this.#evaluate(tree, this.#environment.variables);
  }

  /** Recursion ends with an error of the expression before it can exhaust the emulator's stack. */
  #evaluate(node: Node, scope: Scope): ExpressionValue {
    this.#step();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new LimitExceeded('The expression recurses too deeply.');
    try {
      return this.#visit(node, scope);
    } finally {
      this.#depth -= 1;
    }
  }

  #visit(node: Node, scope: Scope): ExpressionValue {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'template':
        return node.parts
          .map((part) => (typeof part === 'string' ? part : toText(this.#evaluate(part, scope))))
          .join('');
      case 'variable':
        return this.#variable(node.name, scope);
      case 'list':
        return node.elements.map((element) => this.#evaluate(element, scope));
      case 'map':
        return new Map(node.entries.map(({ key, value }) => [key, this.#evaluate(value, scope)]));
      case 'member':
        return this.#member(node, scope);
      case 'call':
        return this.#call(node, scope);
      case 'new':
        return this.#create(node, scope);
      case 'unary':
        return this.#unary(node, scope);
      case 'binary':
        return this.#binary(node, scope);
      case 'conditional':
        return this.#evaluate(this.#truth(this.#evaluate(node.test, scope)) ? node.then : node.otherwise, scope);
      case 'lambda':
        return this.#lambda(node, scope);
      case 'let':
        return this.#evaluate(node.body, new Map([...scope, [node.name, this.#evaluate(node.value, scope)]]));
      case 'try':
        return this.#attempt(node, scope);
      case 'throw': {
        const thrown = this.#evaluate(node.value, scope);
        throw new ExpressionError(toText(thrown), thrown);
      }
    }
  }

  #step(): void {
    this.steps += 1;
    if (this.steps > this.#environment.limits.steps) {
      throw new LimitExceeded(`The expression takes too many steps; the limit is ${this.#environment.limits.steps}.`);
    }
  }

  #pay(): void {
    const { expensiveOperations: limit } = this.#environment.limits;
    this.expensiveOperations += 1;
    if (this.expensiveOperations > limit)
      throw new LimitExceeded(`The expression takes too many expensive operations; the limit is ${limit}.`);
  }

  #truth(value: ExpressionValue): boolean {
    return typeof value === 'boolean' ? value : fail(`Expected a Boolean but got ${typeOf(value)}.`);
  }

  #variable(name: string, scope: Scope): ExpressionValue {
    const value = scope.get(name);
    return value === undefined
      ? fail(`Unrecognized variable: ${name}. Available variables: ${[...scope.keys()].join(', ')}.`)
      : value;
  }

  #member(node: Node & { kind: 'member' }, scope: Scope): ExpressionValue {
    const object = this.#evaluate(node.object, scope);
    if (object === null && (node.optional || isOptionalChain(node.object))) return null;
    const key = this.#evaluate(node.property, scope);
    return this.#read(object, key);
  }

  #read(object: ExpressionValue, key: ExpressionValue): ExpressionValue {
    if (object === null) return fail(`Can't read '${toText(key)}' of null.`);
    if (typeof object !== 'string' && isList(object) && typeof key === 'number') return object[key] ?? null;
    if (typeof key !== 'string') return fail(`A ${typeOf(object)} has no member of type ${typeOf(key)}.`);
    if (object instanceof Entity) {
      const member = object.members.get(key);
      if (member === undefined)
        return fail(
          `Unrecognized property of ${object.type}: '${key}'. Available properties: ${[...object.members.keys()].join(', ')}.`,
        );
      if (member.expensive === true) this.#pay();
      return member.get();
    }
    if (isMap(object)) {
      if (this.#environment.strictMaps && !object.has(key)) return fail(`Unrecognized property: '${key}'.`);
      return object.get(key) ?? null;
    }
    if (key === 'length' && (typeof object === 'string' || isList(object))) return object.length;
    return fail(`Unrecognized property of ${typeOf(object)}: '${key}'.`);
  }

  #call({ callee, args }: Node & { kind: 'call' }, scope: Scope): ExpressionValue {
    const plain = this.#plainFunction(callee, scope);
    const values = (): ExpressionValue[] => args.map((arg) => this.#evaluate(arg, scope));
    if (plain !== undefined) return plain(values());
    if (callee.kind !== 'member') return this.#apply(this.#evaluate(callee, scope), values);
    const object = this.#evaluate(callee.object, scope);
    if (object === null && (callee.optional || isOptionalChain(callee.object))) return null;
    const name = this.#evaluate(callee.property, scope);
    if (typeof name !== 'string') return fail(`A ${typeOf(object)} has no method of type ${typeOf(name)}.`);
    if (object === null) return fail(`Can't call '${name}' of null.`);
    const method = object instanceof Entity ? object.methods.get(name) : methodOf(object, name);
    if (method !== undefined) {
      if (object instanceof Entity) this.#pay();
      return method(values());
    }
    return isMap(object) && object.has(name)
      ? this.#apply(object.get(name) ?? null, values)
      : fail(`Unrecognized method of ${typeOf(object)}: '${name}'.`);
  }

  #plainFunction(callee: Node, scope: Scope): Method | undefined {
    const name = dottedName(callee);
    return name === undefined || scope.has(name.split('.')[0] ?? '')
      ? undefined
      : this.#environment.functions.get(name);
  }

  #apply(callee: ExpressionValue, args: () => ExpressionValue[]): ExpressionValue {
    return callee instanceof Lambda ? callee.call(args()) : fail(`A ${typeOf(callee)} can't be called.`);
  }

  #create({ type, args }: Node & { kind: 'new' }, scope: Scope): ExpressionValue {
    const found = this.#environment.constructors.get(type);
    if (found === undefined) return fail(`Unrecognized type: ${type}.`);
    if (found.expensive) this.#pay();
    return found.create(args.map((arg) => this.#evaluate(arg, scope)));
  }

  #unary({ operator, operand }: Node & { kind: 'unary' }, scope: Scope): ExpressionValue {
    const value = this.#evaluate(operand, scope);
    if (operator === 'typeof') return typeOf(value);
    if (operator === '!') return !this.#truth(value);
    return typeof value === 'number' ? -value : fail(`Can't negate a ${typeOf(value)}.`);
  }

  #binary({ operator, left, right }: Node & { kind: 'binary' }, scope: Scope): ExpressionValue {
    const first = this.#evaluate(left, scope);
    if (operator === '??') return first ?? this.#evaluate(right, scope);
    if (operator === '||') return this.#truth(first) || this.#truth(this.#evaluate(right, scope));
    if (operator === '&&') return this.#truth(first) && this.#truth(this.#evaluate(right, scope));
    return operate(operator, first, this.#evaluate(right, scope));
  }

  #lambda({ parameters, body }: Node & { kind: 'lambda' }, scope: Scope): Lambda {
    return new Lambda((args) =>
      this.#evaluate(
        body,
        new Map([...scope, ...parameters.map((name, index): [string, ExpressionValue] => [name, args[index] ?? null])]),
      ),
    );
  }

  #attempt({ attempt, variable, otherwise }: Node & { kind: 'try' }, scope: Scope): ExpressionValue {
    try {
      return this.#evaluate(attempt, scope);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const caught = new Map<string, ExpressionValue>([
        ['message', error.message],
        ['location', ''],
      ]);
      return this.#evaluate(otherwise, variable === undefined ? scope : new Map([...scope, [variable, caught]]));
    }
  }
}

/** `a?.b.c` is null as a whole when `a` is. */
function isOptionalChain(node: Node): boolean {
  if (node.kind === 'member') return node.optional || isOptionalChain(node.object);
  return node.kind === 'call' && isOptionalChain(node.callee);
}

/** `JSON.stringify` as text; `undefined` for anything but names and fixed members. */
function dottedName(node: Node): string | undefined {
  if (node.kind === 'variable') return node.name;
  if (node.kind !== 'member' || node.optional || node.property.kind !== 'literal' || node.object.kind !== 'variable')
    return undefined;
  return typeof node.property.value === 'string' ? `${node.object.name}.${node.property.value}` : undefined;
}
