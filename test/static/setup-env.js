/** What jsdom lacks and the front ends' packages expect; runs before any module is loaded. */
const { TextDecoder, TextEncoder } = require('node:util');
const v8 = require('node:v8');

// @forge/bridge reads this when it is imported. A test sets `__bridgeHandler` to answer the commands.
globalThis.__bridge = { callBridge: async (command, data) => globalThis.__bridgeHandler?.(command, data) };

Object.assign(globalThis, { TextDecoder, TextEncoder });
globalThis.structuredClone ??= (value) => v8.deserialize(v8.serialize(value));
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
globalThis.ResizeObserver ??= NoObserver;
globalThis.IntersectionObserver ??= NoObserver;
globalThis.matchMedia ??= () => ({
  matches: false,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
});
globalThis.Blob.prototype.text ??= function text() {
  return new Promise((resolve, reject) => {
    const reader = new globalThis.FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsText(this);
  });
};
