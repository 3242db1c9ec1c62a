/** An import in its states, and the page over answers given by the test. */
import { webcrypto } from 'node:crypto';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import type { ImportView, Inspection, CiMapping, RunView } from '../../../../../static/console/cmdb/import/types';
import { ImportPage } from '../../../../../static/console/cmdb/import/ImportPage';
import { cmdbMessages } from '../../../../../static/console/cmdb/shared/messages';
import type { Answers } from '../../../admin/bridge';
import { backend, show, type BridgeCalls } from '../../../surface';

/** jsdom has neither digests nor a way to read a file's bytes. */
export function giveBrowserPowers(): void {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
  File.prototype.arrayBuffer = function arrayBuffer(this: File): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () =>
        reader.result instanceof ArrayBuffer ? resolve(reader.result) : reject(new Error('not read as bytes'));
      reader.onerror = () => reject(reader.error ?? new Error('not read'));
      reader.readAsArrayBuffer(this);
    });
  };
}

export const catalogue: CatalogueState = {
  catalogue: {
    classes: [],
    relationTypes: [{ key: 'runsOn', name: 'runs on', inverse: 'runs', impact: 'toSource' }],
  },
  classes: [
    {
      key: 'server',
      name: 'Server',
      parent: null,
      lineage: ['server'],
      abstract: false,
      icon: 'server',
      help: null,
      attributes: [
        {
          key: 'ip',
          name: 'IP address',
          type: 'ip',
          required: false,
          recommended: false,
          unique: false,
          declaredBy: 'server',
        },
      ],
      states: [{ key: 'inUse', name: 'In use', inService: true, retired: false }],
      identifiers: [['name']],
      staleAfterDays: null,
      readRoles: [],
      requiredRelations: [],
      redundancy: [],
      readable: true,
    },
  ],
  version: 1,
  updatedAt: null,
  updatedBy: null,
  editable: true,
};

export const mapping: CiMapping = {
  kind: 'cis',
  source: 'import',
  classKey: 'server',
  classNames: {},
  columns: [{ column: 'Name', target: { to: 'field', field: 'name' }, whenEmpty: 'keep' }],
  notation: { decimal: '.', date: 'ymd' },
};

export const aRun = (changes: Partial<RunView> = {}): RunView => ({
  state: 'done',
  startedAt: '2026-03-02T09:00:00.000Z',
  finishedAt: '2026-03-02T09:01:00.000Z',
  total: 3,
  done: 3,
  counts: { create: 1, update: 1, unchanged: 0, reject: 1 },
  differing: 0,
  ...changes,
});

export const anImport = (changes: Partial<ImportView> = {}): ImportView => ({
  importId: 'imp-1',
  state: 'ready',
  startedAt: '2026-03-02T09:00:00.000Z',
  by: 'bram',
  file: { name: 'servers.csv', bytes: 10, parts: 1 },
  missing: [],
  format: { kind: 'csv', encoding: 'utf-8', delimiter: ',', header: true, guarded: false },
  columns: ['Name', 'IP'],
  rows: 2,
  mapping: null,
  run: null,
  dryRun: null,
  apply: null,
  undo: null,
  request: null,
  note: null,
  expired: false,
  ...changes,
});

export const inspection = (changes: Partial<ImportView> = {}): Inspection => ({
  import: anImport(changes),
  sample: [
    { line: 2, cells: ['web-01', '10.0.0.1'], problem: null },
    { line: 3, cells: ['web-02', 'nonsense'], problem: null },
  ],
  broken: 0,
  suggestion: mapping,
});

const people: Answers = {
  'cmdb.names': () => ({ people: [] }),
  'cmdb.import.settings': () => ({ mappings: [], precedence: { order: [], byPath: {} }, version: null }),
  'cmdb.import.list': () => ({ imports: [] }),
  'cmdb.import.preview': () => ({ problems: [], verdicts: [] }),
  'cmdb.import.rows': () => ({ rows: [], cursor: null }),
};

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

export function open(path: string, answers: Answers): BridgeCalls & { readonly container: HTMLElement } {
  const calls = backend({ 'cmdb.catalogue': () => catalogue, ...people, ...answers });
  const container = show(
    <MemoryRouter initialEntries={[path]}>
      <Routes>
        <Route path="/cmdb/import/*" element={<ImportPage />} />
        <Route path="*" element={null} />
      </Routes>
      <Address />
    </MemoryRouter>,
    { messages: cmdbMessages },
  );
  return { ...calls, container };
}

export const asked = ({ invoked }: BridgeCalls, name: string): unknown[] =>
  invoked.filter(({ functionKey }) => functionKey === name).map(({ payload }) => payload);
