import { useState, type ReactNode } from 'react';
import { Field, Select } from '../shared/components';
import { numberIn } from '../shared/gadget/configuration';
import { GadgetForm, TextField } from '../shared/gadget/GadgetForm';
import { ProjectChoices } from '../shared/gadget/ProjectChoices';
import { GROUPINGS, targetIsValid, weeksAreValid, type Configuration } from './configuration';
import { useSuccessText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useSuccessText();
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [weeks, setWeeks] = useState(String(initial.weeks));
  const [target, setTarget] = useState(String(initial.target));
  const [groupBy, setGroupBy] = useState(initial.groupBy);
  const weeksError = weeksAreValid(numberIn(weeks)) ? undefined : text('success.fault.weeks');
  const targetError = targetIsValid(numberIn(target)) ? undefined : text('success.fault.target');
  const settings = { projects: [...projects], weeks: numberIn(weeks), target: numberIn(target), groupBy };
  return (
    <GadgetForm
      usualTitle={text('success.title')}
      initial={initial}
      settings={weeksError === undefined && targetError === undefined ? settings : undefined}
    >
      <ProjectChoices chosen={projects} onChange={setProjects} />
      <TextField label={text('success.edit.weeks')} numeric error={weeksError} value={weeks} onChange={setWeeks} />
      <Field label={text('success.edit.groupBy')}>
        {(control) => (
          <Select
            {...control}
            value={groupBy}
            options={GROUPINGS.map((value) => ({ value, label: text(`success.by.${value}`) }))}
            onChange={setGroupBy}
          />
        )}
      </Field>
      <TextField
        label={text('success.edit.target')}
        numeric
        hint={text('success.edit.targetHint')}
        error={targetError}
        value={target}
        onChange={setTarget}
      />
    </GadgetForm>
  );
}
