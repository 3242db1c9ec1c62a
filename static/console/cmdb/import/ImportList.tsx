import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { DataTable, Loaded, Lozenge, Skeleton, type Column, type Tone } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { useCmdbText } from '../shared/messages';
import { usePeople } from '../shared/use-people';
import { useImportText } from './messages';
import { VERDICTS, type ImportView } from './types';
import { importPath } from './upload/UploadStep';
import { isUnderWay } from './use-import';

const LOOK = 10_000;

/** The imports of late, each leading to where it stands. */
export function ImportList(): ReactNode {
  const text = useImportText();
  const query = useApiQuery(
    'cmdb.import.list',
    {},
    { poll: (data) => (data?.imports.some(isUnderWay) === true ? LOOK : false) },
  );
  return (
    <section aria-labelledby="import-past" className="import-past">
      <h3 id="import-past">{text('list.title')}</h3>
      <Loaded query={query} skeleton={<Skeleton lines={4} height={28} />}>
        {({ imports }) => (imports.length === 0 ? <p>{text('list.none')}</p> : <Table imports={imports} />)}
      </Loaded>
    </section>
  );
}

function Table({ imports }: { readonly imports: readonly ImportView[] }): ReactNode {
  const text = useImportText();
  const cmdb = useCmdbText();
  const format = useFormat();
  const people = usePeople(useMemo(() => imports.map(({ by }) => by), [imports]));
  const columns: readonly Column<ImportView>[] = [
    {
      key: 'file',
      title: text('list.file'),
      cell: ({ importId, file }) => <Link to={importPath(importId)}>{file.name}</Link>,
    },
    { key: 'state', title: text('list.state'), cell: (view) => <Standing view={view} /> },
    { key: 'result', title: text('list.result'), cell: (view) => <Result view={view} /> },
    {
      key: 'by',
      title: text('list.by'),
      cell: ({ by }) => people.get(by) ?? cmdb('cmdb.people.unknown', { account: by }),
    },
    { key: 'at', title: text('list.at'), cell: ({ startedAt }) => format.dateTime(startedAt) },
  ];
  return (
    <div className="import-scroll" tabIndex={0} role="group" aria-labelledby="import-past">
      <DataTable
        caption={text('list.title')}
        captionHidden
        columns={columns}
        rows={imports}
        rowKey={({ importId }) => importId}
      />
    </div>
  );
}

const TONES: Readonly<Record<ImportView['state'], Tone>> = {
  uploading: 'neutral',
  ready: 'neutral',
  queued: 'information',
  running: 'information',
  waiting: 'information',
  paused: 'warning',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
};

/** Which run, and how that stands: “Import: done”. */
export function Standing({ view }: { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const state = text(`state.${view.state}`);
  return (
    <Lozenge tone={TONES[view.state]}>
      {view.run === null || view.state === 'ready' ? state : text('state.of', { run: text(`run.${view.run}`), state })}
    </Lozenge>
  );
}

function Result({ view: { apply, dryRun } }: { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const format = useFormat();
  const run = apply ?? dryRun;
  if (run === null) return '–';
  const counted = VERDICTS.filter((verdict) => run.counts[verdict] > 0);
  if (counted.length === 0) return '–';
  return format.list(counted.map((verdict) => text(`count.${verdict}`, { count: run.counts[verdict] })));
}
