import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { HistoryRow } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, ErrorState, Lozenge, Skeleton } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { usePathWords, type PathWords } from '../../shared/path-words';
import { usePeople } from '../../shared/use-people';
import type { SectionProps } from '../CiPage';
import { MoreButton } from '../MoreButton';
import { useCiText } from '../messages';
import { useHistory } from '../use-pages';

const PAGE_ROWS = 25;
const NO_ROWS: readonly HistoryRow[] = [];

/** Every change: who, when, by which source, from what to what. */
export function HistorySection({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const format = useFormat();
  const { ref, classKey } = view.brief;
  const pages = useHistory({ ref, limit: PAGE_ROWS });
  const rows = pages.rows ?? NO_ROWS;
  const users = useMemo(
    () =>
      accountsIn(
        rows,
        catalogue.classes.find(({ key }) => key === classKey),
      ),
    [rows, catalogue, classKey],
  );
  const words = usePathWords(catalogue, classKey, usePeople(users));
  if (pages.rows === undefined)
    return pages.error === null ? (
      <Skeleton lines={6} height={28} />
    ) : (
      <ErrorState error={pages.error} onRetry={pages.retry} />
    );
  return (
    <section aria-label={text('page.tab.history')}>
      <DataTable
        caption={text('page.tab.history')}
        captionHidden
        rows={rows}
        rowKey={(row) => `${row.at} ${row.source} ${JSON.stringify(row.after)}`}
        columns={[
          { key: 'at', title: text('history.when'), cell: ({ at }) => format.dateTime(at) },
          { key: 'by', title: text('history.who'), cell: (row) => <Who row={row} editable={view.editable} /> },
          { key: 'what', title: text('history.what'), cell: (row) => <What row={row} words={words} /> },
        ]}
      />
      <MoreButton pages={pages} />
    </section>
  );
}

interface WhoProps {
  readonly row: HistoryRow;
  /** Imports are looked at by those who may make them. */
  readonly editable: boolean;
}

function Who({ row: { by, byName, source, importId }, editable }: WhoProps): ReactNode {
  const text = useCiText();
  return (
    <>
      {byName ?? by ?? text('history.nobody')}
      <div className="pl-hint">
        {source === 'manual' ? text('source.manual') : text('history.source', { source })}
        {importId === null ? null : (
          <>
            {' · '}
            {editable ? <Link to={`/cmdb/import/${importId}`}>{text('history.import')}</Link> : text('history.import')}
          </>
        )}
      </div>
    </>
  );
}

function What({
  row: { kind, before, after },
  words,
}: {
  readonly row: HistoryRow;
  readonly words: PathWords;
}): ReactNode {
  const text = useCiText();
  const paths = Object.keys(after ?? before ?? {}).filter((path) => kind !== 'created' || after?.[path] !== null);
  const list = (
    <ul className="cmdb-changes">
      {paths.map((path) => (
        <li key={path}>
          <Change path={path} before={before?.[path]} after={after?.[path]} kind={kind} words={words} />
        </li>
      ))}
    </ul>
  );
  if (kind === 'changed') return list;
  return (
    <details>
      <summary>
        <Lozenge tone={kind === 'created' ? 'success' : 'danger'}>{text(`history.${kind}`)}</Lozenge>
      </summary>
      {list}
    </details>
  );
}

interface ChangeProps {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly kind: HistoryRow['kind'];
  readonly words: PathWords;
}

/** One path: a relation that came or went, or a value as it was and as it became. */
function Change({ path, before, after, kind, words }: ChangeProps): ReactNode {
  const text = useCiText();
  const label = words.label(path);
  if (path.startsWith('relations.'))
    return text(after === true ? 'history.related' : 'history.unrelated', { relation: label });
  if (kind !== 'changed')
    return (
      <>
        <strong>{label}</strong> {words.value(path, kind === 'created' ? after : before)}
      </>
    );
  return (
    <>
      <strong>{label}</strong> <del>{words.value(path, before)}</del> → <ins>{words.value(path, after)}</ins>
    </>
  );
}

type ClassOf = SectionProps['catalogue']['classes'][number];

/** Accounts that stand in changed values. */
function accountsIn(rows: readonly HistoryRow[], ciClass: ClassOf | undefined): string[] {
  const paths = [
    'owner',
    'attestedBy',
    ...(ciClass?.attributes ?? []).filter(({ type }) => type === 'user').map(({ key }) => `attributes.${key}`),
  ];
  return rows.flatMap(({ before, after }) =>
    paths.flatMap((path) => [before?.[path], after?.[path]]).filter((value) => typeof value === 'string'),
  );
}
