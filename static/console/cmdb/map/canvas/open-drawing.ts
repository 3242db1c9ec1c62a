/** The map on a canvas. Everything that knows cytoscape is here and in style.ts; it is loaded when a map is first opened. */
import type { Core, ElementDefinition, EventObjectNode, NodeSingular } from 'cytoscape';
import type { Positions } from '../layout/layered';
import { boxOf, shortened, type DrawnEdge, type DrawnNode, type Picture } from '../picture';
import { iconImage, styleOf } from './style';
import { readColours, type Colours } from './tokens';

export interface DrawingEvents {
  readonly onSelect: (id: string | undefined) => void;
  readonly onOpen: (id: string) => void;
}

export interface Highlight {
  readonly selected: string | undefined;
  /** Edges of the explaining path. */
  readonly path: ReadonlySet<string>;
}

export interface Drawing {
  show(picture: Picture, positions: Positions, failing: boolean): void;
  highlight(highlight: Highlight): void;
  /** Where boxes are now: people may have dragged them. */
  positions(): Positions;
  /** All of it, or where that would be unreadably small, the surroundings of `around`. */
  fit(around?: string): void;
  centre(id: string): void;
  /** Brings all of them into view, as near as words are read well. */
  reveal(ids: readonly string[]): void;
  zoom(factor: number): void;
  /** Takes the page's colours again. */
  recolour(): void;
  png(): Promise<Blob>;
  destroy(): void;
}

/** Below this words can't be read; a map that is larger opens where it begins, as near as that reads well. */
const READABLE_ZOOM = 0.7;
const OPENING_ZOOM = 0.85;
/** A canvas has at most some 16,000 pixels a side, and cytoscape scales down to what it is told. */
const PNG_SIDE = 8_000;
const PADDING = 32;
/** Above this moving the map shows a picture of it, without its lines. */
const MANY = 400;

export async function openDrawing(
  container: HTMLElement,
  { onSelect, onOpen }: DrawingEvents,
  size: number,
): Promise<Drawing> {
  const { default: cytoscape } = await import('cytoscape');
  let colours = readColours();
  const core = cytoscape({
    container,
    style: styleOf(colours),
    minZoom: 0.03,
    maxZoom: 2.5,
    wheelSensitivity: 0.4,
    textureOnViewport: size > MANY,
    hideEdgesOnViewport: size > MANY,
    selectionType: 'single',
    autounselectify: true,
    pixelRatio: 'auto',
  });
  core.on('tap', (event) => {
    if (event.target === core) onSelect(undefined);
  });
  core.on('tap', 'node', ({ target }: EventObjectNode) => onSelect(target.id()));
  core.on('dbltap', 'node', ({ target }: EventObjectNode) => onOpen(target.id()));
  return {
    show: (picture, positions, failing) => show(core, picture, positions, { colours, failing }),
    highlight: (highlight) => mark(core, highlight),
    positions: () => new Map(core.nodes().map((node) => [node.id(), { ...node.position() }] as const)),
    fit: (around) => fit(core, around),
    centre: (id) => centre(core, core.getElementById(id)),
    reveal: (ids) => reveal(core, new Set(ids)),
    zoom: (factor) =>
      core.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } }),
    recolour: () => {
      colours = readColours();
      core.style(styleOf(colours));
      core.nodes().forEach((node) => void node.data('icon', iconImage(String(node.data('symbol')), colours.icon)));
    },
    png: () =>
      core.png({
        output: 'blob-promise',
        full: true,
        scale: 2,
        maxWidth: PNG_SIDE,
        maxHeight: PNG_SIDE,
        bg: colours.surface,
      }),
    destroy: () => core.destroy(),
  };
}

interface Look {
  readonly colours: Colours;
  /** Something is said to fail: what stands apart from that steps back. */
  readonly failing: boolean;
}

