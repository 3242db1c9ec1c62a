/** The app's issue panels: pinned for the project, or added to this issue by the app's button. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { messageOf, send } from '../app/http';
import { modulesOf, type UiModule } from '../app/bootstrap';
import { useClockMoves } from '../app/clock';
import { AppFrame } from '../frame/AppFrame';
import type { FrameServices } from '../frame/commands';
import { notify } from '../ui/flags';
import { MoreIcon } from '../ui/icons';
import { Menu, MenuItem } from '../ui/Menu';
import { Button } from '../ui/parts';
import type { Place } from './queries';

interface PanelsProps {
  readonly issueKey: string;
  readonly place: Place | undefined;
}

type Panel = Place['panels'][number];

const moduleOf = ({ moduleKey }: Panel): UiModule | undefined =>
  modulesOf('jira:issuePanel').find(({ key }) => key === moduleKey);

function usePanelChange(issueKey: string): (method: 'POST' | 'DELETE', moduleKey: string) => Promise<void> {
  const queries = useQueryClient();
  return async (method, moduleKey) => {
    const base = `/__host/issue/${encodeURIComponent(issueKey)}/panel`;
    try {
      if (method === 'POST') await send('POST', base, { moduleKey });
      else await send('DELETE', `${base}/${encodeURIComponent(moduleKey)}`);
      await queries.invalidateQueries({ queryKey: ['issue', issueKey, 'place'] });
    } catch (error) {
      notify('error', 'The panel could not be changed', messageOf(error));
    }
  };
}

/** The buttons under the summary that add an app's panel. */
export function PanelButtons({ issueKey, place }: PanelsProps) {
  const change = usePanelChange(issueKey);
  const hidden = (place?.panels ?? []).filter(({ pinned, added }) => !pinned && !added);
  return (
    <>
      {hidden.map((panel) => {
        const module = moduleOf(panel);
        if (module === undefined) return null;
        return (
          <Button key={panel.moduleKey} onClick={() => void change('POST', panel.moduleKey)}>
            Add {module.title}
          </Button>
        );
      })}
    </>
  );
}

export function Panels({ issueKey, place }: PanelsProps) {
  const shown = (place?.panels ?? []).filter(({ pinned, added }) => pinned || added);
  return (
    <>
      {shown.map((panel) => {
        const module = moduleOf(panel);
        return module === undefined ? null : (
          <PanelCard key={panel.moduleKey} issueKey={issueKey} panel={panel} module={module} />
        );
      })}
    </>
  );
}

function PanelCard({
  issueKey,
  panel,
  module,
}: {
  readonly issueKey: string;
  readonly panel: Panel;
  readonly module: UiModule;
}) {
  const change = usePanelChange(issueKey);
  const queries = useQueryClient();
  const [generation, setGeneration] = useState(0);
  const moves = useClockMoves();
  const services = useMemo<FrameServices>(
    () => ({ refresh: () => void queries.invalidateQueries({ queryKey: ['issue', issueKey] }) }),
    [issueKey, queries],
  );
  return (
    <section className="card panel" aria-label={module.title}>
      <header>
        <h2>{module.title}</h2>
        <Menu
          accessibleName={`Actions of ${module.title}`}
          className="button button-subtle button-icon"
          label={<MoreIcon />}
          align="end"
        >
          <MenuItem onSelect={() => setGeneration(generation + 1)}>Reload</MenuItem>
          {panel.added && (
            <MenuItem onSelect={() => void change('DELETE', panel.moduleKey)}>Remove from this issue</MenuItem>
          )}
        </Menu>
      </header>
      <div className="card-body">
        <AppFrame
          key={`${generation}-${moves}`}
          module={module}
          placement={{ kind: 'issuePanel', issueKey, isNewToIssue: panel.added && !panel.pinned }}
          title={module.title}
          services={services}
        />
      </div>
    </section>
  );
}
