import { Endpoint, isMessage, type Commands } from '../../../emulator/host/bridge/wire';

/** Two endpoints joined as a page and its frame are: messages cross as copies, later. */
function pair(commands: Commands): { readonly frame: Endpoint; readonly host: Endpoint } {
  const joined: { host?: Endpoint } = {};
  const frame: Endpoint = new Endpoint(
    (message) => queueMicrotask(() => joined.host?.receive(structuredClone(message))),
    () => undefined,
  );
  const host = new Endpoint((message) => queueMicrotask(() => frame.receive(structuredClone(message))), commands);
  joined.host = host;
  return { frame, host };
}

const isFunction = (value: unknown): value is (...args: readonly unknown[]) => unknown => typeof value === 'function';
function callable(value: unknown): (...args: readonly unknown[]) => unknown {
  if (!isFunction(value)) throw new Error('not a function');
  return value;
}
const valueAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

describe('calls across the frame border', () => {
  it('answers a command with what it returns', async () => {
    const { frame } = pair((command, data) => ({ command, data }));
    await expect(frame.call('getContext', { a: [1, null, 'x'] })).resolves.toEqual({
      command: 'getContext',
      data: { a: [1, null, 'x'] },
    });
  });

  it('keeps the name and the message of what a command throws', async () => {
    const { frame } = pair(() => {
      throw Object.assign(new Error('no such thing'), { name: 'NotFound' });
    });
    await expect(frame.call('invoke')).rejects.toMatchObject({ name: 'NotFound', message: 'no such thing' });
  });

  it('lets the host call a function inside the frame’s data, with an answer', async () => {
    const { frame } = pair(async (_command, data) => callable(valueAt(data, 'onConfigure'))('rule'));
    await expect(
      frame.call('setCallback', { onConfigure: (name: unknown) => `configured ${String(name)}` }),
    ).resolves.toBe('configured rule');
  });

  it('lets the frame call functions of the host’s answer, and those call back', async () => {
    const heard: unknown[] = [];
    const listeners: ((...args: readonly unknown[]) => unknown)[] = [];
    const { frame } = pair(() => ({
      location: { pathname: '/' },
      push: (path: unknown) => Promise.all(listeners.map((listener) => listener({ pathname: path }, 'PUSH'))),
      listen: (listener: unknown) => void listeners.push(callable(listener)),
    }));
    const history = await frame.call('createHistory');
    await callable(valueAt(history, 'listen'))((...args: readonly unknown[]) => void heard.push(args));
    await callable(valueAt(history, 'push'))('/deeper');
    expect(valueAt(history, 'location')).toEqual({ pathname: '/' });
    expect(heard).toEqual([[{ pathname: '/deeper' }, 'PUSH']]);
  });

  it('keeps dates and other cloneable values as they are', async () => {
    const { frame } = pair((_command, data) => data);
    const at = new Date('2026-03-01T00:00:00Z');
    await expect(frame.call('echo', { at, bytes: new Uint8Array([1, 2]) })).resolves.toEqual({
      at,
      bytes: new Uint8Array([1, 2]),
    });
  });

  it('rejects what is still open when the frame goes', async () => {
    const { frame } = pair(() => new Promise(() => undefined));
    const open = frame.call('invoke');
    frame.close();
    await expect(open).rejects.toThrow('The frame was closed.');
  });
});

describe('what is taken for a message', () => {
  it.each([
    ['a call', { forge: 'call', id: 1, command: 'invoke', data: {} }, true],
    ['another library’s message', { type: 'webpackOk' }, false],
    ['text', 'forge', false],
    ['nothing', null, false],
    ['a message without a number', { forge: 'call', command: 'invoke' }, false],
  ])('%s', (_name, message, expected) => expect(isMessage(message)).toBe(expected));
});
