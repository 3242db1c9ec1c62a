import { csv, downloadCsv } from '../../../../shared/csv';
import { download } from '../../../../shared/download';
import type { Drawing } from '../canvas/open-drawing';
import { readColours } from '../canvas/tokens';
import { fateOf, type Failure } from '../failure';
import type { MapGraph } from '../graph';
import type { MapText } from '../messages';
import type { Picture } from '../picture';
import type { MapWords } from '../words';
import { svgOf } from './svg';

export type ExportKind = 'png' | 'svg' | 'csv';

export interface ExportOf {
  readonly drawing: Drawing | undefined;
  readonly picture: Picture;
  readonly graph: MapGraph;
  readonly words: MapWords;
  readonly failure: Failure | undefined;
  readonly ci: string;
  readonly text: MapText;
}

/** A file in the reader's downloads. The picture is of the whole map, not only of what is in view. */
export async function exportMap(kind: ExportKind, of: ExportOf): Promise<void> {
  const name = `map-${of.ci.replaceAll(':', '-')}`;
  if (kind === 'csv') return downloadCsv(`${name}.csv`, csv(tableOf(of)));
  if (of.drawing === undefined) return;
  if (kind === 'png') return download(`${name}.png`, await of.drawing.png());
  const svg = svgOf(of.picture, of.drawing.positions(), readColours(), of.text('map.heading'));
  download(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml;charset=utf-8' }));
}

/** Relations in rows, with both ends and their fate. */
export function tableOf({ graph, words, failure, text }: ExportOf): string[][] {
  const end = (id: string): string[] => {
    const ci = graph.nodes.get(id)?.ci ?? null;
    return [words.name(id), ci?.className ?? '', ci?.ref ?? '', ci?.stateName ?? ''];
  };
  const titles = ['map.table.name', 'map.node.class', 'map.node.ref', 'map.node.state'] as const;
  const fate = (id: string): string[] => (failure === undefined ? [] : [text(`map.fate.${fateOf(failure, id)}`)]);
  const fateTitle = failure === undefined ? [] : [text('map.table.fate')];
  const columns = titles.map((title) => text(title));
  const related = new Set([...graph.edges.values()].flatMap(({ from, to }) => [from, to]));
  return [
    [...columns, ...fateTitle, text('map.table.relation'), ...columns, ...fateTitle],
    ...[...graph.edges.values()].map(({ from, to, label }) => [
      ...end(from),
      ...fate(from),
      label,
      ...end(to),
      ...fate(to),
    ]),
    // What is related to nothing on the map is on the map all the same.
    ...[...graph.nodes.keys()].filter((id) => !related.has(id)).map((id) => [...end(id), ...fate(id)]),
  ];
}
