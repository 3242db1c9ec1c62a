import { useState, type ReactNode } from 'react';
import { Field, Select } from '../shared/components';
import { numberIn } from '../shared/gadget/configuration';
import { GadgetForm, TextField } from '../shared/gadget/GadgetForm';
import { ProjectChoices } from '../shared/gadget/ProjectChoices';
import { daysAreValid, SCOPES, type Configuration } from './configuration';
import { useRiskText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useRiskText();
  const [projects, setProjects] = useState<ReadonlySet<string>>(new Set(initial.projects));
  const [scope, setScope] = useState(initial.scope);
  const [days, setDays] = useState(String(initial.days));
  const asked = scope !== 'open';
  const daysError = !asked || daysAreValid(numberIn(days)) ? undefined : text('risk.fault.days');
  const settings = { projects: [...projects], scope, days: asked ? numberIn(days) : initial.days };
  return (
    <GadgetForm
      usualTitle={text('risk.title')}
      initial={initial}
      settings={daysError === undefined ? settings : undefined}
    >
      <ProjectChoices chosen={projects} onChange={setProjects} />
      <Field label={text('risk.edit.scope')}>
        {(control) => (
          <Select
            {...control}
            value={scope}
            options={SCOPES.map((value) => ({ value, label: text(`risk.scope.${value}`) }))}
            onChange={setScope}
          />
        )}
      </Field>
      {asked ? (
        <TextField
          label={text(scope === 'closed' ? 'risk.edit.back' : 'risk.edit.ahead')}
          numeric
          error={daysError}
          value={days}
          onChange={setDays}
        />
      ) : null}
    </GadgetForm>
  );
}
