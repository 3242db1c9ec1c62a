import { useMemo, type ReactNode } from 'react';
import type { WeakPointsView } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, EmptyState, Loaded, Skeleton } from '../../../../shared/components';
import { useApiQuery } from '../../../../shared/query';
import { Truncated } from '../../shared/Truncated';
import type { SectionProps } from '../CiPage';
import { useCiText } from '../messages';
import { NodeName, nodesOf, type Nodes } from './nodes';
import { Shortened } from './Shortened';

/** Which single CIs, and which pairs, take this CI down. */
export function WeakPointsSection({ view }: SectionProps): ReactNode {
  const text = useCiText();
  const points = useApiQuery('cmdb.weakPoints', { ref: view.brief.ref });
  return (
    <section aria-label={text('page.tab.weakPoints')}>
      <Loaded query={points} skeleton={<Skeleton lines={6} height={28} />}>
        {(found) => <WeakPoints name={view.brief.name} found={found} />}
      </Loaded>
    </section>
  );
}

function WeakPoints({ name, found }: { readonly name: string; readonly found: WeakPointsView }): ReactNode {
  const text = useCiText();
  const nodes = useMemo(() => nodesOf(found.nodes), [found.nodes]);
  return (
    <>
      <Truncated at={found.truncatedAt} />
      {found.singles.length === 0 && found.pairs.length === 0 && !found.pairsCut ? (
        <EmptyState title={text('weak.none', { name })}>{text('weak.none.why')}</EmptyState>
      ) : (
        <>
          <h3>{text('weak.singles')}</h3>
          <Singles name={name} singles={found.singles} nodes={nodes} />
          <h3>{text('weak.pairs')}</h3>
          <Pairs name={name} pairs={found.pairs} nodes={nodes} />
          {found.pairsCut ? (
            <p className="cmdb-notice" data-tone="warning">
              {text('weak.cut')}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}

interface SinglesProps {
  readonly name: string;
  readonly singles: WeakPointsView['singles'];
  readonly nodes: Nodes;
}

function Singles({ name, singles, nodes }: SinglesProps): ReactNode {
  const text = useCiText();
  if (singles.length === 0) return <p>{text('weak.singles.none', { name })}</p>;
  return (
    <>
      <p>{text('weak.singles.what', { name, count: singles.length })}</p>
      <Shortened items={singles}>
        {(shown) => (
          <ul className="cmdb-ci-list">
            {shown.map((id) => (
              <li key={id}>
                <NodeName nodes={nodes} id={id} />
              </li>
            ))}
          </ul>
        )}
      </Shortened>
    </>
  );
}

interface PairsProps {
  readonly name: string;
  readonly pairs: WeakPointsView['pairs'];
  readonly nodes: Nodes;
}

function Pairs({ name, pairs, nodes }: PairsProps): ReactNode {
  const text = useCiText();
  if (pairs.length === 0) return <p>{text('weak.pairs.none', { name })}</p>;
  return (
    <>
      <p>{text('weak.pairs.what', { name, count: pairs.length })}</p>
      <Shortened items={pairs}>
        {(shown) => (
          <DataTable
            caption={text('weak.pairs')}
            captionHidden
            rows={shown}
            rowKey={([a, b]) => `${a} ${b}`}
            columns={[
              { key: 'a', title: text('weak.pair.first'), cell: ([a]) => <NodeName nodes={nodes} id={a} /> },
              { key: 'b', title: text('weak.pair.second'), cell: ([, b]) => <NodeName nodes={nodes} id={b} /> },
            ]}
          />
        )}
      </Shortened>
    </>
  );
}