/** Changes only what is different from what is drawn: each change of an element has its style computed anew. */
function show(core: Core, { nodes, edges }: Picture, positions: Positions, look: Look): void {
  const wanted = new Set([...nodes, ...edges].map(({ id }) => id));
  const definitions = [
    ...nodes.map((node) => nodeDefinition(node, positions, look)),
    ...edges.map((edge) => edgeDefinition(edge, look)),
  ];
  core.batch(() => {
    core
      .elements()
      .filter((element) => !wanted.has(element.id()))
      .remove();
    const isNew = ({ data }: ElementDefinition): boolean => core.getElementById(String(data.id)).empty();
    const [added, kept] = [definitions.filter(isNew), definitions.filter((one) => !isNew(one))];
    for (const definition of kept) update(core, definition);
    core.add(added);
  });
}

function update(core: Core, { data, position, classes }: ElementDefinition): void {
  const element = core.getElementById(String(data.id));
  const changed = Object.entries(data).filter(([name, value]) => element.data(name) !== value);
  if (changed.length > 0) element.data(Object.fromEntries(changed));
  if (element.hasClass('faded') !== (classes === 'faded')) element.toggleClass('faded', classes === 'faded');
  if (position === undefined) return;
  const at = element.position();
  if (at.x !== position.x || at.y !== position.y) element.position(position);
}

function nodeDefinition(node: DrawnNode, positions: Positions, { colours, failing }: Look): ElementDefinition {
  const position = positions.get(node.id);
  return {
    group: 'nodes',
    data: {
      id: node.id,
      label: node.lines.map(shortened).join('\n'),
      kind: node.kind,
      height: boxOf(node).height,
      symbol: node.icon,
      icon: iconImage(node.icon, colours.icon),
      service: node.service,
      resting: node.resting,
      start: node.start,
      fate: failing && node.fate === 'untouched' ? 'survivor' : node.fate,
    },
    classes: node.faded ? 'faded' : '',
    ...(position === undefined ? {} : { position: { ...position } }),
  };
}

const edgeDefinition = (edge: DrawnEdge, { failing }: Look): ElementDefinition => ({
  group: 'edges',
  data: {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    label: edge.stands.length > 1 ? `${edge.label} ×${edge.stands.length}` : edge.label,
    flow: edge.flow,
    fate: edge.passes ? 'passes' : failing && !edge.stopped ? 'survivor' : 'untouched',
  },
  classes: edge.faded ? 'faded' : '',
});

function mark(core: Core, { selected, path }: Highlight): void {
  core.batch(() => {
    core.elements().removeClass('selected near path');
    for (const id of path) core.getElementById(id).addClass('path');
    if (selected === undefined) return;
    const node = core.getElementById(selected);
    node.addClass('selected');
    if (path.size === 0) node.connectedEdges().addClass('near');
  });
}

function fit(core: Core, around: string | undefined): void {
  core.resize();
  // Around the boxes: the lines lie between them and need not be measured.
  core.fit(core.nodes(), PADDING);
  if (core.zoom() > 1) core.zoom(1);
  const start = around === undefined ? undefined : core.getElementById(around);
  if (start === undefined || start.empty() || core.zoom() >= READABLE_ZOOM) {
    core.center();
    return;
  }
  core.zoom(OPENING_ZOOM);
  core.center(start);
}

function centre(core: Core, node: NodeSingular): void {
  if (node.empty()) return;
  core.animate({ center: { eles: node }, zoom: Math.max(core.zoom(), 0.8) }, { duration: 200 });
}

function reveal(core: Core, ids: ReadonlySet<string>): void {
  const some = core.nodes().filter((node) => ids.has(node.id()));
  if (some.empty()) return;
  const { w, h } = some.boundingBox();
  const zoom = Math.min((core.width() - 4 * PADDING) / w, (core.height() - 4 * PADDING) / h, 1);
  core.animate({ center: { eles: some }, zoom }, { duration: 200 });
}
