import type { ReactNode } from 'react';
import { Button, WarningIcon } from '../../../../shared/components';
import { Truncated } from '../../shared/Truncated';
import type { MapGraph } from '../graph';
import { useMapText } from '../messages';
import { MOST_NODES } from '../settings';
import { isFull, type ServiceMapData } from '../use-service-map';
import type { MapWords } from '../words';

export interface NoticesProps {
  readonly data: ServiceMapData;
  readonly graph: MapGraph;
  readonly words: MapWords;
  /** Why an export failed. */
  readonly problem: Error | undefined;
  readonly onMore: (() => void) | undefined;
}

/** What the map does not show, said aloud. */
export function Notices({ data, graph, words, problem, onMore }: NoticesProps): ReactNode {
  const text = useMapText();
  const { cut, failureCut, failureError, expansionErrors } = data;
  const said = [
    ...[...expansionErrors].map(([ref, { message }]) =>
      text('map.expansion.failed', { name: words.name(ref), why: message }),
    ),
    ...(failureError === null ? [] : [failureError.message]),
    ...(problem === undefined ? [] : [text('map.export.failed', { why: problem.message })]),
  ];
  return (
    <>
      {cut === null ? null : (
        <div className="cmdb-notice" data-tone="warning" role="status">
          <WarningIcon />
          <span>
            {text(`map.cut.${cut.reason}`, {
              nodes: graph.nodes.size,
              frontier: cut.frontier,
              level: cut.level,
            })}
          </span>
          {onMore === undefined || isFull(graph) ? null : (
            <Button onClick={onMore}>{text('map.cut.more', { most: MOST_NODES })}</Button>
          )}
        </div>
      )}
      <Truncated at={failureCut} />
      {said.map((sentence) => (
        <p key={sentence} className="cmdb-notice" data-tone="danger" role="alert">
          <WarningIcon />
          {sentence}
        </p>
      ))}
    </>
  );
}
