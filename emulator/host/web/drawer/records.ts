/** How each record of the control API becomes rows and columns. */
import { z } from 'zod';

export type RecordId = 'meter' | 'queues' | 'events' | 'logs' | 'storage' | 'traffic' | 'faults';
export type Row = Readonly<Record<string, unknown>>;

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly kind?: 'number' | 'bytes' | 'instant' | 'json';
}

export interface RecordView {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: (data: unknown) => readonly Row[];
  readonly newestFirst: boolean;
  /** What the clear button does: end a record on the site, or hide what this table shows. */
  readonly clears: ClearsSite | 'view' | 'nothing';
  readonly empty: string;
  /** Figures above the table, at one glance. */
  readonly figures?: (data: unknown) => readonly Figure[];
}

export interface ClearsSite {
  readonly label: string;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
}

export interface Figure {
  readonly title: string;
  readonly value: number;
  readonly kind: 'number' | 'bytes';
}

const Row = z.record(z.string(), z.unknown());
const Rows = z.array(Row);
const Meter = z.object({
  functions: z.record(z.string(), Row),
  total: z.record(z.string(), z.number()),
});
const Queues = z.object({ events: Rows, schedules: Rows });
const Storage = z.array(z.object({ space: z.string(), items: Rows }));

function meterRows(data: unknown): readonly Row[] {
  const { functions, total } = Meter.parse(data);
  const rows = Object.entries(functions).map(([functionKey, usage]) => ({ functionKey, ...usage }));
  return rows.length === 0 ? [] : [...rows, { functionKey: 'All', ...total }];
}

/** What the app used since the meter was reset: one action's cost, when it was reset just before. */
function meterFigures(data: unknown): readonly Figure[] {
  const { total } = Meter.parse(data);
  const figure = (title: string, name: string, kind: Figure['kind'] = 'number'): Figure => ({
    title,
    kind,
    value: total[name] ?? 0,
  });
  return [
    figure('Invocations', 'invocations'),
    figure('GB-seconds', 'gbSeconds'),
    figure('Storage read', 'kvsReadBytes', 'bytes'),
    figure('Storage written', 'kvsWrittenBytes', 'bytes'),
    figure('Logged', 'logBytes', 'bytes'),
    figure('Jira calls', 'jiraCalls'),
    figure('Jira points', 'jiraPoints'),
  ];
}

function queueRows(data: unknown): readonly Row[] {
  const { events, schedules } = Queues.parse(data);
  return [
    ...events,
    ...schedules.map(({ moduleKey, nextDue }) => ({
      queue: `schedule ${String(moduleKey)}`,
      state: 'waiting',
      dueAt: nextDue,
    })),
  ];
}

export const RECORDS: Readonly<Record<RecordId, RecordView>> = {
  meter: {
    caption: 'Use of the platform by function',
    rows: meterRows,
    columns: [
      { key: 'functionKey', title: 'Function' },
      { key: 'invocations', title: 'Invocations', kind: 'number' },
      { key: 'failures', title: 'Failures', kind: 'number' },
      { key: 'gbSeconds', title: 'GB-seconds', kind: 'number' },
      { key: 'kvsRequests', title: 'Storage requests', kind: 'number' },
      { key: 'kvsReadBytes', title: 'Storage read', kind: 'bytes' },
      { key: 'kvsWrittenBytes', title: 'Storage written', kind: 'bytes' },
      { key: 'logBytes', title: 'Logged', kind: 'bytes' },
      { key: 'jiraCalls', title: 'Jira calls', kind: 'number' },
      { key: 'jiraPoints', title: 'Jira points', kind: 'number' },
    ],
    newestFirst: false,
    clears: { label: 'Reset the meter', method: 'POST', path: '/_emulator/meter/reset' },
    empty: 'Do something now, such as opening an issue or changing a field: what it costs appears here.',
    figures: meterFigures,
  },
  queues: {
    caption: 'Queue events and schedules',
    rows: queueRows,
    columns: [
      { key: 'queue', title: 'Queue' },
      { key: 'state', title: 'State' },
      { key: 'dueAt', title: 'Due', kind: 'instant' },
      { key: 'attempts', title: 'Attempts', kind: 'number' },
      { key: 'body', title: 'Body', kind: 'json' },
      { key: 'error', title: 'Last error' },
    ],
    newestFirst: false,
    clears: 'nothing',
    empty: 'No queue event is waiting and no schedule is set.',
  },
  events: {
    caption: 'Product events for the app',
    rows: (data) => Rows.parse(data),
    columns: [
      { key: 'publishedAt', title: 'Published', kind: 'instant' },
      { key: 'type', title: 'Event' },
      { key: 'moduleKey', title: 'Trigger' },
      { key: 'state', title: 'State' },
      { key: 'dueAt', title: 'Due', kind: 'instant' },
      { key: 'attempts', title: 'Attempts', kind: 'number' },
      { key: 'note', title: 'Note' },
      { key: 'payload', title: 'Payload', kind: 'json' },
    ],
    newestFirst: true,
    clears: 'view',
    empty: 'Change an issue, and the events for the app appear here.',
  },
  logs: {
    caption: 'Log lines',
    rows: (data) => Rows.parse(data),
    columns: [
      { key: 'at', title: 'Time', kind: 'instant' },
      { key: 'level', title: 'Level' },
      { key: 'functionKey', title: 'Function' },
      { key: 'source', title: 'From' },
      { key: 'message', title: 'Message' },
    ],
    newestFirst: true,
    clears: 'view',
    empty: 'The app has not logged anything.',
  },
  storage: {
    caption: 'Stored keys and entities',
    rows: (data) => Storage.parse(data).flatMap(({ space, items }) => items.map((item) => ({ space, ...item }))),
    columns: [
      { key: 'space', title: 'Store' },
      { key: 'key', title: 'Key' },
      { key: 'bytes', title: 'Size', kind: 'bytes' },
      { key: 'updatedAt', title: 'Updated', kind: 'instant' },
      { key: 'expiresAt', title: 'Expires', kind: 'instant' },
    ],
    newestFirst: false,
    clears: 'nothing',
    empty: 'The app has not stored anything.',
  },
  traffic: {
    caption: 'Calls of the app to Jira',
    rows: (data) => Rows.parse(data),
    columns: [
      { key: 'at', title: 'Time', kind: 'instant' },
      { key: 'function', title: 'Function' },
      { key: 'as', title: 'As' },
      { key: 'method', title: 'Method' },
      { key: 'path', title: 'Path' },
      { key: 'status', title: 'Status', kind: 'number' },
      { key: 'points', title: 'Points', kind: 'number' },
      { key: 'body', title: 'Body', kind: 'json' },
      { key: 'answer', title: 'Answer', kind: 'json' },
    ],
    newestFirst: true,
    clears: 'view',
    empty: 'The app has not called Jira.',
  },
  faults: {
    caption: 'Injected faults',
    rows: (data) => Rows.parse(data).map(({ kind, ...fault }) => ({ kind, fault })),
    columns: [
      { key: 'kind', title: 'Kind' },
      { key: 'fault', title: 'What happens', kind: 'json' },
    ],
    newestFirst: false,
    clears: { label: 'End all faults', method: 'DELETE', path: '/_emulator/faults' },
    empty: 'Nothing is made to fail. POST /_emulator/faults injects failures.',
  },
};
