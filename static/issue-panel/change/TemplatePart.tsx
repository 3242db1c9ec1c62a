import { useState, type ReactNode } from 'react';
import { useChangeWords } from '../../shared/change/terms';
import { Button, ErrorState, Field, Loaded, Select } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import type { ChangePanel, OnPanel } from './model';
import { useChangeText } from './text';

/** The template a standard change follows, and whether it still does. */
export function TemplatePart({
  panel,
  onPanel,
}: {
  readonly panel: ChangePanel;
  readonly onPanel: OnPanel;
}): ReactNode {
  const text = useChangeText();
  const words = useChangeWords();
  const [choosing, setChoosing] = useState(false);
  const { template, stage } = panel.change;
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.template')}</h3>
      <p>
        {template === null
          ? text('panel.change.template.none')
          : text(template.preApproved ? 'panel.change.template.preApproved' : 'panel.change.template.notPreApproved', {
              name: template.name,
            })}
      </p>
      {template === null || template.drifted.length === 0 ? null : (
        <p className="change-stale">
          {text('panel.change.template.drifted', { parts: words.parts(template.drifted) })}
        </p>
      )}
      {stage !== 'new' || !panel.may.edit ? null : choosing ? (
        <Choice panel={panel} onPanel={onPanel} onClose={() => setChoosing(false)} />
      ) : (
        <Button onClick={() => setChoosing(true)}>{text('panel.change.template.apply')}</Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly panel: ChangePanel;
  readonly onPanel: OnPanel;
  readonly onClose: () => void;
}

function Choice({ panel: { change }, onPanel, onClose }: ChoiceProps): ReactNode {
  const text = useChangeText();
  const [chosen, setChosen] = useState<string | undefined>(change.template?.key);
  const catalogue = useApiQuery('change.catalogue', {});
  const apply = useApiCommand('change.applyTemplate');
  return (
    <Loaded query={catalogue}>
      {({ templates }) => (
        <form
          className="panel-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen !== undefined)
              apply.mutate(
                { issueKey: change.issueKey, template: chosen },
                {
                  onSuccess: (answer) => {
                    onClose();
                    onPanel(answer);
                  },
                },
              );
          }}
        >
          <Field label={text('panel.change.template')} hint={text('panel.change.template.hint')} required>
            {(control) => (
              <Select
                {...control}
                value={chosen}
                options={templates.map(({ key, name, preApproved }) => ({
                  value: key,
                  label: preApproved ? name : text('panel.change.template.demoted', { name }),
                }))}
                onChange={setChosen}
              />
            )}
          </Field>
          {apply.error === null ? null : <ErrorState error={apply.error} />}
          <div className="panel-actions">
            <Button type="submit" appearance="primary" disabled={apply.isPending || chosen === undefined}>
              {text('panel.change.template.apply')}
            </Button>
            <Button appearance="subtle" onClick={onClose} disabled={apply.isPending}>
              {text('panel.change.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Loaded>
  );
}
