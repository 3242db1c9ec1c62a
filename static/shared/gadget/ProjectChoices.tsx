import type { ReactNode } from 'react';
import { Loaded } from '../components';
import { useApiQuery } from '../query';
import { Choices } from './Choices';
import { useGadgetText } from './text';

export interface ProjectChoicesProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Those that Plumbline keeps and the reader may see. */
export function ProjectChoices({ chosen, onChange }: ProjectChoicesProps): ReactNode {
  const text = useGadgetText();
  const query = useApiQuery('incident.projects', {});
  return (
    <Loaded query={query}>
      {({ projects }) => (
        <Choices
          legend={text('gadget.edit.projects')}
          hint={text('gadget.edit.projectsHint')}
          choices={projects.map(({ key, name }) => ({ key, name: `${name} (${key})` }))}
          chosen={chosen}
          onChange={onChange}
        />
      )}
    </Loaded>
  );
}
