/**
 * The first script of an app's realm, as text because it has to be evaluated inside it: values that the app sees must
 * be made of the realm's own `Object`, `Error`, `Promise` and `Date`, or `instanceof` fails in the app's code.
 * It is called with the host's side of every seam and returns how to call an exported function with JSON text.
 */
export const REALM_PRELUDE = /* js */ `(function (host) {
  'use strict';
  const RealDate = Date;
  const SiteDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [host.now()] : args, newTarget === SiteDate ? target : newTarget),
    apply: () => new RealDate(host.now()).toString(),
  });
  RealDate.now = () => host.now();
  RealDate.prototype.constructor = SiteDate;

  const format = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
  const formatToParts = Intl.DateTimeFormat.prototype.formatToParts;
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
    ...format,
    get() {
      const own = format.get.call(this);
      return (date = host.now()) => own(date);
    },
  });
  Intl.DateTimeFormat.prototype.formatToParts = function (date = host.now()) {
    return formatToParts.call(this, date);
  };

  class Response extends host.Response {
    async json() {
      return JSON.parse(await this.text());
    }
    clone() {
      return Object.setPrototypeOf(super.clone(), Response.prototype);
    }
    static json(value, init) {
      const headers = new host.Headers(init && init.headers);
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
      return new Response(JSON.stringify(value), { ...init, headers });
    }
  }

  const own = (failure) => Object.assign(failure.type === 'TypeError' ? new TypeError(failure.message) : new Error(failure.message), failure.properties);
  const settle = async (answer) => {
    const outcome = await answer;
    if (outcome.failure !== undefined) throw own(outcome.failure);
    return new Response(outcome.body, { status: outcome.status, statusText: outcome.statusText, headers: outcome.headers });
  };
  const requestOf = (input, init) => {
    try {
      return new host.Request(input, init);
    } catch (error) {
      throw new TypeError(error.message);
    }
  };
  const forgeFetch = async (descriptor, path, init = {}) => {
    const headers = [...new host.Headers(init.headers)];
    const hasBody = init.body !== undefined && init.body !== null;
    return settle(host.seam(JSON.stringify(descriptor), String(path), { method: init.method || 'GET', headers, body: hasBody ? init.body : undefined }));
  };
  const fetch = async (input, init) => settle(host.fetch(requestOf(input, init)));
  const structuredClone = (value) => {
    const clone = (inner) => {
      if (typeof inner !== 'object' || inner === null) {
        if (typeof inner === 'function' || typeof inner === 'symbol') throw new Error('could not be cloned');
        return inner;
      }
      if (seen.has(inner)) return seen.get(inner);
      if (inner instanceof RealDate) return new SiteDate(inner.getTime());
      if (inner instanceof RegExp) return new RegExp(inner.source, inner.flags);
      if (ArrayBuffer.isView(inner) || inner instanceof ArrayBuffer) return host.structuredClone(inner);
      const made = Array.isArray(inner) ? [] : inner instanceof Map ? new Map() : inner instanceof Set ? new Set() : inner instanceof Error ? new Error(inner.message) : {};
      seen.set(inner, made);
      if (inner instanceof Map) for (const [key, entry] of inner) made.set(clone(key), clone(entry));
      else if (inner instanceof Set) for (const entry of inner) made.add(clone(entry));
      else for (const key of Object.keys(inner)) made[key] = clone(inner[key]);
      return made;
    };
    const seen = new Map();
    return clone(value);
  };

  const hidden = (value) => ({ value, writable: true, configurable: true, enumerable: false });
  Object.defineProperties(globalThis, {
    Date: hidden(SiteDate),
    Response: hidden(Response),
    fetch: hidden(fetch),
    structuredClone: hidden(structuredClone),
    __forge_fetch__: hidden(forgeFetch),
    __forge_runtime__: { get: () => host.runtime(), configurable: true, enumerable: false },
    global: hidden(globalThis),
  });

  return {
    promisePrototype: Promise.prototype,
    call: async (handler, argumentTexts) => {
      const result = await handler(...argumentTexts.map((text) => (text === undefined ? undefined : JSON.parse(text))));
      return JSON.stringify(result);
    },
  };
})`;
