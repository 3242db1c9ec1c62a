/** Finds the operation a request means, checks who calls, and turns every outcome into Jira's own answer. */
import type { Caller } from '../seams';
import { unauthenticated } from './auth';
import { JiraError, type Call, type Method, type Operation, type Reply } from './http';
import type { RateLimiter } from './rate-limit';
import type { JiraSite } from './site';

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE'] satisfies Method[];
const isMethod = (method: string): method is Method => METHODS.includes(method);

interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** One segment of the path: literal children win over the parameter, as in `/priority/search` against `/priority/{id}`. */
interface Node {
  readonly literals: Map<string, Node>;
  /** The parameter's name belongs to the operation, because operations name the same place differently. */
  parameter?: Node;
  readonly operations: Map<Method, Operation>;
}

const newNode = (): Node => ({ literals: new Map(), operations: new Map() });
const isParameter = (segment: string): boolean => segment.startsWith('{');

function routeTree(operations: readonly Operation[]): Node {
  const root = newNode();
  for (const operation of operations) {
    let node = root;
    for (const segment of operation.path.split('/').slice(1)) {
      if (isParameter(segment)) node = node.parameter ??= newNode();
      else {
        const next = node.literals.get(segment) ?? newNode();
        node.literals.set(segment, next);
        node = next;
      }
    }
    if (node.operations.has(operation.method)) throw new Error(`declared twice: ${operation.method} ${operation.path}`);
    node.operations.set(operation.method, operation);
  }
  return root;
}

function find(node: Node, method: Method, segments: readonly string[], values: readonly string[]): Match | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    const operation = node.operations.get(method);
    return operation === undefined ? undefined : { operation, params: paramsOf(operation, values) };
  }
  const literal = node.literals.get(segment);
  const exact = literal === undefined ? undefined : find(literal, method, rest, values);
  if (exact !== undefined || node.parameter === undefined || segment === '') return exact;
  return find(node.parameter, method, rest, [...values, segment]);
}

function paramsOf(operation: Operation, values: readonly string[]): Record<string, string> {
  const names = operation.path.split('/').filter(isParameter);
  return Object.fromEntries(names.map((name, index) => [name.slice(1, -1), decodeURIComponent(values[index] ?? '')]));
}

const errorBody = (
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {},
): Response['body'] | string => JSON.stringify({ errorMessages: messages, errors });

function errorResponse(
  status: number,
  messages: readonly string[],
  errors = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(errorBody(messages, errors), {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  });
}

/** What the gateway in front of Jira answers to an app that lacks a scope. */
const scopeMismatch = (): Response =>
  Response.json({ code: 401, message: 'Unauthorized; scope does not match' }, { status: 401 });

export function hasScopes(caller: Caller, operation: Operation): boolean {
  return caller.app === undefined || operation.scopes.every((scope) => caller.app?.scopes.includes(scope));
}

export interface Router {
  request(request: Request, caller: Caller): Promise<Response>;
}

export function createRouter(site: JiraSite, operations: readonly Operation[], limiter: RateLimiter): Router {
  const tree = routeTree(operations);
  return {
    async request(request, caller) {
      const url = new URL(request.url);
      const path = url.pathname.replace(/^\/rest\/api\/latest(?=\/|$)/, '/rest/api/3').replace(/\/+$/, '');
      const { method } = request;
      if (!isMethod(method))
        return errorResponse(405, [`${method} is not allowed on ${path}.`], {}, { allow: METHODS.join(', ') });
      let match: Match | undefined;
      try {
        match = find(tree, method, path.split('/').slice(1), []);
      } catch (error) {
        if (error instanceof URIError) return errorResponse(400, ['The path is not valid percent-encoding.']);
        throw error;
      }
      if (match === undefined) return errorResponse(501, [`${method} ${path} is not implemented by the emulator.`]);
      return answer(site, limiter, match, request, url, caller);
    },
  };
}

async function answer(
  site: JiraSite,
  limiter: RateLimiter,
  match: Match,
  request: Request,
  url: URL,
  caller: Caller,
): Promise<Response> {
  const { operation, params } = match;
  if (!hasScopes(caller, operation)) return scopeMismatch();
  if (caller.accountId === null && !operation.anonymous) return unauthenticated();
  const issue = params['issueIdOrKey'];
  const rated = { caller, method: operation.method, ...(issue === undefined ? {} : { issue }) };
  const refusal = limiter.admit(rated);
  if (refusal !== undefined) return refusal;

  const call: Call = { site, caller, params, query: url.searchParams, body: undefined, objectsRead: 0 };
  const response = await run(operation, call, request);
  for (const [name, value] of Object.entries(limiter.finish(rated, 1 + call.objectsRead)))
    response.headers.set(name, value);
  return response;
}

async function run(operation: Operation, call: Call, request: Request): Promise<Response> {
  try {
    const withBody: Call = Object.assign(call, { body: await jsonBody(request) });
    return responseOf(await operation.run(withBody));
  } catch (error) {
    if (error instanceof JiraError)
      return errorResponse(error.status, error.errorMessages, error.errors, error.headers);
    console.error(`${operation.method} ${operation.path} failed`, error);
    return errorResponse(500, ['Internal server error']);
  }
}

async function jsonBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JiraError(400, [`There was an error parsing JSON. Check that your request body is valid. ${reason}`]);
  }
}

function responseOf(reply: Reply): Response {
  const headers = new Headers({ ...reply.headers });
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  headers.set('content-type', 'application/json;charset=UTF-8');
  return new Response(JSON.stringify(reply.body), { status: reply.status, headers });
}
