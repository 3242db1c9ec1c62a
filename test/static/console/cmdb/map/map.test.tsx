import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MapView } from '../../../../../src/cmdb/cmdb.shapes';
import type { Drawing, DrawingEvents, Highlight } from '../../../../../static/console/cmdb/map/canvas/open-drawing';
import type { Positions } from '../../../../../static/console/cmdb/map/layout/layered';
import type { Picture } from '../../../../../static/console/cmdb/map/picture';
import { Refusal, type Answers } from '../../../admin/bridge';
import { violations } from '../../../surface';
import { addressNow, open, type Opened } from '../shown';
import { ciView } from '../world';
import {
  APP,
  backedUpBy,
  ci,
  mapCatalogue,
  mapView,
  oneDown,
  restricted,
  SHOP,
  shopMap,
  SHOP_NODES,
  twoDown,
  WEB,
} from './a-map';

/** A canvas needs a browser that draws: the drawing is written down instead. */
const drawn: {
  picture?: Picture;
  positions: Positions;
  highlight?: Highlight;
  events?: DrawingEvents;
  said: string[];
} = {
  positions: new Map(),
  said: [],
};
const drawing: Drawing = {
  show: (picture, positions) => {
    drawn.picture = picture;
    drawn.positions = positions;
  },
  highlight: (highlight) => {
    drawn.highlight = highlight;
  },
  positions: () => drawn.positions,
  fit: () => drawn.said.push('fit'),
  centre: (id) => drawn.said.push(`centre ${id}`),
  reveal: (ids) => drawn.said.push(`reveal ${ids.join(' ')}`),
  zoom: () => undefined,
  recolour: () => undefined,
  png: async () => new Blob(['png'], { type: 'image/png' }),
  destroy: () => undefined,
};
jest.mock('../../../../../static/console/cmdb/map/canvas/open-drawing', () => ({
  openDrawing: async (_: unknown, events: DrawingEvents) => {
    drawn.events = events;
    return drawing;
  },
}));

beforeEach(() => {
  drawn.positions = new Map();
  drawn.said = [];
  delete drawn.picture;
  delete drawn.highlight;
});

async function openMap(answers: Answers = {}, query = `ci=${APP}`): Promise<Opened> {
  const opened = await open(`/cmdb/map?${query}`, {
    'cmdb.catalogue': mapCatalogue,
    'cmdb.map': () => shopMap(),
    ...answers,
  });
  await waitFor(() => expect(drawn.picture?.nodes.length).toBeGreaterThan(0));
  return opened;
}
const box = (id: string): Picture['nodes'][number] | undefined => drawn.picture?.nodes.find((node) => node.id === id);
const choose = (id: string): void => act(() => drawn.events?.onSelect(id));

