import { failureOn, fateOf, pathEdges } from '../../../../../static/console/cmdb/map/failure';
import { mergeViews } from '../../../../../static/console/cmdb/map/graph';
import { parametersOf, settingsFrom } from '../../../../../static/console/cmdb/map/settings';
import { drawnAs, foldsOf, isFadedNode, NOTHING_UNTICKED, toggled } from '../../../../../static/console/cmdb/map/shown';
import { siteKey, sitesOf } from '../../../../../static/console/cmdb/map/sites';
import { APP, ci, impact, mapView, restricted, runsOn, SHOP, shopMap, twoDown, WEB } from './a-map';

describe('answers become one map', () => {
  it('keeps what was there, adds what is new, and counts what is still hidden', () => {
    const first = mapView([ci('server:a', 'a'), ci('server:b', 'b')], [runsOn('server:a', 'server:b')]);
    const told = { ...first, nodes: first.nodes.map((node) => ({ ...node, relations: 2 })) };
    expect(mergeViews([told]).nodes.get('server:b')?.hidden).toBe(1);
    const second = mapView([ci('server:b', 'b'), ci('server:c', 'c')], [runsOn('server:b', 'server:c')]);
    const both = {
      ...second,
      nodes: second.nodes.map((node) => ({ ...node, relations: node.node.id === 'server:b' ? 2 : 1 })),
    };
    const merged = mergeViews([told, both]);
    expect([...merged.nodes.keys()]).toEqual(['server:a', 'server:b', 'server:c']);
    expect(merged.edges.size).toBe(2);
    expect(merged.nodes.get('server:b')?.hidden).toBe(0);
    expect(merged.nodes.get('server:a')?.hidden).toBe(1);
  });

  it('tells closed CIs of different answers apart, unless they hang on the same CI by the same relation', () => {
    const near = mapView([ci('server:a', 'a'), restricted()], [runsOn('server:a', 'restricted-1')]);
    const again = mapView([ci('server:a', 'a'), restricted()], [runsOn('server:a', 'restricted-1')]);
    const other = mapView([ci('server:b', 'b'), restricted()], [runsOn('server:b', 'restricted-1')]);
    expect(mergeViews([near, again]).nodes.size).toBe(2);
    expect(mergeViews([near, other]).nodes.size).toBe(4);
    const two = mapView(
      [ci('server:a', 'a'), restricted(1), restricted(2)],
      [runsOn('server:a', 'restricted-1'), runsOn('server:a', 'restricted-2')],
    );
    expect(mergeViews([two, two]).nodes.size).toBe(3);
    expect(mergeViews([near, two]).nodes.size).toBe(3);
  });
});

describe('sites', () => {
  const inBerlin = {
    from: 'location:rack',
    to: 'location:berlin',
    type: 'locatedIn',
    label: 'located in',
    impact: 'toSource',
  } as const;
  const located = (from: string, to: string) => ({ ...inBerlin, from, to });
  const view = mapView(
    [
      ci('location:berlin', 'Berlin'),
      ci('location:rack', 'Rack'),
      ci('location:paris', 'Paris'),
      ci('server:a', 'a'),
      ci('server:b', 'b'),
      ci('application:x', 'x'),
      ci('application:y', 'y'),
      ci('server:lost', 'lost'),
    ],
    [
      inBerlin,
      located('server:a', 'location:rack'),
      located('server:b', 'location:paris'),
      runsOn('application:x', 'server:a'),
      runsOn('application:y', 'application:x'),
      runsOn('application:y', 'server:b'),
      // A circle does not keep the search from ending.
      runsOn('application:x', 'application:y'),
    ],
  );
  const sites = sitesOf(mergeViews([view]), (classKey) => classKey === 'location');

  it.each([
    ['server:a', 'location:berlin', 'racks count as where they are'],
    ['server:b', 'location:paris', 'its own'],
    ['application:y', 'several', 'held up from two places'],
    ['server:lost', 'unknown', 'nothing tells'],
  ])('%s is at %s: %s', (id, site) => expect(siteKey(sites.get(id))).toBe(site));

  it('follows suppliers where a CI has no place of its own', () => {
    const straight = mapView(
      [ci('location:berlin', 'Berlin'), ci('server:a', 'a'), ci('application:x', 'x'), ci(SHOP, 'shop')],
      [located('server:a', 'location:berlin'), runsOn('application:x', 'server:a'), runsOn(SHOP, 'application:x')],
    );
    const found = sitesOf(mergeViews([straight]), (classKey) => classKey === 'location');
    expect(siteKey(found.get(SHOP))).toBe('location:berlin');
  });
});

