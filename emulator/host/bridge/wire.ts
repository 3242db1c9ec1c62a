/**
 * Calls across the frame's border. Both sides hold an `Endpoint`; functions inside the data stay where they are and
 * cross as a reference that the other side can call.
 */
export type Message =
  | { readonly forge: 'call'; readonly id: number; readonly command: string; readonly data: unknown }
  | { readonly forge: 'apply'; readonly id: number; readonly reference: number; readonly args: readonly unknown[] }
  | { readonly forge: 'result'; readonly id: number; readonly value: unknown }
  | { readonly forge: 'error'; readonly id: number; readonly name: string; readonly message: string };

const REFERENCE = '__forge_function__';

type AnyFunction = (...args: readonly unknown[]) => unknown;
type Answer = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };
export type Commands = (command: string, data: unknown) => unknown;

/** Asked by tag, because a message may have been made in another realm with another `Object`. */
const isRecord = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';
const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function';

export function isMessage(value: unknown): value is Message {
  return isRecord(value) && typeof value['forge'] === 'string' && typeof value['id'] === 'number';
}

export class Endpoint {
  readonly #post: (message: Message) => void;
  readonly #commands: Commands;
  readonly #pending = new Map<number, Answer>();
  readonly #functions = new Map<number, AnyFunction>();
  #last = 0;

  constructor(post: (message: Message) => void, commands: Commands) {
    this.#post = post;
    this.#commands = commands;
  }

  call(command: string, data?: unknown): Promise<unknown> {
    return this.#ask((id) => ({ forge: 'call', id, command, data: this.#pack(data) }));
  }

  /** The other side is gone: nobody will answer any more. */
  close(): void {
    for (const { reject } of this.#pending.values()) reject(new Error('The frame was closed.'));
    this.#pending.clear();
    this.#functions.clear();
  }

  receive(message: Message): void {
    switch (message.forge) {
      case 'call':
        void this.#answer(message.id, () => this.#commands(message.command, this.#unpack(message.data)));
        return;
      case 'apply':
        void this.#answer(message.id, () =>
          this.#functionOf(message.reference)(...message.args.map((arg) => this.#unpack(arg))),
        );
        return;
      case 'result':
        this.#take(message.id)?.resolve(this.#unpack(message.value));
        return;
      case 'error':
        this.#take(message.id)?.reject(Object.assign(new Error(message.message), { name: message.name }));
        return;
    }
  }

  #ask(message: (id: number) => Message): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#pending.set(id, { resolve, reject });
      this.#post(message(id));
    });
  }

  async #answer(id: number, work: () => unknown): Promise<void> {
    try {
      this.#post({ forge: 'result', id, value: this.#pack(await work()) });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      this.#post({ forge: 'error', id, name, message });
    }
  }

  #take(id: number): Answer | undefined {
    const answer = this.#pending.get(id);
    this.#pending.delete(id);
    return answer;
  }

  #functionOf(reference: number): AnyFunction {
    const found = this.#functions.get(reference);
    if (found === undefined) throw new Error('The called function no longer exists.');
    return found;
  }

  #pack(value: unknown): unknown {
    if (isFunction(value)) {
      const reference = ++this.#last;
      this.#functions.set(reference, value);
      return { [REFERENCE]: reference };
    }
    if (Array.isArray(value)) return value.map((item) => this.#pack(item));
    if (isRecord(value)) return mapValues(value, (item) => this.#pack(item));
    return value;
  }

  #unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#unpack(item));
    if (!isRecord(value)) return value;
    const reference = value[REFERENCE];
    if (typeof reference !== 'number') return mapValues(value, (item) => this.#unpack(item));
    return (...args: readonly unknown[]) =>
      this.#ask((id) => ({ forge: 'apply', id, reference, args: args.map((arg) => this.#pack(arg)) }));
  }
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
