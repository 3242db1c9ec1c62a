import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState, ErrorState, Skeleton } from '../../../shared/components';
import { ciPath } from '../shared/paths';
import { MapCanvas } from './canvas/MapCanvas';
import type { Drawing } from './canvas/open-drawing';
import { exportMap, type ExportKind } from './export/export-map';
import { pathEdges, type Failure } from './failure';
import { isRestricted, type MapGraph } from './graph';
import { useMapText } from './messages';
import { drawnIdOf, pictureOf, type Picture } from './picture';
import { FIRST_NODES, MOST_NODES, type MapSettings } from './settings';
import { foldsOf, NOTHING_UNTICKED, type Facts, type Fold, type Folding, type Unticked } from './shown';
import { Notices } from './side/Notices';
import { SidePanel } from './side/SidePanel';
import { MapTable } from './table/MapTable';
import { Toolbar } from './toolbar/Toolbar';
import { isFull, useServiceMap, type ServiceMapData } from './use-service-map';
import { mapWords, type MapWords } from './words';
import './map.css';

export interface ServiceMapProps {
  readonly settings: MapSettings;
  readonly onSettings: (settings: MapSettings) => void;
}

/** A CI's dependencies as a map and as a table, with what fails if something fails. */
export function ServiceMap({ settings, onSettings }: ServiceMapProps): ReactNode {
  const text = useMapText();
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const [maxNodes, setMaxNodes] = useState(FIRST_NODES);
  const data = useServiceMap(settings, expanded, maxNodes);
  if (data.graph === undefined)
    return data.error === null ? (
      <>
        <p>{text('map.loading')}</p>
        <Skeleton lines={6} height={40} />
      </>
    ) : (
      <ErrorState error={data.error} onRetry={data.retry} />
    );
  if (data.graph.nodes.size === 0)
    return <EmptyState title={text('map.gone.title')}>{text('map.gone.body')}</EmptyState>;
  return (
    <OpenMap
      data={data}
      graph={data.graph}
      settings={settings}
      onSettings={onSettings}
      onExpand={(ref) => setExpanded((refs) => (refs.includes(ref) ? refs : [...refs, ref]))}
      onMore={maxNodes < MOST_NODES ? () => setMaxNodes(MOST_NODES) : undefined}
    />
  );
}

interface OpenMapProps extends ServiceMapProps {
  readonly data: ServiceMapData;
  readonly graph: MapGraph;
  readonly onExpand: (ref: string) => void;
  readonly onMore: (() => void) | undefined;
}

/** What can be done with a CI, wherever it is shown. */
export interface CiActions {
  readonly select: (id: string | undefined) => void;
  /** Selects it and brings it into view. */
  readonly show: (id: string) => void;
  readonly open: (id: string) => void;
  readonly expand: (id: string) => void;
  readonly fail: (id: string) => void;
  readonly failToo: (id: string) => void;
  readonly unfail: (id: string) => void;
  readonly endFailure: () => void;
  readonly centre: (id: string) => void;
}

export type MapLook = 'map' | 'table';

function OpenMap({ data, graph, settings, onSettings, onExpand, onMore }: OpenMapProps): ReactNode {
  const text = useMapText();
  const words = useMemo(() => mapWords(text, data.catalogue, graph), [text, data.catalogue, graph]);
  const facts = useMemo((): Facts => ({ graph, sites: data.sites }), [graph, data.sites]);
  const [selected, setSelected] = useState<string>();
  const [look, setLook] = useState<MapLook>('map');
  const [tidied, setTidied] = useState(0);
  const [problem, setProblem] = useState<Error>();
  const view = useView(facts, settings, data, words);
  const { picture, folds } = view;
  const drawing = useRef<Drawing>();
  const actions = useActions({
    graph,
    settings,
    onSettings,
    onExpand,
    failure: data.failure,
    folds,
    drawing,
    setSelected,
    setLook,
    view,
  });
  const highlight = useHighlight(selected, graph, data, view);
  const arrangement = `${settings.ci}|${view.folding}|${tidied}|${data.surroundings}`;
  const onExport = (kind: ExportKind): void => {
    setProblem(undefined);
    exportMap(kind, {
      drawing: drawing.current,
      picture,
      graph,
      words,
      failure: data.failure,
      ci: settings.ci,
      text,
    }).catch((cause: unknown) => setProblem(cause instanceof Error ? cause : new Error(String(cause))));
  };
  return (
    <section className="map" aria-label={text('map.heading')}>
      <Toolbar
        facts={facts}
        words={words}
        settings={settings}
        onSettings={onSettings}
        unticked={view.unticked}
        onUnticked={view.setUnticked}
        folding={view.folding}
        onFolding={view.setFolding}
        look={look}
        onLook={setLook}
        onFind={actions.show}
        onTidy={() => setTidied(tidied + 1)}
        onExport={onExport}
      />
      <Notices data={data} graph={graph} words={words} problem={problem} onMore={onMore} />
      <div className="map-body">
        {look === 'map' ? (
          <MapCanvas
            picture={picture}
            arrangement={arrangement}
            start={drawnIdOf(settings.ci, folds)}
            failing={data.failure !== undefined}
            highlight={highlight}
            drawing={drawing}
            label={text('map.canvas', { nodes: graph.nodes.size, edges: graph.edges.size })}
            onSelect={actions.select}
            onOpen={actions.open}
            onExpand={actions.expand}
            onFail={actions.fail}
          />
        ) : (
          <MapTable graph={graph} words={words} failure={data.failure} sites={data.sites} actions={actions} />
        )}
        <SidePanel
          selected={selected}
          folds={folds}
          data={data}
          graph={graph}
          words={words}
          settings={settings}
          actions={actions}
          onUnfold={view.openFold}
          full={isFull(graph)}
        />
      </div>
    </section>
  );
}

