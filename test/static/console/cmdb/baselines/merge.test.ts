/** A CI on several pages of a comparison. */
import { CiRef } from '../../../../../src/contract/ids';
import type { CiDiff } from '../../../../../src/cmdb/cmdb.shapes';
import { mergeDiffs } from '../../../../../static/console/cmdb/baselines/merge';

type Values = Readonly<Record<string, readonly [CiDiff['lines'][number]['before'], CiDiff['lines'][number]['after']]>>;
type Told = readonly [CiDiff['kind'], Values];

const diff = ([kind, values]: Told): CiDiff => ({
  ref: CiRef.parse('server:a'),
  name: 'a',
  classKey: 'server',
  kind,
  lines: Object.entries(values).map(([path, [before, after]]) => ({ path, before, after })),
});

it.each<[string, Told, Told, Told | null]>([
  ['changed twice', ['changed', { x: [1, 2] }], ['changed', { x: [2, 3] }], ['changed', { x: [1, 3] }]],
  [
    'changed at two paths',
    ['changed', { x: [1, 2] }],
    ['changed', { y: [1, 2] }],
    ['changed', { x: [1, 2], y: [1, 2] }],
  ],
  ['changed and changed back', ['changed', { x: [1, 2] }], ['changed', { x: [2, 1] }], null],
  ['added and changed', ['created', { x: [null, 1] }], ['changed', { x: [1, 2] }], ['created', { x: [null, 2] }]],
  ['added and emptied', ['created', { x: [null, 1] }], ['changed', { x: [1, null] }], ['created', {}]],
  ['added and removed', ['created', { x: [null, 1] }], ['deleted', { x: [1, null] }], null],
  ['changed and removed', ['changed', { x: [1, 2] }], ['deleted', { x: [2, null] }], ['deleted', { x: [1, null] }]],
  ['removed and added as it was', ['deleted', { x: [1, null] }], ['created', { x: [null, 1] }], null],
  [
    'removed and added otherwise',
    ['deleted', { x: [1, null], z: [1, null] }],
    ['created', { x: [null, 2], y: [null, 1] }],
    ['changed', { x: [1, 2], y: [null, 1], z: [1, null] }],
  ],
])('%s is one difference', (_, earlier, later, both) => {
  expect(mergeDiffs([[diff(earlier)], [diff(later)]])).toEqual(both === null ? [] : [diff(both)]);
});

it('relations to closed CIs are not taken for one another because their numbers are equal', () => {
  const path = 'relations.runsOn.restricted-1';
  const merged = mergeDiffs([
    [diff(['changed', { [path]: [null, true] }])],
    [diff(['changed', { [path]: [true, null] }])],
  ]);
  expect(merged.map(({ lines }) => lines)).toEqual([
    [
      { path, before: null, after: true },
      { path, before: true, after: null },
    ],
  ]);
});

it('what comes to nothing and changes again is told from there on', () => {
  const merged = mergeDiffs([
    [diff(['changed', { x: [1, 2] }])],
    [diff(['changed', { x: [2, 1] }])],
    [diff(['changed', { y: [1, 2] }])],
  ]);
  expect(merged).toEqual([diff(['changed', { y: [1, 2] }])]);
});
