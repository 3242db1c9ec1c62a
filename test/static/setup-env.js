// @forge/bridge throws at import without a bridge; jsdom lacks some of what browsers have.
const { TextDecoder, TextEncoder } = require('node:util');
const v8 = require('node:v8');

globalThis.__bridge = { callBridge: async (name, payload) => globalThis.__bridgeHandler?.(name, payload) };
Object.assign(globalThis, { TextEncoder, TextDecoder });
globalThis.structuredClone ??= (value) => v8.deserialize(v8.serialize(value));
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
globalThis.IntersectionObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};
globalThis.matchMedia ??= () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