describe('the map', () => {
  it('draws every CI with what tells it apart and what it needs, and services at the side', async () => {
    const { container, payloadsOf } = await openMap();
    expect(payloadsOf('cmdb.map')).toEqual([{ refs: [APP], levels: 3, direction: 'dependencies', maxNodes: 500 }]);
    expect(box(WEB[0])?.lines).toEqual(['web', WEB[0]]);
    expect(box(WEB[1])?.lines).toEqual(['web', WEB[1]]);
    expect(box(WEB[2])?.lines).toEqual(['web-3', `Maintenance · ${WEB[2]}`]);
    expect(box(APP)?.lines).toEqual(['Shop app', APP, 'Needs 2 of 3']);
    expect(drawn.picture?.edges.find(({ target }) => target === SHOP)).toMatchObject({ source: APP, flow: 'one' });
    const side = within(screen.getByRole('complementary'));
    expect(side.getByRole('button', { name: /Online shop/ })).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('tells of a chosen CI, and centres on what is searched for', async () => {
    await openMap();
    choose(APP);
    const card = within(await screen.findByRole('region', { name: 'Shop app' }));
    expect(card.getByText('Needs 2 of 3 reached by “runs on”')).toBeVisible();
    expect(card.getByText('4 of 4 on the map')).toBeVisible();
    await userEvent.type(screen.getByRole('combobox', { name: 'Find on the map' }), 'web-2{Enter}');
    expect(drawn.said).toContain(`centre ${WEB[1]}`);
    expect(drawn.highlight?.selected).toBe(WEB[1]);
  });

  it('says what redundancy saves', async () => {
    const { payloadsOf } = await openMap({ 'cmdb.impact': oneDown });
    choose(WEB[0]);
    await userEvent.click(await screen.findByRole('button', { name: 'What if this fails?' }));
    expect(await screen.findByText(/Nothing else is impacted; 1 CI is saved by redundancy/)).toBeVisible();
    expect(payloadsOf('cmdb.impact')).toEqual([{ refs: [WEB[0]] }]);
    expect(addressNow()).toContain(`fails=${encodeURIComponent(WEB[0])}`);
    await waitFor(() => expect(box(APP)).toMatchObject({ fate: 'spared' }));
    expect(box(APP)?.lines).toContain('Needs 2 of 3, 2 left');
    choose(APP);
    expect(
      await screen.findByText(/Shop app goes on: it needs 2 of 3 reached by “runs on”, and 2 are left/),
    ).toBeVisible();
  });

  it('leads from an impacted service along its path, and tells it in a sentence', async () => {
    const { container } = await openMap({ 'cmdb.impact': twoDown }, `ci=${WEB[0]}&fails=${WEB[0]},${WEB[1]}`);
    const why = 'Online shop runs on Shop app, which runs on web, which fails.';
    await userEvent.click(await screen.findByRole('button', { name: /Online shop/ }));
    expect(await screen.findAllByText(why)).not.toEqual([]);
    expect(drawn.said).toContain(`reveal ${WEB[0]} ${APP} ${SHOP}`);
    expect([...(drawn.highlight?.path ?? [])]).toEqual([`${SHOP}|runsOn|${APP}`, `${APP}|runsOn|${WEB[0]}`]);
    expect(box(APP)).toMatchObject({ fate: 'impacted' });
    expect(box(APP)?.lines).toContain('Needs 2 of 3, 1 left');
    expect(box(WEB[2])).toMatchObject({ fate: 'untouched' });
    choose(APP);
    expect(await screen.findByText(/It needs 2 of 3 reached by “runs on”, and only 1 is left\./)).toBeVisible();
    expect(screen.getByRole('link', { name: '3 open issues on the way' })).toHaveAttribute(
      'href',
      'https://acme.example/issues/?jql=x%20%3D%201',
    );
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'End the what-if' }));
    await waitFor(() => expect(box(APP)).toMatchObject({ fate: 'untouched' }));
  });

  it('expands a CI and leaves the others where they are', async () => {
    const more = mapView(
      [ci(WEB[0], 'web'), ci('server:host', 'host'), restricted()],
      [
        { from: WEB[0], to: 'server:host', type: 'runsOn', label: 'runs on', impact: 'toSource' },
        backedUpBy(WEB[0], 'restricted-1'),
      ],
    );
    const first = shopMap();
    const partly = {
      ...first,
      nodes: first.nodes.map((node) => (node.node.id === WEB[0] ? { ...node, relations: 3 } : node)),
    };
    const { payloadsOf } = await openMap({
      'cmdb.map': ({ refs }): MapView =>
        refs[0] === WEB[0]
          ? { ...more, nodes: more.nodes.map((node) => ({ ...node, relations: 3, expanded: true })) }
          : partly,
    });
    expect(box(WEB[0])?.lines).toContain('+2 more related');
    const before = new Map(drawn.positions);
    choose(WEB[0]);
    await userEvent.click(await screen.findByRole('button', { name: 'Add neighbours (2)' }));
    await waitFor(() => expect(drawn.picture?.nodes).toHaveLength(7));
    expect(payloadsOf('cmdb.map').at(-1)).toEqual({ refs: [WEB[0]], levels: 1, direction: 'both', maxNodes: 500 });
    for (const [id, point] of before) expect(drawn.positions.get(id)).toEqual(point);
    expect(drawn.picture?.nodes.find(({ kind }) => kind === 'restricted')?.lines).toEqual(['CI you may not see']);
    expect(drawn.picture?.edges.find(({ label }) => label === 'backed up by')).toMatchObject({ flow: 'none' });
  });

  it('fades what a filter leaves out and moves nothing', async () => {
    await openMap();
    const before = new Map(drawn.positions);
    await userEvent.click(screen.getByRole('button', { name: /^Filter/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Maintenance (1)' }));
    await waitFor(() => expect(box(WEB[2])).toMatchObject({ faded: true }));
    expect(box(WEB[0])).toMatchObject({ faded: false });
    expect(new Map(drawn.positions)).toEqual(before);
    expect(screen.getByRole('button', { name: /Filter \(1 off\)/ })).toBeVisible();
  });

  it('draws a class as one, and each of it when asked', async () => {
    await openMap();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Draw as one' }), 'class');
    await waitFor(() => expect(box('fold:class:server')?.lines).toEqual(['Server', '3 CIs']));
    expect(box(WEB[0])).toBeUndefined();
    choose('fold:class:server');
    expect(within(screen.getByRole('complementary')).getAllByRole('button', { name: /web/ })).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: 'Show each' }));
    await waitFor(() => expect(box(WEB[0])).toBeDefined());
  });

  it('is walked by keyboard', async () => {
    await openMap({ 'cmdb.impact': oneDown });
    const canvas = await screen.findByRole('application', { name: 'Service map: 5 CIs, 4 relations' });
    act(() => canvas.focus());
    expect(drawn.highlight?.selected).toBe(APP);
    await userEvent.keyboard('{ArrowRight}');
    expect(drawn.highlight?.selected).toBe(SHOP);
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(WEB).toContain(drawn.highlight?.selected);
    await userEvent.keyboard('f');
    expect(await screen.findByText(/saved by redundancy/, { selector: '[role=status]' })).toBeVisible();
    act(() => canvas.focus());
    await userEvent.keyboard('{Escape}');
    expect(drawn.highlight?.selected).toBeUndefined();
    choose(SHOP);
    await userEvent.keyboard('{Enter}');
    expect(addressNow()).toBe(`/cmdb/ci/${SHOP}`);
  });

  it('stands in a table with the same actions', async () => {
    const { container } = await openMap({ 'cmdb.impact': twoDown }, `ci=${WEB[0]}&fails=${WEB[0]},${WEB[1]}`);
    await userEvent.click(screen.getByRole('button', { name: 'Table' }));
    const nodes = within(screen.getByRole('table', { name: 'CIs on the map (5)' }));
    expect(nodes.getAllByRole('row')).toHaveLength(6);
    const app = within(nodes.getByRole('row', { name: /^Shop app/ }));
    expect(await app.findByText('Impacted')).toBeVisible();
    expect(app.getByText('Needs 2 of 3 reached by “runs on”: 2 failed, 1 left')).toBeVisible();
    const edges = within(screen.getByRole('table', { name: 'Relations on the map (4)' }));
    expect(edges.getByText('From Shop app to Online shop')).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(app.getByRole('button', { name: 'Map: show Shop app' }));
    expect(await screen.findByRole('application')).toBeVisible();
  });
});

