import { useEffect, useId, useRef, useState, type KeyboardEvent, type MutableRefObject, type ReactNode } from 'react';
import { Button, Skeleton, VisuallyHidden } from '../../../../shared/components';
import { askLayout } from '../layout/ask-layout';
import type { LayoutGraph, Positions } from '../layout/layered';
import { placeNewcomers } from '../layout/place';
import { useMapText } from '../messages';
import { arrowsOf, boxOf, type Picture } from '../picture';
import { openDrawing, type Drawing, type Highlight } from './open-drawing';
import { isArrow, stepFrom } from './steps';
import { onThemeChange } from './tokens';

export interface MapCanvasProps {
  readonly picture: Picture;
  /** Another one arranges everything anew; under the same one nothing moves. */
  readonly arrangement: string;
  readonly start: string | undefined;
  readonly failing: boolean;
  readonly highlight: Highlight;
  readonly drawing: MutableRefObject<Drawing | undefined>;
  readonly label: string;
  readonly onSelect: (id: string | undefined) => void;
  readonly onOpen: (id: string) => void;
  readonly onExpand: (id: string) => void;
  readonly onFail: (id: string) => void;
}

export function MapCanvas(props: MapCanvasProps): ReactNode {
  const { picture, label, highlight, drawing } = props;
  const text = useMapText();
  const helpId = useId();
  const { container, drawn } = useDrawn(props);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (handleKey(event.key, props)) event.preventDefault();
  };
  return (
    <div className="map-frame">
      <div
        className="map-canvas"
        role="application"
        aria-label={label}
        aria-describedby={helpId}
        tabIndex={0}
        data-drawn={drawn}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (highlight.selected === undefined && picture.nodes.some(({ id }) => id === props.start))
            props.onSelect(props.start);
        }}
      >
        <div ref={container} className="map-surface" aria-hidden />
      </div>
      <VisuallyHidden>
        <span id={helpId}>{text('map.canvas.help')}</span>
      </VisuallyHidden>
      {drawn ? null : (
        <div className="map-waiting">
          <span>{text('map.drawing')}</span>
          <Skeleton lines={4} height={36} />
        </div>
      )}
      <div className="map-zoom">
        {ZOOMS.map(({ label, factor, path }) => (
          <Button
            key={label}
            aria-label={text(label)}
            title={text(label)}
            icon={<ZoomIcon path={path} />}
            onClick={() => drawing.current?.zoom(factor)}
          />
        ))}
        <Button onClick={() => drawing.current?.fit()}>{text('map.fit')}</Button>
      </div>
    </div>
  );
}

const ZOOMS = [
  { label: 'map.zoomIn', factor: 1.3, path: 'M8 3v10M3 8h10' },
  { label: 'map.zoomOut', factor: 1 / 1.3, path: 'M3 8h10' },
] as const;

const ZoomIcon = ({ path }: { readonly path: string }): ReactNode => (
  <svg className="pl-icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
    <path d={path} />
  </svg>
);

function handleKey(
  key: string,
  { picture, highlight: { selected }, start, drawing, onSelect, onOpen, onExpand, onFail }: MapCanvasProps,
): boolean {
  const here = selected ?? start ?? picture.nodes[0]?.id;
  const canvas = drawing.current;
  if (here === undefined || canvas === undefined) return false;
  if (isArrow(key)) {
    const next = selected === undefined ? here : stepFrom(picture, canvas.positions(), here, key);
    if (next !== undefined) {
      onSelect(next);
      canvas.centre(next);
    }
    return true;
  }
  if (key === 'Escape') onSelect(undefined);
  else if (key === 'Enter') onOpen(here);
  else if (key === '+') onExpand(here);
  else if (key.toLowerCase() === 'f') onFail(here);
  else return false;
  return true;
}

const layoutGraphOf = (picture: Picture): LayoutGraph => ({
  boxes: picture.nodes.map(boxOf),
  arrows: arrowsOf(picture),
});

/** Opens the drawing once, arranges what is new, and keeps the drawing as the picture is. */
function useDrawn({ picture, arrangement, start, failing, highlight, drawing, onSelect, onOpen }: MapCanvasProps): {
  readonly container: MutableRefObject<HTMLDivElement | null>;
  readonly drawn: boolean;
} {
  const container = useRef<HTMLDivElement>(null);
  const events = useRef({ onSelect, onOpen });
  const [open, setOpen] = useState<Drawing>();
  const arranged = useRef<string>();
  const [drawn, setDrawn] = useState(false);
  const size = useRef(picture.nodes.length);

  useEffect(() => {
    events.current = { onSelect, onOpen };
  }, [onSelect, onOpen]);

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    let opened: Drawing | undefined;
    let gone = false;
    const handlers = {
      onSelect: (id: string | undefined) => events.current.onSelect(id),
      onOpen: (id: string) => events.current.onOpen(id),
    };
    void openDrawing(element, handlers, size.current).then((made) => {
      if (gone) return made.destroy();
      opened = made;
      drawing.current = made;
      arranged.current = undefined;
      setOpen(made);
    });
    const stop = onThemeChange(() => opened?.recolour());
    return () => {
      gone = true;
      stop();
      opened?.destroy();
      drawing.current = undefined;
      setOpen(undefined);
    };
  }, [drawing]);

  useEffect(() => {
    if (open === undefined) return undefined;
    let outdated = false;
    const graph = layoutGraphOf(picture);
    const anew = arranged.current !== arrangement;
    const place = async (): Promise<Positions> => (anew ? askLayout(graph) : placeNewcomers(open.positions(), graph));
    void place().then((positions) => {
      if (outdated) return;
      open.show(picture, positions, failing);
      if (anew) open.fit(start);
      arranged.current = arrangement;
      setDrawn(true);
    });
    return () => {
      outdated = true;
    };
  }, [open, picture, arrangement, start, failing]);

  useEffect(() => {
    if (drawn) open?.highlight(highlight);
  }, [open, drawn, highlight, picture]);
  return { container, drawn };
}
