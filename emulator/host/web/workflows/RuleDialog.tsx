/** Adding or changing a rule of the app: its form in a frame, which answers with the configuration when asked to. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { UiModule } from '../app/bootstrap';
import { messageOf } from '../app/http';
import { AppFrame } from '../frame/AppFrame';
import type { ConfigureRule } from '../frame/commands';
import { Dialog } from '../ui/Dialog';
import { Button, Notice } from '../ui/parts';
import {
  newRule,
  saveWorkflow,
  withRule,
  type Rule,
  type Transition,
  type Workflow,
  type WorkflowStatus,
} from './workflows';

const Form = z.object({ resource: z.string() });

export const formOf = (module: UiModule, entryPoint: 'create' | 'edit'): string | undefined =>
  Form.safeParse(module.properties[entryPoint]).data?.resource;

/** Configuration saved by the workflow editor (jira:workflowValidator, "New workflow editor"). */
const CONFIG_MAX_BYTES = 32 * 1024;

interface RuleDialogProps {
  readonly module: UiModule;
  /** `undefined` adds a rule. */
  readonly rule: Rule | undefined;
  readonly workflow: Workflow;
  readonly transition: Transition;
  readonly statuses: readonly WorkflowStatus[];
  readonly onClose: () => void;
}

export function RuleDialog({ module, rule, workflow, transition, statuses, onClose }: RuleDialogProps) {
  const configuration = useRef<ConfigureRule>(undefined);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const entryPoint = rule === undefined ? 'create' : 'edit';

  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const config = await askFor(configuration.current);
      if (config === undefined) return setBusy(false);
      const after =
        rule === undefined ? newRule(module, config) : { ...rule, parameters: { ...rule.parameters, config } };
      const transitions = workflow.transitions.map((each) =>
        each === transition ? withRule(transition, module, rule, after) : each,
      );
      await saveWorkflow({ ...workflow, transitions }, statuses);
      await queries.invalidateQueries({ queryKey: ['workflows'] });
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`${module.title}: ${transition.name}`}
      closeOnOverlayClick={false}
      onClose={onClose}
      footer={
        <>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button appearance="primary" disabled={busy} onClick={() => void save()}>
            {busy ? 'Saving…' : rule === undefined ? 'Add' : 'Update'}
          </Button>
        </>
      }
    >
      {problem !== undefined && (
        <Notice tone="error" title="The rule was not saved">
          {problem}
        </Notice>
      )}
      <AppFrame
        module={module}
        resource={formOf(module, entryPoint)}
        title={`Configuration of ${module.title}`}
        placement={{
          kind: 'workflowRule',
          entryPoint,
          config: rule?.parameters['config'] ?? '',
          workflow: { id: workflow.id, name: workflow.name },
          transition: transitionContext(transition, statuses),
        }}
        services={{ onConfigure: (callback) => (configuration.current = callback), escape: onClose }}
      />
    </Dialog>
  );
}

/** What the app's form answers; `undefined` when it wants to stay open. */
async function askFor(configure: ConfigureRule | undefined): Promise<string | undefined> {
  if (configure === undefined) throw new Error('The form is not ready: it has not offered its configuration yet.');
  const config = await configure();
  if (config === undefined) return undefined;
  if (typeof config !== 'string') throw new Error('The form answered something other than JSON text.');
  if (new TextEncoder().encode(config).length > CONFIG_MAX_BYTES)
    throw new Error(`The configuration is larger than ${CONFIG_MAX_BYTES / 1024} KB.`);
  return config;
}

function transitionContext(transition: Transition, statuses: readonly WorkflowStatus[]): Record<string, unknown> {
  const end = (reference: string | undefined): unknown => {
    const status = statuses.find(({ statusReference }) => statusReference === reference);
    if (status === undefined) return null;
    const { id, name, statusCategory, description = '' } = status;
    return { id, name, statusCategory, description };
  };
  return {
    id: transition.id,
    from: end(transition.links[0]?.fromStatusReference),
    to: end(transition.toStatusReference),
  };
}
