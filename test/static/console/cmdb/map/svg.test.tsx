import type { Colours } from '../../../../../static/console/cmdb/map/canvas/tokens';
import { svgOf } from '../../../../../static/console/cmdb/map/export/svg';
import type { Picture } from '../../../../../static/console/cmdb/map/picture';

const colours: Colours = {
  surface: '#fff',
  raised: '#fff',
  text: '#000',
  subtle: '#444',
  icon: '#444',
  border: '#666',
  line: '#666',
  service: '#def',
  serviceBorder: '#06c',
  fold: '#eee',
  failing: '#fee',
  failingRing: '#c00',
  impacted: '#fcc',
  impactedBorder: '#c00',
  spared: '#dfd',
  sparedBorder: '#0a0',
  selected: '#06c',
  path: '#000',
  font: '"Atlassian Sans", sans-serif',
};
const node = {
  kind: 'ci',
  icon: 'server',
  service: false,
  resting: false,
  fate: 'untouched',
  faded: false,
  start: false,
} as const;
const picture: Picture = {
  nodes: [
    { ...node, id: 'a', lines: ['<script>alert("1")</script> & Co', 'server:a'], fate: 'failing' },
    { ...node, id: 'b', lines: ['b\u0000\u0007', 'server:b', 'Needs 2 of 3, 1 left'], fate: 'impacted' },
  ],
  edges: [
    {
      id: 'e',
      source: 'a',
      target: 'b',
      label: 'runs on',
      flow: 'one',
      passes: true,
      stopped: false,
      faded: false,
      stands: ['e'],
    },
  ],
};
const drawn = svgOf(
  picture,
  new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 400, y: 100 }],
  ]),
  colours,
  'Service map',
);

it('is a drawing that can be read, with every name as text and every line as one', () => {
  const root = new DOMParser().parseFromString(drawn, 'image/svg+xml').documentElement;
  expect(root.tagName).toBe('svg');
  expect(root.querySelector('script')).toBeNull();
  const texts = [...root.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(texts).toEqual(['<script>alert(…/script> & Co', 'server:a', 'b', 'server:b', 'Needs 2 of 3, 1 left']);
  expect(root.querySelectorAll('path[marker-end]')).toHaveLength(1);
  const [left, top, width, height] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
  expect([left, top].every((edge) => (edge ?? 0) < -50)).toBe(true);
  expect((left ?? 0) + (width ?? 0)).toBeGreaterThan(400 + 108);
  expect((top ?? 0) + (height ?? 0)).toBeGreaterThan(130);
});
