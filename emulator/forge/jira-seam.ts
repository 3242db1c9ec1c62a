/** `requestJira`: the app's calls to Jira, as the app or as a user, recorded and metered. */
import type { SiteClock } from '../clock';
import type { Caller, JiraApi } from '../seams';
import type { AppManifest } from './app-manifest';
import type { Faults, FaultOf } from './faults';
import type { Installation } from './installation';
import type { Meter } from './meter';
import type { Traffic } from './traffic';

export interface JiraCall {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: BodyInit | undefined;
  readonly provider: 'app' | 'user' | 'none';
  /** The user: of the invocation, or the one to impersonate. */
  readonly accountId: string | undefined;
  readonly impersonated: boolean;
  readonly functionKey: string | undefined;
}

export interface JiraSeamParts {
  readonly jira: JiraApi;
  readonly clock: SiteClock;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly traffic: Traffic;
  readonly manifest: () => AppManifest;
  readonly installation: () => Installation;
}

/** What the proxy in front of Jira says in this header, the SDK turns into an error of its own. */
const PROXY_ERROR = 'forge-proxy-error';

export class JiraSeam {
  readonly #parts: JiraSeamParts;

  constructor(parts: JiraSeamParts) {
    this.#parts = parts;
  }

  async call(call: JiraCall): Promise<Response> {
    const caller = this.#callerOf(call);
    if (caller === undefined)
      return new Response(null, { status: 401, headers: { [PROXY_ERROR]: 'NEEDS_AUTHENTICATION_ERR' } });
    const { faults, jira, meter } = this.#parts;
    const fault = faults.use('jira', (candidate) => fits(candidate, call));
    const refused = fault === undefined ? this.#unsettled(caller) : answerOf(fault);
    const answer = refused ?? (await jira.request(requestOf(call), caller));
    const points = Number(answer.headers.get('x-emulator-points') ?? 0);
    const bytes = await answer.arrayBuffer();
    meter.jira(call.functionKey, points);
    this.#record(call, caller, {
      status: answer.status,
      text: Buffer.from(bytes).toString(),
      points,
      injected: refused !== undefined,
    });
    const headers = new Headers(answer.headers);
    headers.delete('x-emulator-points');
    const body = bytes.byteLength === 0 ? null : bytes;
    return new Response(body, { status: answer.status, statusText: answer.statusText, headers });
  }

  /** `undefined`: a user is needed and there is none, or the manifest doesn't allow to act for this one. */
  #callerOf(call: JiraCall): Caller | undefined {
    const { manifest, installation } = this.#parts;
    const { appId, scopes, impersonationScopes } = manifest();
    const key = call.functionKey === undefined ? {} : { functionKey: call.functionKey };
    switch (call.provider) {
      case 'app':
        return { accountId: installation().accountId, app: { appId, as: 'app', scopes, ...key } };
      case 'user': {
        const allowed = call.impersonated ? impersonationScopes : scopes;
        if (call.accountId === undefined || (call.impersonated && allowed.length === 0)) return undefined;
        return { accountId: call.accountId, app: { appId, as: 'user', scopes: allowed, ...key } };
      }
      case 'none':
        return { accountId: null };
    }
  }

  /** https://developer.atlassian.com/platform/forge/events-reference/life-cycle/ : permissions come after the installation. */
  #unsettled(caller: Caller): Response | undefined {
    if (caller.app?.as !== 'app') return undefined;
    const { faults, clock, installation } = this.#parts;
    const age = clock.now() - installation().installedAt;
    const fault = faults.use('permissionsSettleAfter', ({ seconds }) => age < seconds * 1000);
    if (fault === undefined) return undefined;
    return Response.json(
      { errorMessages: ['The app does not have permission to do this yet.'], errors: {} },
      { status: 403 },
    );
  }

  #record(
    call: JiraCall,
    caller: Caller,
    answer: { status: number; text: string; points: number; injected: boolean },
  ): void {
    const url = new URL(call.path, 'http://jira.local');
    const query: { [name: string]: string[] } = {};
    for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
    this.#parts.traffic.add({
      at: this.#parts.clock.iso(),
      method: call.method,
      path: url.pathname,
      query,
      body: typeof call.body === 'string' ? call.body : '',
      status: answer.status,
      answer: answer.text,
      functionKey: call.functionKey ?? null,
      as: caller.app?.as ?? 'anonymous',
      accountId: caller.accountId,
      points: answer.points,
      injected: answer.injected,
    });
  }
}

function requestOf(call: JiraCall): Request {
  const headers = new Headers(call.headers.map(([name, value]): [string, string] => [name, value]));
  // A body without a content type is taken for JSON: https://developer.atlassian.com/platform/forge/function-reference/nodejs-runtime/
  if (typeof call.body === 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json');
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  const body = call.body === undefined ? {} : { body: call.body };
  return new Request(new URL(call.path, 'http://jira.local'), { method: call.method, headers, ...body });
}

function fits(fault: FaultOf<'jira'>, call: JiraCall): boolean {
  return (
    (fault.method === undefined || fault.method === call.method) &&
    (fault.path === undefined || new RegExp(fault.path).test(call.path)) &&
    (fault.functionKey === undefined || fault.functionKey === call.functionKey)
  );
}

function answerOf(fault: FaultOf<'jira'>): Response {
  if (fault.status === 'timeout') return new Response(null, { status: 504, headers: { [PROXY_ERROR]: 'TIMEOUT' } });
  const retryAfter = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  return Response.json(
    { errorMessages: [`Injected fault: ${fault.status}.`], errors: {} },
    { status: fault.status, headers: retryAfter },
  );
}
