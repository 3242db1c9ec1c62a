/**
 * Forge's key-value and custom entity store, at the wire that @forge/kvs 1.6.5 speaks.
 *
 * Approximations: an expired value is gone at once (the platform may show it for 48 hours); queries see every write at
 * once; limits per key and index value (12, 1 and 24 MB/s) are not enforced; secrets are not encrypted.
 */
import type { Database } from 'better-sqlite3';
import type { SiteClock } from '../../clock';
import type { Json } from '../../json';
import type { AppManifest } from '../app-manifest';
import { bytesOf } from '../limits';
import { batch } from './batch';
import { fromCursor, toCursor } from './cursor';
import { queryEntity } from './entity-query';
import { invalid, KvsError, malformed } from './errors';
import { KVS_LIMITS } from './limits';
import {
  get,
  placesOf,
  remove,
  SECRETS,
  set,
  shown,
  VALUES,
  type Outcome,
  type Place,
  type Places,
} from './operations';
import { RateLimiter, type Kind } from './rate';
import * as wire from './requests';
import { KvsStore, type Space } from './store';
import { transact } from './transaction';

export { KVS_LIMITS } from './limits';

export interface KvsMeter {
  /** One request and the bytes it moved; refused requests move none. */
  kvs(functionKey: string, used: { readonly readBytes: number; readonly writtenBytes: number }): void;
}

export interface KvsOptions {
  readonly db: Database;
  readonly clock: Pick<SiteClock, 'now'>;
  readonly manifest: Pick<AppManifest, 'entities' | 'scopes'>;
  readonly installationId: string;
  readonly meter: KvsMeter;
}

export interface KvsInventory {
  readonly space: Space;
  readonly items: readonly {
    readonly key: string;
    readonly bytes: number;
    readonly updatedAt: number;
    readonly expiresAt: number | undefined;
  }[];
}

export interface Kvs {
  /** `path` and `body` as the SDK hands them to the platform. Never throws for what a client did wrong. */
  handle(path: string, body: string, context: { readonly functionKey: string }): Promise<Response>;
  /** What is stored, without the values: for the host's own pages. */
  inspect(): KvsInventory[];
}

interface Endpoint {
  readonly kind: Kind;
  /** The largest body; the value's own limit is checked with the value. */
  readonly maximumBytes?: number;
  readonly run: (body: unknown, now: number) => Outcome;
}

export function createKvs({ db, clock, manifest, installationId, meter }: KvsOptions): Kvs {
  const store = new KvsStore(db, installationId);
  const endpoints = endpointsOf(store, placesOf(manifest.entities));
  const rate = new RateLimiter(clock);

  const answer = async (path: string, body: string, functionKey: string): Promise<Response> => {
    const endpoint = endpoints.get(path);
    if (endpoint === undefined) throw new KvsError(501, 'NOT_IMPLEMENTED', `The store has no operation ${path}`);
    if (!manifest.scopes.includes('storage:app')) {
      throw new KvsError(403, 'PERMISSION_DENIED', 'The manifest lacks the scope storage:app');
    }
    const bytes = bytesOf(body);
    if (bytes > (endpoint.maximumBytes ?? Infinity)) {
      throw invalid('MAX_SIZE', `The payload exceeds ${endpoint.maximumBytes} bytes`);
    }
    const outcome = await rate.admit(endpoint.kind, bytes, () => {
      const now = clock.now();
      store.purgeExpired(now);
      return endpoint.run(parseBody(body), now);
    });
    meter.kvs(functionKey, outcome);
    return outcome.body === undefined ? new Response(null, { status: 204 }) : Response.json(outcome.body);
  };

  return {
    async handle(path, body, { functionKey }) {
      try {
        return await answer(path, body, functionKey);
      } catch (error) {
        if (!(error instanceof KvsError)) throw error;
        meter.kvs(functionKey, { readBytes: 0, writtenBytes: 0 });
        return error.response();
      }
    },
    inspect() {
      store.purgeExpired(clock.now());
      return store.inventory();
    },
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed('The request body is not JSON');
  }
}

const read = (run: Endpoint['run']): Endpoint => ({ kind: 'read', run });
const write = (run: Endpoint['run'], maximumBytes?: number): Endpoint => ({
  kind: 'write',
  run,
  ...(maximumBytes === undefined ? {} : { maximumBytes }),
});

function endpointsOf(store: KvsStore, places: Places): ReadonlyMap<string, Endpoint> {
  return new Map<string, Endpoint>([
    ...placeEndpoints(store, '/api/v1', VALUES),
    ...placeEndpoints(store, '/api/v1/secret', SECRETS),
    ...entityEndpoints(store, places),
    ['/api/v1/query', read((body) => queryValues(store, wire.parse(wire.QueryRequest, body)))],
    [
      '/api/v1/transaction',
      write(
        (body, now) => transact(store, places, wire.parse(wire.TransactionRequest, body), now),
        KVS_LIMITS.transactionBytes.value,
      ),
    ],
    ...batchEndpoints(store, places),
  ]);
}

