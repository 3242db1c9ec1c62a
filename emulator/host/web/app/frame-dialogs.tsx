import type { FrameDialogs } from '../frame/frame-dialogs';
import { ModalFrame } from '../frame/ModalFrame';
import { CreateDialog } from '../issue/CreateDialog';
import { IssueDialog } from '../issue/IssueDialog';

export const FRAME_DIALOGS: FrameDialogs = {
  issue: (issueKey, onClose) => <IssueDialog issueKey={issueKey} onClose={onClose} />,
  createIssue: (prefill, onClose) => <CreateDialog prefill={prefill} onClose={onClose} />,
  modal: ({ module, frame, resource }, options, onClose) => (
    <ModalFrame module={module} parentFrame={frame} ownResource={resource} options={options} onClose={onClose} />
  ),
};
