import { legendPlaces } from '../../../../static/shared/charts/ChartLegend';

const ITEMS = [
  { key: 'good', label: 'Successful' },
  { key: 'fair', label: 'Successful with issues' },
  { key: 'bad', label: 'Failed' },
  { key: 'target', label: 'Target 95%' },
] as const;

it.each([
  [800, [0, 0, 0, 0]],
  [300, [0, 0, 1, 1]],
  [200, [0, 1, 2, 2]],
  [20, [0, 1, 2, 3]],
])('in %d pixels the legend’s items are in rows %j', (width, rows) => {
  const places = legendPlaces(ITEMS, width);
  expect(places.map(({ row }) => row)).toEqual(rows);
  for (const [index, { x, row }] of places.entries()) {
    const before = places[index - 1];
    expect(before?.row === row ? x > before.x : x === 0).toBe(true);
  }
});
