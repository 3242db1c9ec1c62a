import { Dialog } from '../ui/Dialog';
import { Button } from '../ui/parts';

export function ConfirmLeaving({ url, onAnswer }: { readonly url: string; readonly onAnswer: (yes: boolean) => void }) {
  return (
    <Dialog
      title="Open another site?"
      width="440px"
      onClose={() => onAnswer(false)}
      footer={
        <>
          <Button appearance="subtle" onClick={() => onAnswer(false)}>
            Cancel
          </Button>
          <Button appearance="primary" onClick={() => onAnswer(true)}>
            Open in a new tab
          </Button>
        </>
      }
    >
      <p>The app wants to open this address:</p>
      <p>
        <code>{url}</code>
      </p>
    </Dialog>
  );
}
