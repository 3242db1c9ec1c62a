/** The map as a drawing of its own: text that can be searched and scaled, in the colours of the page it was made on. */
import { drawingOf, FONT_SIZE } from '../canvas/style';
import type { Colours } from '../canvas/tokens';
import type { Point, Positions } from '../layout/layered';
import { BOX, boxOf, shortened, type DrawnEdge, type DrawnNode, type Picture } from '../picture';

const MARGIN = 24;
const TEXT_LEFT = 38;

export function svgOf(picture: Picture, positions: Positions, colours: Colours, title: string): string {
  const failing = picture.nodes.some(({ fate }) => fate === 'failing');
  const placed = picture.nodes.flatMap((node) => {
    const at = positions.get(node.id);
    return at === undefined ? [] : [{ node, at, height: boxOf(node).height }];
  });
  const left = Math.min(0, ...placed.map(({ at }) => at.x - BOX.width / 2)) - MARGIN;
  const right = Math.max(0, ...placed.map(({ at }) => at.x + BOX.width / 2)) + MARGIN;
  const top = Math.min(0, ...placed.map(({ at, height }) => at.y - height / 2)) - MARGIN;
  const bottom = Math.max(0, ...placed.map(({ at, height }) => at.y + height / 2)) + MARGIN;
  const lines = picture.edges.map((edge) => line(edge, positions, colours, failing)).join('\n');
  const boxes = placed.map(({ node, at }) => box(node, at, colours, failing)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(left)} ${n(top)} ${n(right - left)} ${n(bottom - top)}" width="${n(right - left)}" height="${n(bottom - top)}" font-family="${escaped(colours.font)}" font-size="${FONT_SIZE}">
<title>${escaped(title)}</title>
<defs>${marker('arrow', colours.line)}${marker('passes', colours.path)}</defs>
<rect x="${n(left)}" y="${n(top)}" width="${n(right - left)}" height="${n(bottom - top)}" fill="${colours.surface}"/>
${lines}
${boxes}
</svg>
`;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

const marker = (id: string, colour: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${colour}"/></marker>`;

/** Out to the right of the supplier, into the left of the consumer. */
function line(edge: DrawnEdge, positions: Positions, colours: Colours, failing: boolean): string {
  const [from, to] = [positions.get(edge.source), positions.get(edge.target)];
  if (from === undefined || to === undefined) return '';
  const [x1, x2] = [from.x + BOX.width / 2, to.x - BOX.width / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  const path = `M${n(x1)} ${n(from.y)}C${n(x1 + bend)} ${n(from.y)} ${n(x2 - bend)} ${n(to.y)} ${n(x2)} ${n(to.y)}`;
  const mark = edge.passes ? 'passes' : 'arrow';
  const attributes = [
    `d="${path}"`,
    'fill="none"',
    `stroke="${edge.passes ? colours.path : colours.line}"`,
    `stroke-width="${edge.passes ? 2.5 : 1.2}"`,
    ...(edge.flow === 'none' ? ['stroke-dasharray="2 4"'] : [`marker-end="url(#${mark})"`]),
    ...(edge.flow === 'both' ? [`marker-start="url(#${mark})"`] : []),
    `opacity="${edge.faded ? 0.14 : failing && !edge.passes && !edge.stopped ? 0.25 : 1}"`,
  ];
  return `<path ${attributes.join(' ')}><title>${escaped(edge.label)}</title></path>`;
}

function box(node: DrawnNode, { x, y }: Point, colours: Colours, failing: boolean): string {
  const { height } = boxOf(node);
  const [left, top] = [x - BOX.width / 2, y - height / 2];
  const { fill, stroke, width } = look(node, colours);
  const dash = node.resting ? ' stroke-dasharray="5 3"' : node.kind === 'restricted' ? ' stroke-dasharray="1.5 3"' : '';
  const opacity = node.faded ? 0.14 : failing && node.fate === 'untouched' ? 0.4 : 1;
  const ring =
    node.fate === 'failing'
      ? `<rect x="${n(left - 7)}" y="${n(top - 7)}" width="${BOX.width + 14}" height="${n(height + 14)}" rx="10" fill="none" stroke="${colours.failingRing}" stroke-width="3"/>`
      : '';
  const lines = node.lines.map(
    (words, place) =>
      `<text x="${n(left + TEXT_LEFT)}" y="${n(top + BOX.padding + (place + 0.75) * BOX.line)}" fill="${place === 0 && !node.resting ? colours.text : colours.subtle}"${place === 0 ? ' font-weight="600"' : ''}>${escaped(shortened(words))}</text>`,
  );
  return `<g opacity="${opacity}"><title>${escaped(node.lines.join(' · '))}</title>${ring}<rect x="${n(left)}" y="${n(top)}" width="${BOX.width}" height="${n(height)}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="${width}"${dash}/><path transform="translate(${n(left + 11)} ${n(top + 12)}) scale(1.125)" d="${drawingOf(node.icon)}" fill="none" stroke="${colours.icon}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>${lines.join('')}</g>`;
}

function look(node: DrawnNode, colours: Colours): { fill: string; stroke: string; width: number } {
  switch (node.fate) {
    case 'failing':
      return { fill: colours.failing, stroke: colours.failingRing, width: 3 };
    case 'impacted':
      return { fill: colours.impacted, stroke: colours.impactedBorder, width: 2 };
    case 'spared':
      return { fill: colours.spared, stroke: colours.sparedBorder, width: 2 };
    case 'untouched':
      if (node.kind === 'fold') return { fill: colours.fold, stroke: colours.border, width: 3 };
      return {
        fill: node.service ? colours.service : colours.raised,
        stroke: node.start ? colours.text : node.service ? colours.serviceBorder : colours.border,
        width: node.start ? 3 : 1,
      };
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from people: in a drawing they are text, never markup. What XML has no place for is left out. */
export const escaped = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, (control) => (/\s/.test(control) ? ' ' : ''))
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
