/**
 * Holds answers against Jira Cloud's own OpenAPI document, which lies beside the repository and is not part of it.
 * `describeWithOpenApi` skips in so many words where it is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { describeWith } from './prerequisite';

const CONTRACTS = join(__dirname, '../../../shared/contracts');
const DOCUMENT = join(CONTRACTS, 'jira-cloud-v3.openapi.json');
const DEVIATIONS = join(CONTRACTS, 'jira-openapi-known-deviations.txt');

const Operation = z.looseObject({
  'x-atlassian-oauth2-scopes': z
    .array(z.object({ scheme: z.string(), state: z.string(), scopes: z.array(z.string()) }))
    .optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).optional() }),
  ),
});
type Operation = z.output<typeof Operation>;
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.unknown(),
});

/**
 * Where the emulator answers as real sites do and the document says otherwise (or not at all). `at` is a JSON pointer with `*` for
 * an index; without `operation` it counts everywhere.
 */
const OUR_DEVIATIONS: readonly {
  readonly operation?: string;
  readonly at: RegExp;
  /** Only this property is too many there; otherwise whatever is wrong at the place is let pass. */
  readonly additional?: string;
  readonly why: string;
}[] = [
  {
    at: /\/position$/,
    why: 'the document names the position of a gadget by its descriptions instead of row and column',
  },
  {
    operation: 'get /rest/api/3/field/{fieldId}/context/defaultValue',
    at: /^\/values\/\*$/,
    why: "the document's alternatives overlap: a single option also fits the cascading one, which oneOf forbids",
  },
  {
    operation: 'get /rest/api/3/field',
    at: /^\/\*$/,
    additional: 'untranslatedName',
    why: 'fields carry untranslatedName on live sites, as in the answer to their creation',
  },
  {
    at: /\/items\/\*\/(from|fromString|to|toString)$/,
    why: 'a side of a change without a value is null on live sites',
  },
  {
    operation: 'get /rest/api/3/bulk/queue/{taskId}',
    at: /^\/(started|updated)$/,
    why: 'epoch milliseconds, as in the example',
  },
  {
    operation: 'get /rest/api/3/project/search',
    at: /^\/values\/\*$/,
    additional: 'projectKeys',
    why: 'the operation documents expand=projectKeys, the schema of a project has no projectKeys',
  },
  {
    operation: 'post /rest/api/3/jql/parse',
    at: /\/where(\/|$)/,
    why: 'the schema of a clause forbids the properties that it requires; the example of the document breaks it too',
  },
];

export interface OpenApi {
  readonly operations: ReadonlyMap<string, Operation>;
  /** The classic scopes of the operation, `undefined` when the document does not know it. */
  scopesOf(method: string, path: string): readonly string[] | undefined;
  /** What is wrong with an answer; empty when nothing is. `path` is as in the document. */
  violations(method: string, path: string, status: number, body: unknown): string[];
}

const keyOf = (method: string, path: string): string => `${method.toLowerCase()} ${path}`;
const escaped = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const withoutIndexes = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*');

function knownDeviations(): Set<string> {
  if (!existsSync(DEVIATIONS)) return new Set();
  const lines = readFileSync(DEVIATIONS, 'utf8').split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [, operation, status, pointer, , params] = /^(\w+ \S+) (\d+): (\S*) ?(must .*?) (\{.*\})$/.exec(line) ?? [];
      return operation === undefined
        ? []
        : [`${operation} ${status ?? ''} ${withoutIndexes(pointer ?? '')} ${params ?? ''}`];
    }),
  );
}

function load(): OpenApi {
  const document = Document.parse(JSON.parse(readFileSync(DOCUMENT, 'utf8')));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  // Jira writes offsets without a colon, which RFC 3339 does not allow.
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/);
  ajv.addSchema({ ...document, $id: 'jira' });
  const validators = new Map<string, ValidateFunction>();
  const deviations = knownDeviations();
  const operations = new Map<string, Operation>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'delete']) {
      if (methods[method] !== undefined) operations.set(keyOf(method, path), Operation.parse(methods[method]));
    }
  }
  return {
    operations,
    scopesOf(method, path) {
      const found = operations.get(keyOf(method, path));
      if (found === undefined) return undefined;
      const current = found['x-atlassian-oauth2-scopes']?.find(
        ({ scheme, state }) => scheme === 'OAuth2' && state === 'Current',
      );
      return current?.scopes ?? (found.security ?? []).flatMap(({ OAuth2 }) => OAuth2 ?? []);
    },
    violations(method, path, status, body) {
      const key = keyOf(method, path);
      const response = operations.get(key)?.responses[String(status)];
      if (response === undefined) return [`${key}: the document knows no answer ${status}`];
      if (response.content?.['application/json']?.schema === undefined) return [];
      const pointer = [
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        String(status),
        'content',
        'application/json',
        'schema',
      ];
      const reference = `jira#/${pointer.map((part) => encodeURIComponent(escaped(part))).join('/')}`;
      const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
      validators.set(reference, validate);
      validate(body);
      const isKnown = ({ instancePath, params }: ErrorObject): boolean => {
        const at = withoutIndexes(instancePath);
        const ours = OUR_DEVIATIONS.some(
          ({ operation, at: place, additional }) =>
            (operation ?? key) === key &&
            place.test(at) &&
            (additional === undefined || additional === params['additionalProperty']),
        );
        return ours || deviations.has(`${key} ${status} ${at} ${JSON.stringify(params)}`);
      };
      return (validate.errors ?? [])
        .filter((error) => !isKnown(error))
        .map(
          ({ instancePath, message, params }) =>
            `${key} ${status}: ${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
        );
    },
  };
}

let loaded: OpenApi | undefined;

/** Runs the suite with the document, or says which file is missing and skips it. */
export function describeWithOpenApi(name: string, suite: (openApi: () => OpenApi) => void): void {
  const missing = '../shared/contracts/jira-cloud-v3.openapi.json is not there';
  describeWith(name, { present: existsSync(DOCUMENT), missing, neededInCi: false }, () =>
    suite(() => (loaded ??= load())),
  );
}