describe('the map says', () => {
  it('where it was cut, and draws more when asked', async () => {
    const cut = { reason: 'nodes', level: 3, frontier: 740 } as const;
    const { payloadsOf } = await openMap({ 'cmdb.map': () => shopMap({ truncatedAt: cut }) });
    expect(screen.getByText(/Cut at 5 CIs: at least 740 more CIs are related at step 3/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Draw up to 2,000' }));
    await waitFor(() => expect(payloadsOf('cmdb.map').at(-1)).toMatchObject({ maxNodes: 2_000 }));
  });

  it('why there is none', async () => {
    await open(`/cmdb/map?ci=${APP}`, { 'cmdb.catalogue': mapCatalogue, 'cmdb.map': () => mapView([], []) });
    expect(await screen.findByText('Nothing to draw')).toBeVisible();
  });

  it('what went wrong, and goes on when it is tried again', async () => {
    let broken = true;
    await open(`/cmdb/map?ci=${APP}`, {
      'cmdb.catalogue': mapCatalogue,
      'cmdb.map': () => (broken ? new Refusal({ code: 'FORBIDDEN', message: 'Not for you.' }) : shopMap()),
    });
    expect(await screen.findByText('Not for you.')).toBeVisible();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('application')).toBeVisible();
  });

  it('which CI to begin with', async () => {
    await open('/cmdb/map', {
      'cmdb.catalogue': mapCatalogue,
      'cmdb.map': () => shopMap(),
      'cmdb.search': () => ({ hits: SHOP_NODES.slice(0, 1).map((node) => ({ ...node, match: 'name' as const })) }),
    });
    await userEvent.type(await screen.findByRole('combobox', { name: 'CI' }), 'shop');
    await userEvent.click(await screen.findByRole('option', { name: /Shop app/ }));
    expect(addressNow()).toBe(`/cmdb/map?ci=${encodeURIComponent(APP)}`);
  });
});

it('stands on the page of a CI, too, beside the way to the whole map', async () => {
  const { container, payloadsOf } = await open(`/cmdb/ci/server:web-1?tab=map`, {
    'cmdb.catalogue': mapCatalogue,
    'cmdb.get': () => ciView(1),
    'cmdb.map': () => shopMap(),
  });
  await waitFor(() => expect(drawn.picture?.nodes.length).toBeGreaterThan(0));
  expect(payloadsOf('cmdb.map')).toMatchObject([{ refs: ['server:web-1'], levels: 2, direction: 'dependencies' }]);
  expect(screen.getByRole('link', { name: 'Map', current: 'page' })).toHaveAttribute(
    'href',
    expect.stringMatching(/tab=map$/),
  );
  expect(screen.getByRole('link', { name: 'Open map' })).toHaveAttribute('href', '/cmdb/map?ci=server:web-1');
  expect(await violations(container)).toEqual([]);
});
