import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf, send } from '../app/http';
import { Dialog } from '../ui/Dialog';
import { useDialogs } from '../ui/dialogs';
import { notify } from '../ui/flags';
import { MoreIcon } from '../ui/icons';
import { Menu, MenuItem } from '../ui/Menu';
import { Button, Notice } from '../ui/parts';

export function DeleteMenu({ issueKey, onDeleted }: { readonly issueKey: string; readonly onDeleted: () => void }) {
  const openDialog = useDialogs();
  return (
    <Menu
      accessibleName={`More actions for ${issueKey}`}
      className="button button-subtle button-icon"
      label={<MoreIcon />}
      align="end"
    >
      <MenuItem
        onSelect={() =>
          openDialog((close) => <ConfirmDelete issueKey={issueKey} onClose={close} onDeleted={onDeleted} />)
        }
      >
        Delete…
      </MenuItem>
    </Menu>
  );
}

interface ConfirmDeleteProps {
  readonly issueKey: string;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

function ConfirmDelete({ issueKey, onClose, onDeleted }: ConfirmDeleteProps) {
  const [problem, setProblem] = useState<string>();
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    try {
      await send('DELETE', `/rest/api/3/issue/${encodeURIComponent(issueKey)}`);
      onClose();
      onDeleted();
      queries.removeQueries({ queryKey: ['issue', issueKey] });
      notify('success', `${issueKey} was deleted`);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog
      title={`Delete ${issueKey}?`}
      width="440px"
      onClose={onClose}
      footer={
        <>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button appearance="danger" onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <p>Its comments, links and history go with it. This cannot be undone.</p>
      {problem !== undefined && (
        <Notice tone="error" title="It was not deleted">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
