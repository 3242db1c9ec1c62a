import { useState, type ReactNode } from 'react';
import { Field, Loaded, Select } from '../shared/components';
import { Choices } from '../shared/gadget/Choices';
import { numberIn } from '../shared/gadget/configuration';
import { GadgetForm, TextField } from '../shared/gadget/GadgetForm';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { GROUPINGS, targetIsValid, weeksAreValid, type Configuration } from './configuration';
import { useAttainmentText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useAttainmentText();
  const gadget = useGadgetText();
  const query = useApiQuery('sla.choices', {});
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [definitions, setDefinitions] = useState<ReadonlySet<string>>(new Set(initial.definitions));
  const [weeks, setWeeks] = useState(String(initial.weeks));
  const [target, setTarget] = useState(String(initial.target));
  const [groupBy, setGroupBy] = useState(initial.groupBy);
  const weeksError = weeksAreValid(numberIn(weeks)) ? undefined : text('attainment.fault.weeks');
  const targetError = targetIsValid(numberIn(target)) ? undefined : text('attainment.fault.target');
  const settings = {
    projects: [...projects],
    definitions: [...definitions],
    weeks: numberIn(weeks),
    target: numberIn(target),
    groupBy,
  };
  return (
    <GadgetForm
      usualTitle={text('attainment.title')}
      initial={initial}
      settings={weeksError === undefined && targetError === undefined ? settings : undefined}
    >
      <Loaded query={query}>
        {(choices) => (
          <>
            <Choices
              legend={gadget('gadget.edit.projects')}
              hint={gadget('gadget.edit.projectsHint')}
              choices={choices.projects.map(({ key, name }) => ({ key, name: `${name} (${key})` }))}
              chosen={projects}
              onChange={setProjects}
            />
            <Choices
              legend={text('attainment.edit.definitions')}
              hint={text('attainment.edit.definitionsHint')}
              choices={choices.definitions}
              chosen={definitions}
              onChange={setDefinitions}
            />
          </>
        )}
      </Loaded>
      <TextField label={text('attainment.edit.weeks')} numeric error={weeksError} value={weeks} onChange={setWeeks} />
      <Field label={text('attainment.edit.groupBy')}>
        {(control) => (
          <Select
            {...control}
            value={groupBy}
            options={GROUPINGS.map((value) => ({ value, label: text(`attainment.by.${value}`) }))}
            onChange={setGroupBy}
          />
        )}
      </Field>
      <TextField
        label={text('attainment.edit.target')}
        numeric
        hint={text('attainment.edit.targetHint')}
        error={targetError}
        value={target}
        onChange={setTarget}
      />
    </GadgetForm>
  );
}
