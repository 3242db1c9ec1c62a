/**
 * The globals that the Forge SDK finds on the platform, for tests that run the real SDK. Import this file before any
 * `@forge/*` package, then say with `onForge` who answers.
 */
export interface ForgeCall {
  readonly descriptor: { readonly type: string; readonly provider?: string; readonly remote?: string };
  readonly path: string;
  readonly method: string;
  readonly body: string;
}

export type ForgeAnswer = (call: ForgeCall) => Promise<Response> | Response;

let answer: ForgeAnswer = ({ path }) => {
  throw new Error(`nobody answers ${path}`);
};

export function onForge(next: ForgeAnswer): void {
  answer = next;
}

Object.assign(globalThis, {
  __forge_fetch__: (descriptor: ForgeCall['descriptor'], path: string, init: { method?: string; body?: string } = {}) =>
    Promise.resolve(answer({ descriptor, path, method: init.method ?? 'GET', body: init.body ?? '' })),
  __forge_runtime__: {
    contextAri: 'ari:cloud:jira::site/11111111-1111-1111-1111-111111111111',
    proxy: { token: 'token', url: 'http://proxy.local' },
    container: {},
    appContext: {
      appId: 'app-1',
      appVersion: '1.0.0',
      environmentId: 'environment-1',
      environmentType: 'DEVELOPMENT',
      invocationId: '0a1b2c3d-0000-0000-0000-000000000000',
      installationId: 'installation-1',
      functionKey: 'resolver',
      moduleType: 'jira:issuePanel',
      moduleKey: 'plumbline-panel',
    },
    lambdaContext: { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 25_000 },
    tracing: { traceId: '1', spanId: '2' },
    realtime: {},
    metrics: {
      counter: () => ({
        incr: () => undefined,
        incrBy: () => undefined,
        decr: () => undefined,
        decrBy: () => undefined,
      }),
      timing: () => ({ measure: () => ({ stop: () => undefined }) }),
      gauge: () => ({ set: () => undefined }),
    },
    featureFlags: () => false,
  },
});