describe('a failure on the map', () => {
  const graph = mergeViews([shopMap()]);

  it('tells the fate of each CI and the edges of the path', () => {
    const failure = failureOn(graph, twoDown());
    expect([WEB[0], APP, SHOP, WEB[2]].map((id) => fateOf(failure, id))).toEqual([
      'failing',
      'impacted',
      'impacted',
      'untouched',
    ]);
    expect(pathEdges(graph, [WEB[0], APP, SHOP])).toEqual([`${SHOP}|runsOn|${APP}`, `${APP}|runsOn|${WEB[0]}`]);
    expect(failure.offMap).toEqual([]);
  });

  it('says which impacted CIs are not on the map', () => {
    const small = mergeViews([mapView([ci(WEB[0], 'web')], [])]);
    expect(failureOn(small, twoDown()).offMap).toEqual([SHOP, APP]);
  });

  it('finds a closed CI by what brought it down', () => {
    const closed = mergeViews([mapView([ci(WEB[0], 'web'), restricted(7)], [runsOn('restricted-7', WEB[0])])]);
    const answer = impact(
      [WEB[0]],
      [
        {
          id: 'restricted-1',
          service: false,
          distance: 1,
          via: { supplier: WEB[0], relationType: 'runsOn' },
          because: { kind: 'direct' },
          path: [WEB[0], 'restricted-1'],
        },
      ],
    );
    expect(fateOf(failureOn(closed, answer), 'restricted-7')).toBe('impacted');
  });
});

describe('filters and folds', () => {
  const facts = { graph: mergeViews([shopMap()]), sites: new Map() };

  it('fade by what is unticked, also what comes later', () => {
    const off = toggled(NOTHING_UNTICKED, 'state', 'Maintenance');
    const faded = [...facts.graph.nodes.values()].filter((node) => isFadedNode(node, off, facts)).map(({ id }) => id);
    expect(faded).toEqual([WEB[2]]);
    expect(toggled(off, 'state', 'Maintenance')).toEqual(NOTHING_UNTICKED);
  });

  it('draw three and more of a class as one, but for those that are looked at', () => {
    const folds = foldsOf('class', facts, new Set([APP]), new Set());
    expect(folds).toEqual([{ id: 'fold:class:server', by: 'class', value: 'server', members: [...WEB] }]);
    expect(drawnAs(folds).get(WEB[0])).toBe('fold:class:server');
    expect(foldsOf('class', facts, new Set([WEB[0]]), new Set())).toEqual([]);
    expect(foldsOf('class', facts, new Set(), new Set(['fold:class:server']))).toEqual([]);
  });
});

describe('the address', () => {
  it.each([
    ['ci=server:a', { ci: 'server:a', levels: 3, direction: 'dependencies', fails: [] }],
    ['ci=server:a&impact=1', { ci: 'server:a', levels: 3, direction: 'dependencies', fails: ['server:a'] }],
    ['ci=server:a&levels=1&direction=both', { ci: 'server:a', levels: 1, direction: 'both', fails: [] }],
    [
      'ci=server:a&fails=server:b,server:c',
      { ci: 'server:a', levels: 3, direction: 'dependencies', fails: ['server:b', 'server:c'] },
    ],
    ['ci=server:a&levels=99&direction=up', { ci: 'server:a', levels: 3, direction: 'dependencies', fails: [] }],
  ])('%s', (query, settings) => {
    const read = settingsFrom(new URLSearchParams(query));
    expect(read).toEqual(settings);
    expect(settingsFrom(read === undefined ? new URLSearchParams() : parametersOf(read))).toEqual(settings);
  });

  it('without a CI is no map yet', () => expect(settingsFrom(new URLSearchParams('levels=2'))).toBeUndefined());
});