const placeEndpoints = (store: KvsStore, prefix: string, place: Place): [string, Endpoint][] => [
  [
    `${prefix}/get`,
    read((body) => {
      const request = wire.parse(wire.GetRequest, body);
      return get(store, place, request.key, request.options?.metadataFields);
    }),
  ],
  [
    `${prefix}/set`,
    write((body, now) => {
      const request = wire.parse(wire.SetRequest, body);
      return set(store, place, request.key, request.value, request.options ?? {}, now);
    }),
  ],
  [`${prefix}/delete`, write((body) => remove(store, place, wire.parse(wire.DeleteRequest, body).key))],
];

const entityEndpoints = (store: KvsStore, places: Places): [string, Endpoint][] => [
  [
    '/api/v1/entity/get',
    read((body) => {
      const request = wire.parse(wire.EntityGetRequest, body);
      return get(store, places(request.entityName), request.key, request.options?.metadataFields);
    }),
  ],
  [
    '/api/v1/entity/set',
    write((body, now) => {
      const request = wire.parse(wire.EntitySetRequest, body);
      return set(store, places(request.entityName), request.key, request.value, request.options ?? {}, now);
    }),
  ],
  [
    '/api/v1/entity/delete',
    write((body) => {
      const request = wire.parse(wire.EntityDeleteRequest, body);
      return remove(store, places(request.entityName), request.key);
    }),
  ],
  [
    '/api/v1/entity/query',
    read((body) => {
      const request = wire.parse(wire.EntityQueryRequest, body);
      const { entity } = places(request.entityName);
      if (entity === undefined) throw malformed('entityName is missing');
      const { items, cursor, readBytes } = queryEntity(store, entity, request);
      return pageOf(
        items.map((item) => shown(item, request.options?.metadataFields)),
        cursor,
        readBytes,
      );
    }),
  ],
];

const batchEndpoints = (store: KvsStore, places: Places): [string, Endpoint][] => [
  [
    '/api/v1/batch/set',
    write(
      (body, now) =>
        batch(wire.parse(wire.BatchSetRequest, body), ({ key, entityName, value, options }) =>
          set(store, places(entityName), key, value, options ?? {}, now),
        ),
      KVS_LIMITS.batchBytes.value,
    ),
  ],
  [
    '/api/v1/batch/get',
    read((body) =>
      batch(wire.parse(wire.BatchGetRequest, body), ({ key, entityName, options }) =>
        get(store, places(entityName), key, options?.metadataFields),
      ),
    ),
  ],
  [
    '/api/v1/batch/delete',
    write((body) =>
      batch(wire.parse(wire.BatchDeleteRequest, body), ({ key, entityName }) => remove(store, places(entityName), key)),
    ),
  ],
];

const pageOf = (data: Json[], cursor: string | undefined, readBytes: number): Outcome => ({
  body: { data, ...(cursor === undefined ? {} : { cursor }) },
  readBytes,
  writtenBytes: 0,
});

/** Plain values only: secrets can't be queried. */
function queryValues(store: KvsStore, request: ReturnType<typeof wire.QueryRequest.parse>): Outcome {
  const limit = request.limit ?? KVS_LIMITS.pageDefault.value;
  if (!Number.isInteger(limit) || limit < 1 || limit > KVS_LIMITS.pageMaximum.value) {
    throw invalid('LIST_QUERY_LIMIT_EXCEEDED', `The limit must be between 1 and ${KVS_LIMITS.pageMaximum.value}`);
  }
  const prefix = prefixOf(request.where ?? []);
  const question = JSON.stringify(['values', prefix]);
  const found = store.list(prefix, fromCursor(question, request.after)?.key, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const cursor =
    found.length > limit && last !== undefined ? toCursor(question, { range: last.key, key: last.key }) : undefined;
  const readBytes = page.reduce((sum, item) => sum + item.bytes, 0);
  return pageOf(
    page.map((item) => shown(item, request.options?.metadataFields)),
    cursor,
    readBytes,
  );
}

function prefixOf(where: readonly wire.Condition[]): string {
  const [clause, ...more] = where;
  if (clause === undefined) return '';
  if (more.length > 0) throw invalid('QUERY_WHERE_INVALID', 'Queries should contain only a single "where" clause');
  if (clause.property !== 'key')
    throw invalid('QUERY_WHERE_FIELD_INVALID', `${clause.property} is not supported for filters`);
  if (clause.condition !== 'BEGINS_WITH')
    throw invalid('INVALID_FILTER_CONDITION', `${clause.condition} is not supported`);
  const [prefix, ...others] = clause.values;
  if (typeof prefix !== 'string' || others.length > 0)
    throw invalid('INVALID_FILTER_VALUES', 'BEGINS_WITH takes one text');
  return prefix;
}