interface View {
  readonly picture: Picture;
  readonly folds: readonly Fold[];
  readonly unticked: Unticked;
  readonly setUnticked: (unticked: Unticked) => void;
  readonly folding: Folding;
  readonly setFolding: (folding: Folding) => void;
  readonly openFold: (id: string) => void;
  /** What is looked at stays by itself. */
  readonly keep: (id: string) => void;
}

function useView(facts: Facts, settings: MapSettings, { failure }: ServiceMapData, words: MapWords): View {
  const [unticked, setUnticked] = useState(NOTHING_UNTICKED);
  const [folding, setFolding] = useState<Folding>('none');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const folds = useMemo(
    () => foldsOf(folding, facts, new Set([settings.ci, ...settings.fails, ...kept]), opened),
    [folding, facts, settings.ci, settings.fails, kept, opened],
  );
  const picture = useMemo(
    () => pictureOf({ facts, start: settings.ci, folds, unticked, failure, words }),
    [facts, settings.ci, folds, unticked, failure, words],
  );
  return {
    picture,
    folds,
    unticked,
    setUnticked,
    folding,
    setFolding: (next) => {
      setOpened(new Set());
      setKept(new Set());
      setFolding(next);
    },
    openFold: (id) => setOpened((all) => new Set([...all, id])),
    keep: (id) => setKept((all) => (all.has(id) ? all : new Set([...all, id]))),
  };
}

interface ActionParts extends Pick<OpenMapProps, 'graph' | 'settings' | 'onSettings' | 'onExpand'> {
  readonly failure: Failure | undefined;
  readonly folds: readonly Fold[];
  readonly drawing: { readonly current: Drawing | undefined };
  readonly setSelected: (id: string | undefined) => void;
  readonly setLook: (look: MapLook) => void;
  readonly view: View;
}

function useActions({
  graph,
  settings,
  onSettings,
  onExpand,
  failure,
  folds,
  drawing,
  setSelected,
  setLook,
  view,
}: ActionParts): CiActions {
  const navigate = useNavigate();
  const isFold = (id: string): boolean => folds.some((fold) => fold.id === id);
  const known = (id: string): boolean => !isRestricted(id) && !isFold(id);
  const fails = (refs: readonly string[]): void => onSettings({ ...settings, fails: refs });
  return {
    select: setSelected,
    show: (id) => {
      setSelected(id);
      if (!graph.nodes.has(id)) return;
      setLook('map');
      // The way that failure took is seen as a whole.
      const path = failure?.impacted.get(id)?.path;
      if (path === undefined) drawing.current?.centre(drawnIdOf(id, folds));
      else drawing.current?.reveal(path.map((one) => drawnIdOf(one, folds)));
    },
    open: (id) => {
      if (isFold(id)) view.openFold(id);
      else if (known(id)) void navigate(ciPath(id));
    },
    expand: (id) => {
      if (isFold(id)) view.openFold(id);
      else if (known(id) && !isFull(graph)) onExpand(id);
    },
    fail: (id) => {
      if (!known(id)) return;
      setSelected(undefined);
      fails([id]);
    },
    failToo: (id) => {
      if (known(id)) fails([...settings.fails.filter((ref) => ref !== id), id]);
    },
    unfail: (id) => fails(settings.fails.filter((ref) => ref !== id)),
    endFailure: () => fails([]),
    centre: (id) => onSettings({ ...settings, ci: id, fails: [] }),
  };
}

const NO_EDGES: ReadonlySet<string> = new Set();

/** The chosen CI and, when it is impacted, the way that failure took to it. */
function useHighlight(
  selected: string | undefined,
  graph: MapGraph,
  { failure }: ServiceMapData,
  { picture, folds }: View,
): { readonly selected: string | undefined; readonly path: ReadonlySet<string> } {
  return useMemo(() => {
    const path = selected === undefined ? undefined : failure?.impacted.get(selected)?.path;
    const relations = path === undefined ? NO_EDGES : new Set(pathEdges(graph, path));
    const lines = picture.edges.filter(({ stands }) => stands.some((key) => relations.has(key)));
    return {
      selected: selected === undefined ? undefined : drawnIdOf(selected, folds),
      path: new Set(lines.map(({ id }) => id)),
    };
  }, [selected, graph, failure, picture, folds]);
}
