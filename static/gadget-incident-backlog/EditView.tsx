import { useState, type ReactNode } from 'react';
import { view } from '@forge/bridge';
import { Button, ErrorState, Field, Loaded, Page } from '../shared/components';
import { useApiQuery } from '../shared/query';
import { parseBoundaries, refreshIsValid, type BoundaryFault, type Configuration } from './configuration';
import { useBacklogText } from './text';

const LONGEST_TITLE = 100;

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useBacklogText();
  const [title, setTitle] = useState(initial.title);
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [boundaries, setBoundaries] = useState(initial.boundaries.join(', '));
  const [refresh, setRefresh] = useState(String(initial.refresh));
  const [failure, setFailure] = useState<Error>();

  const parsed = parseBoundaries(boundaries);
  const minutes = Number(refresh);
  const refreshError = refresh.trim() !== '' && refreshIsValid(minutes) ? undefined : text('backlog.fault.refresh');
  const titleError = title.length > LONGEST_TITLE ? text('backlog.fault.title') : undefined;

  const save = async (): Promise<void> => {
    if (parsed.days === undefined || refreshError !== undefined || titleError !== undefined) return;
    try {
      await view.submit({ title: title.trim(), projects: [...projects], boundaries: parsed.days, refresh: minutes });
    } catch (cause) {
      setFailure(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };

  return (
    <Page title={text('backlog.title')}>
      <form
        className="backlog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={text('backlog.edit.title')} hint={text('backlog.edit.titleHint')} error={titleError}>
          {(control) => (
            <input {...control} className="pl-input" value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <Projects chosen={projects} onChange={setProjects} />
        <Field
          label={text('backlog.edit.boundaries')}
          required
          hint={text('backlog.edit.boundariesHint')}
          error={parsed.fault === undefined ? undefined : faultText(text, parsed.fault)}
        >
          {(control) => (
            <input
              {...control}
              className="pl-input"
              value={boundaries}
              onChange={(event) => setBoundaries(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('backlog.edit.refresh')} required error={refreshError}>
          {(control) => (
            <input
              {...control}
              className="pl-input"
              inputMode="numeric"
              value={refresh}
              onChange={(event) => setRefresh(event.target.value)}
            />
          )}
        </Field>
        {failure === undefined ? null : <ErrorState error={failure} />}
        <div className="backlog-actions">
          <Button type="submit" appearance="primary">
            {text('backlog.edit.save')}
          </Button>
          <Button appearance="subtle" onClick={() => void view.close()}>
            {text('backlog.edit.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function faultText(text: ReturnType<typeof useBacklogText>, fault: BoundaryFault): string {
  switch (fault.fault) {
    case 'none':
    case 'many':
      return text(`backlog.fault.${fault.fault}`);
    case 'number':
    case 'range':
      return text(`backlog.fault.${fault.fault}`, { found: fault.found });
    case 'order':
      return text('backlog.fault.order', { found: fault.found, before: fault.before });
  }
}

interface ProjectsProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Projects({ chosen, onChange }: ProjectsProps): ReactNode {
  const text = useBacklogText();
  const query = useApiQuery('incident.projects', {});
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className="backlog-projects">
      <legend className="pl-label">{text('backlog.edit.projects')}</legend>
      <Loaded query={query}>
        {({ projects }) =>
          projects.map(({ key, name }) => (
            <label key={key}>
              <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} /> {name} ({key})
            </label>
          ))
        }
      </Loaded>
      <p className="pl-hint">{text('backlog.edit.projectsHint')}</p>
    </fieldset>
  );
}
