import { useState, type ReactNode } from 'react';
import { numberIn } from '../shared/gadget/configuration';
import { GadgetForm, TextField } from '../shared/gadget/GadgetForm';
import { ProjectChoices } from '../shared/gadget/ProjectChoices';
import { daysAreValid, limitIsValid, type Configuration } from './configuration';
import { useUpcomingText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useUpcomingText();
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [days, setDays] = useState(String(initial.days));
  const [limit, setLimit] = useState(String(initial.limit));
  const daysError = daysAreValid(numberIn(days)) ? undefined : text('upcoming.fault.days');
  const limitError = limitIsValid(numberIn(limit)) ? undefined : text('upcoming.fault.limit');
  const settings = { projects: [...projects], days: numberIn(days), limit: numberIn(limit) };
  return (
    <GadgetForm
      usualTitle={text('upcoming.title')}
      initial={initial}
      settings={daysError === undefined && limitError === undefined ? settings : undefined}
    >
      <ProjectChoices chosen={projects} onChange={setProjects} />
      <TextField label={text('upcoming.edit.days')} numeric error={daysError} value={days} onChange={setDays} />
      <TextField label={text('upcoming.edit.limit')} numeric error={limitError} value={limit} onChange={setLimit} />
    </GadgetForm>
  );
}
