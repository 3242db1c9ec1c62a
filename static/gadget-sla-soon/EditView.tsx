import { useState, type ReactNode } from 'react';
import { Loaded } from '../shared/components';
import { Choices } from '../shared/gadget/Choices';
import { numberIn } from '../shared/gadget/configuration';
import { GadgetForm, TextField } from '../shared/gadget/GadgetForm';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { limitIsValid, type Configuration } from './configuration';
import { useSoonText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useSoonText();
  const gadget = useGadgetText();
  const query = useApiQuery('sla.choices', {});
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [limit, setLimit] = useState(String(initial.limit));
  const limitError = limitIsValid(numberIn(limit)) ? undefined : text('soon.fault.limit');
  return (
    <GadgetForm
      usualTitle={text('soon.title')}
      initial={initial}
      settings={limitError === undefined ? { projects: [...projects], limit: numberIn(limit) } : undefined}
    >
      <Loaded query={query}>
        {(choices) => (
          <Choices
            legend={gadget('gadget.edit.projects')}
            hint={gadget('gadget.edit.projectsHint')}
            choices={choices.projects.map(({ key, name }) => ({ key, name: `${name} (${key})` }))}
            chosen={projects}
            onChange={setProjects}
          />
        )}
      </Loaded>
      <TextField label={text('soon.edit.limit')} numeric error={limitError} value={limit} onChange={setLimit} />
    </GadgetForm>
  );
}
