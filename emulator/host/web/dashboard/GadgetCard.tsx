/** One gadget: shown, configured by its edit resource, refreshed by hand or after the minutes its configuration names. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { UiModule } from '../app/bootstrap';
import { siteNow, useClockMoves } from '../app/clock';
import { messageOf } from '../app/http';
import type { Gadget } from '../app/jira-types';
import { AppFrame } from '../frame/AppFrame';
import { tellApp, type FrameServices } from '../frame/commands';
import { notify } from '../ui/flags';
import { MoreIcon, RefreshIcon } from '../ui/icons';
import { Menu, MenuItem } from '../ui/Menu';
import { Button, EmptyState, IconButton } from '../ui/parts';
import {
  configurationQuery,
  editResource,
  gadgetModule,
  gadgetsQuery,
  moveGadget,
  removeGadget,
  saveConfiguration,
} from './queries';

interface GadgetCardProps {
  readonly dashboardId: string;
  readonly gadget: Gadget;
  /** Goes up when the whole dashboard is refreshed. */
  readonly generation: number;
  readonly startEditing: boolean;
  readonly moves: Readonly<Record<'left' | 'right' | 'up' | 'down', boolean>>;
}

const STEPS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;
type Direction = keyof typeof STEPS;
const DIRECTIONS: readonly Direction[] = ['left', 'right', 'up', 'down'];
/** How often is looked whether a gadget is due; the interval itself is in minutes of the site's time. */
const LOOK_EVERY_MS = 5_000;

export function GadgetCard({ dashboardId, gadget, generation, startEditing, moves }: GadgetCardProps) {
  const module = gadgetModule(gadget);
  const [editing, setEditing] = useState(startEditing && module !== undefined && editResource(module) !== undefined);
  const { loads, refresh } = useRefresh(dashboardId, gadget, module);
  const clockMoves = useClockMoves();
  const queries = useQueryClient();
  const change = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      await queries.invalidateQueries({ queryKey: gadgetsQuery(dashboardId).queryKey });
    } catch (error) {
      notify('error', `${gadget.title} could not be changed`, messageOf(error));
    }
  };
  const move = (direction: Direction): Promise<void> => {
    const [column, row] = STEPS[direction];
    const position = { column: gadget.position.column + column, row: column === 0 ? gadget.position.row + row : 0 };
    return change(moveGadget(dashboardId, gadget.id, position));
  };
  return (
    <section className="card gadget" aria-label={gadget.title}>
      <header>
        <h2>{gadget.title}</h2>
        <div className="actions">
          <IconButton label={`Refresh ${gadget.title}`} onClick={refresh}>
            <RefreshIcon />
          </IconButton>
          <Menu
            accessibleName={`Actions of ${gadget.title}`}
            className="button button-subtle button-icon"
            label={<MoreIcon />}
            align="end"
          >
            {module !== undefined && editResource(module) !== undefined && (
              <MenuItem onSelect={() => setEditing(true)}>Configure</MenuItem>
            )}
            {DIRECTIONS.filter((direction) => moves[direction]).map((direction) => (
              <MenuItem key={direction} onSelect={() => void move(direction)}>
                Move {direction}
              </MenuItem>
            ))}
            <MenuItem onSelect={() => void change(removeGadget(dashboardId, gadget.id))}>Remove</MenuItem>
          </Menu>
        </div>
      </header>
      <div className="card-body">
        {module === undefined ? (
          <EmptyState title="This gadget cannot be shown">
            <p>No installed app brings it. Remove it, or install its app again.</p>
          </EmptyState>
        ) : (
          <GadgetFrame
            key={editing ? 'edit' : `view-${generation}-${loads}-${clockMoves}`}
            dashboardId={dashboardId}
            gadget={gadget}
            module={module}
            edit={editing}
            onDone={() => setEditing(false)}
          />
        )}
      </div>
    </section>
  );
}

/** Gadgets that set `refreshable: false` hear an event instead of being loaded again. */
function useRefresh(
  dashboardId: string,
  gadget: Gadget,
  module: UiModule | undefined,
): { readonly loads: number; readonly refresh: () => void } {
  const [rounds, setRounds] = useState(0);
  const { data } = useQuery(configurationQuery(dashboardId, gadget.id));
  const minutes = data?.refresh ?? 0;
  const ownRefresh = module?.properties['refreshable'] === false;

  const refresh = useCallback((): void => {
    setRounds((count) => count + 1);
    if (ownRefresh) void tellApp('JIRA_DASHBOARD_GADGET_REFRESH', { origin: 'gadget', gadgetId: gadget.id });
  }, [ownRefresh, gadget.id]);

  useEffect(() => {
    if (minutes <= 0) return undefined;
    const since = siteNow();
    const timer = setInterval(() => siteNow() - since >= minutes * 60_000 && refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [minutes, rounds, refresh]);
  return { loads: ownRefresh ? 0 : rounds, refresh };
}

interface GadgetFrameProps {
  readonly dashboardId: string;
  readonly gadget: Gadget;
  readonly module: UiModule;
  readonly edit: boolean;
  readonly onDone: () => void;
}

function GadgetFrame({ dashboardId, gadget, module, edit, onDone }: GadgetFrameProps) {
  const queries = useQueryClient();
  const services = useMemo<FrameServices>(() => {
    if (!edit) return {};
    return {
      submit: async (configuration) => {
        await saveConfiguration(dashboardId, gadget.id, configuration);
        await queries.invalidateQueries({ queryKey: configurationQuery(dashboardId, gadget.id).queryKey });
        onDone();
      },
      close: onDone,
    };
  }, [edit, dashboardId, gadget.id, queries, onDone]);
  return (
    <>
      <AppFrame
        module={module}
        resource={edit ? editResource(module) : undefined}
        placement={{ kind: 'gadget', dashboardId, gadgetId: gadget.id, edit }}
        title={edit ? `Configure ${gadget.title}` : gadget.title}
        services={services}
      />
      {edit && (
        <div className="actions">
          <Button appearance="subtle" onClick={onDone}>
            Back to the gadget
          </Button>
        </div>
      )}
    </>
  );
}
