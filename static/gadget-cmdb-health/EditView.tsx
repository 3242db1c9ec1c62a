import { useState, type ReactNode } from 'react';
import { Loaded } from '../shared/components';
import { Choices } from '../shared/gadget/Choices';
import { GadgetForm } from '../shared/gadget/GadgetForm';
import { useApiQuery } from '../shared/query';
import { RULES, type Configuration } from './configuration';
import { useHealthText } from './text';

export function EditView({ initial }: { readonly initial: Configuration }): ReactNode {
  const text = useHealthText();
  const health = useApiQuery('cmdb.health', {});
  const [rules, setRules] = useState<ReadonlySet<string>>(new Set(initial.rules));
  const [classes, setClasses] = useState<ReadonlySet<string>>(new Set(initial.classes));
  return (
    <GadgetForm
      usualTitle={text('health.title')}
      initial={initial}
      settings={{ rules: [...rules], classes: [...classes] }}
    >
      <Choices
        legend={text('health.edit.rules')}
        hint={text('health.edit.hint')}
        choices={RULES.map((rule) => ({ key: rule, name: text(`health.rule.${rule}`) }))}
        chosen={rules}
        onChange={setRules}
      />
      <Loaded query={health}>
        {(summary) => (
          <Choices
            legend={text('health.edit.classes')}
            hint={text('health.edit.hint')}
            choices={summary.classes.map(({ classKey, className }) => ({ key: classKey, name: className }))}
            chosen={classes}
            onChange={setClasses}
          />
        )}
      </Loaded>
    </GadgetForm>
  );
}
