import type { ReactNode } from 'react';
import type { CatalogueState, CiDiff } from '../../../../src/cmdb/cmdb.shapes';
import { DataTable, Lozenge, type Tone } from '../../../shared/components';
import { CiLink } from '../shared/CiLink';
import type { PathWords } from '../shared/path-words';
import { classNameOf, isRelation, type WordsOf } from './diff-words';
import { useBaselineText } from './messages';

const TONES = { created: 'success', deleted: 'danger', changed: 'information' } as const satisfies Record<
  CiDiff['kind'],
  Tone
>;

export interface DiffTableProps {
  readonly catalogue: CatalogueState;
  readonly diffs: readonly CiDiff[];
  readonly wordsOf: WordsOf;
}

export function DiffTable({ catalogue, diffs, wordsOf }: DiffTableProps): ReactNode {
  const text = useBaselineText();
  return (
    <div className="baselines-scroll" tabIndex={0} role="group" aria-label={text('diff.title')}>
      <DataTable
        caption={text('diff.title')}
        captionHidden
        rows={diffs}
        rowKey={({ ref }) => ref}
        columns={[
          { key: 'ci', title: text('diff.ci'), cell: (diff) => <Name catalogue={catalogue} diff={diff} /> },
          { key: 'class', title: text('diff.class'), cell: ({ classKey }) => classNameOf(catalogue, classKey) },
          {
            key: 'kind',
            title: text('diff.kind'),
            cell: ({ kind }) => <Lozenge tone={TONES[kind]}>{text(`diff.${kind}`)}</Lozenge>,
          },
          {
            key: 'what',
            title: text('diff.what'),
            cell: (diff) => <Lines diff={diff} words={wordsOf(diff.classKey)} />,
          },
        ]}
      />
    </div>
  );
}

/** What was removed has no page to go to. */
function Name({ catalogue, diff }: { readonly catalogue: CatalogueState; readonly diff: CiDiff }): ReactNode {
  const { ref, name, classKey, kind } = diff;
  if (kind === 'deleted') return name;
  const icon = catalogue.classes.find(({ key }) => key === classKey)?.icon ?? 'generic';
  return <CiLink ci={{ ref, name, icon, className: classNameOf(catalogue, classKey) }} />;
}

/** All that a CI was, or became, stands folded; what changed stands open. */
function Lines({ diff, words }: { readonly diff: CiDiff; readonly words: PathWords }): ReactNode {
  const text = useBaselineText();
  const { kind, lines } = diff;
  const list = (
    <ul className="baselines-lines">
      {lines.map((line, index) => (
        <li key={`${line.path} ${index}`}>
          <Line kind={kind} line={line} words={words} />
        </li>
      ))}
    </ul>
  );
  if (kind === 'changed') return list;
  return (
    <details>
      <summary>{text('diff.values', { count: lines.length })}</summary>
      {list}
    </details>
  );
}

interface LineProps {
  readonly kind: CiDiff['kind'];
  readonly line: CiDiff['lines'][number];
  readonly words: PathWords;
}

function Line({ kind, line: { path, before, after }, words }: LineProps): ReactNode {
  const text = useBaselineText();
  const label = words.label(path);
  if (isRelation(path)) return text(after === true ? 'diff.related' : 'diff.unrelated', { relation: label });
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
