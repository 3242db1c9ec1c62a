import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useImportText } from '../messages';
import { isNamed, MANUAL, moved } from './order';

export interface OrderEditorProps {
  /** Whose order it is: “All attributes”, “IP address”. */
  readonly label: string;
  readonly order: readonly string[];
  readonly known: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (order: string[]) => void;
}

/** Sources, the most authoritative first. */
export function OrderEditor({ label, order, known, error, onChange }: OrderEditorProps): ReactNode {
  const text = useImportText();
  const nameOf = useSourceName();
  return (
    <div className="import-order">
      {order.length === 0 ? (
        <p className="pl-hint">{text('sources.none')}</p>
      ) : (
        <ol aria-label={text('sources.orderOf', { label })}>
          {order.map((source, at) => (
            <li key={source}>
              <span>{nameOf(source)}</span>
              <Button
                appearance="subtle"
                disabled={at === 0}
                aria-label={text('sources.up', { source: nameOf(source) })}
                onClick={() => onChange(moved(order, at, -1))}
              >
                <span aria-hidden="true">↑</span>
              </Button>
              <Button
                appearance="subtle"
                disabled={at === order.length - 1}
                aria-label={text('sources.down', { source: nameOf(source) })}
                onClick={() => onChange(moved(order, at, 1))}
              >
                <span aria-hidden="true">↓</span>
              </Button>
              <Button
                appearance="subtle"
                aria-label={text('sources.remove', { source: nameOf(source) })}
                onClick={() => onChange(order.filter((one) => one !== source))}
              >
                <span aria-hidden="true">×</span>
              </Button>
            </li>
          ))}
        </ol>
      )}
      {error === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {error}
        </p>
      )}
      <AddSource label={label} order={order} known={known} onAdd={(source) => onChange([...order, source])} />
    </div>
  );
}

interface AddSourceProps extends Pick<OrderEditorProps, 'label' | 'order' | 'known'> {
  readonly onAdd: (source: string) => void;
}

function AddSource({ label, order, known, onAdd }: AddSourceProps): ReactNode {
  const text = useImportText();
  const listId = useId();
  const noteId = useId();
  const [typed, setTyped] = useState('');
  const source = typed.trim();
  const twice = isNamed(order, source);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (source === '' || twice) return;
        onAdd(source);
        setTyped('');
      }}
    >
      <div className="cmdb-actions">
        <input
          className="pl-input"
          aria-label={text('sources.new', { label })}
          aria-invalid={twice}
          aria-describedby={twice ? noteId : undefined}
          placeholder={text('sources.new.placeholder')}
          list={listId}
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id={listId}>
          {known
            .filter((one) => !isNamed(order, one))
            .map((one) => (
              <option key={one} value={one} />
            ))}
        </datalist>
        <Button type="submit" disabled={source === '' || twice}>
          {text('sources.add')}
        </Button>
      </div>
      {twice ? (
        <p id={noteId} className="pl-field-error" role="alert">
          {text('sources.twice', { source })}
        </p>
      ) : null}
    </form>
  );
}

/** What the pages call a source: that of what people write says so. */
function useSourceName(): (source: string) => string {
  const text = useImportText();
  return (source) => (source === MANUAL ? text('sources.manual', { source }) : source);
}
