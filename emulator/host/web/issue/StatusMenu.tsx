/** The status and the ways out of it. A transition with a screen, or one that is refused, asks in a dialog. */
import { messageOf, RequestError } from '../app/http';
import type { Status, Transition } from '../app/jira-types';
import { useDialogs } from '../ui/dialogs';
import { notify } from '../ui/flags';
import { DownIcon } from '../ui/icons';
import { Menu, MenuItem } from '../ui/Menu';
import { StatusLozenge } from '../ui/parts';
import { useChangeIssue, useTransitions } from './queries';
import { TransitionDialog } from './TransitionDialog';

interface StatusMenuProps {
  readonly issueKey: string;
  readonly status: Status;
  readonly project: string;
}

const APPEARANCE: Readonly<Record<string, string>> = {
  done: 'status-button-done',
  indeterminate: 'status-button-progress',
};

export function StatusMenu({ issueKey, status, project }: StatusMenuProps) {
  const transitions = useTransitions(issueKey);
  const change = useChangeIssue(issueKey);
  const openDialog = useDialogs();

  const perform = async (transition: Transition): Promise<void> => {
    const ask = (refusal?: RequestError): void =>
      openDialog((close) => (
        <TransitionDialog
          issueKey={issueKey}
          project={project}
          transition={transition}
          refusal={refusal}
          onClose={close}
        />
      ));
    if (Object.keys(transition.fields).length > 0) return ask();
    try {
      await change('POST', '/transitions', { transition: { id: transition.id } });
    } catch (error) {
      if (error instanceof RequestError && error.status < 500) ask(error);
      else notify('error', `${transition.name} failed`, messageOf(error));
    }
  };
  return (
    <Menu
      className={`button ${APPEARANCE[status.statusCategory.key] ?? ''}`}
      accessibleName={`Status: ${status.name}. Change it`}
      disabled={transitions.length === 0}
      label={
        <>
          {status.name} <DownIcon />
        </>
      }
    >
      {transitions.map((transition) => (
        <MenuItem key={transition.id} onSelect={() => void perform(transition)}>
          {transition.name} <span aria-hidden="true">→</span> <StatusLozenge status={transition.to} />
        </MenuItem>
      ))}
    </Menu>
  );
}
