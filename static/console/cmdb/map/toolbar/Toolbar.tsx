import { useState, type ReactNode } from 'react';
import { Button, Combobox, Select, TableIcon } from '../../../../shared/components';
import { Menu } from '../../shared/Menu';
import type { ExportKind } from '../export/export-map';
import { useMapText } from '../messages';
import type { MapLook } from '../ServiceMap';
import { DIRECTIONS, LEVELS, type MapSettings } from '../settings';
import { countUnticked, FOLDINGS, type Facts, type Folding, type Unticked } from '../shown';
import type { MapWords } from '../words';
import { Filters } from './Filters';

export interface ToolbarProps {
  readonly facts: Facts;
  readonly words: MapWords;
  readonly settings: MapSettings;
  readonly onSettings: (settings: MapSettings) => void;
  readonly unticked: Unticked;
  readonly onUnticked: (unticked: Unticked) => void;
  readonly folding: Folding;
  readonly onFolding: (folding: Folding) => void;
  readonly look: MapLook;
  readonly onLook: (look: MapLook) => void;
  readonly onFind: (id: string) => void;
  readonly onTidy: () => void;
  readonly onExport: (kind: ExportKind) => void;
}

export function Toolbar(props: ToolbarProps): ReactNode {
  const { facts, words, unticked, onUnticked, look, onLook, onFind, onTidy } = props;
  const text = useMapText();
  const off = countUnticked(unticked);
  return (
    <div className="map-toolbar">
      <Finder facts={facts} words={words} onFind={onFind} />
      <Scope {...props} />
      <Menu label={off === 0 ? text('map.filter') : text('map.filter.count', { count: off })} active={off > 0}>
        {() => <Filters facts={facts} words={words} unticked={unticked} onChange={onUnticked} />}
      </Menu>
      <ExportMenu look={look} onExport={props.onExport} />
      {look === 'map' ? <Button onClick={onTidy}>{text('map.tidy')}</Button> : null}
      <Button
        icon={<TableIcon />}
        aria-pressed={look === 'table'}
        onClick={() => onLook(look === 'table' ? 'map' : 'table')}
      >
        {text('map.view.table')}
      </Button>
    </div>
  );
}

/** By name or reference, among what is on the map. */
function Finder({ facts, words, onFind }: Pick<ToolbarProps, 'facts' | 'words' | 'onFind'>): ReactNode {
  const text = useMapText();
  const [typed, setTyped] = useState('');
  const sought = typed.trim().toLocaleLowerCase();
  const found = [...facts.graph.nodes.values()].flatMap(({ id, ci }) => {
    if (ci === null || !(ci.name.toLocaleLowerCase().includes(sought) || id.includes(sought))) return [];
    return [{ value: id, label: ci.name, hint: `${words.className(ci.classKey)} · ${id}` }];
  });
  return (
    <div className="map-finder">
      <Combobox
        aria-label={text('map.search')}
        listLabel={text('map.search')}
        placeholder={text('map.search.placeholder')}
        text={typed}
        onText={setTyped}
        options={found}
        onChoose={({ value }) => {
          setTyped('');
          onFind(value);
        }}
        none={text('map.search.none')}
      />
    </div>
  );
}

function Scope({ settings, onSettings, folding, onFolding }: ToolbarProps): ReactNode {
  const text = useMapText();
  return (
    <>
      <Select
        aria-label={text('map.direction')}
        value={settings.direction}
        options={DIRECTIONS.map((value) => ({ value, label: text(`map.direction.${value}`) }))}
        onChange={(direction) => onSettings({ ...settings, direction })}
      />
      <Select
        aria-label={text('map.levels')}
        value={String(settings.levels)}
        options={LEVELS.map((levels) => ({ value: String(levels), label: text('map.levels.option', { levels }) }))}
        onChange={(levels) => onSettings({ ...settings, levels: Number(levels) })}
      />
      <Select
        aria-label={text('map.fold')}
        value={folding}
        options={FOLDINGS.map((value) => ({
          value,
          label: value === 'none' ? text('map.fold.none') : `${text('map.fold')}: ${text(`map.fold.${value}`)}`,
        }))}
        onChange={onFolding}
      />
    </>
  );
}

function ExportMenu({ look, onExport }: Pick<ToolbarProps, 'look' | 'onExport'>): ReactNode {
  const text = useMapText();
  // Pictures are made of the map as it is arranged, which only the map knows.
  const kinds: readonly ExportKind[] = look === 'map' ? ['png', 'svg', 'csv'] : ['csv'];
  return (
    <Menu label={text('map.export')}>
      {(close) =>
        kinds.map((kind) => (
          <Button
            key={kind}
            appearance="subtle"
            onClick={() => {
              close();
              onExport(kind);
            }}
          >
            {text(`map.export.${kind}`)}
          </Button>
        ))
      }
    </Menu>
  );
}
