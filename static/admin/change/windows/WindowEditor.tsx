import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState, Select } from '../../../shared/components';
import { useChangeTerms } from '../../../shared/change/terms';
import { PlacedField, Place, Said } from '../../sla/parts/Place';
import { Switch } from '../../sla/parts/Switch';
import type { Window } from '../parts/documents';
import { useArrival } from '../parts/FindingLinks';
import { usePartsText } from '../parts/messages';
import { AreaField, LineField } from '../parts/TextFields';
import { useWindowText } from './messages';
import { ScopeSection } from './ScopeSection';
import { WhenSection } from './WhenSection';
import type { WindowsProps } from './WindowList';
import { WindowPreview } from './WindowPreview';
import { useWindowWords } from './words';

/** The window that the address names. */
export function WindowEditor({ windows, onChange }: WindowsProps): ReactNode {
  const text = useWindowText();
  const { key } = useParams();
  const index = windows.findIndex((window) => window.key === key);
  const window = windows[index];
  useArrival();
  if (window === undefined)
    return (
      <EmptyState title={text('window.gone')} action={<Link to="/change/windows">{text('window.back')}</Link>}>
        {text('window.gone.next')}
      </EmptyState>
    );
  const edit = (next: Window): void => onChange(windows.map((other, at) => (at === index ? next : other)));
  return <Editor key={window.key} window={window} path={`windows.${index}`} onChange={edit} />;
}

export interface WindowPartProps {
  readonly window: Window;
  readonly path: string;
  readonly onChange: (window: Window) => void;
}

function Editor(props: WindowPartProps): ReactNode {
  const text = useWindowText();
  const parts = usePartsText();
  const { when } = useWindowWords();
  const { window, path, onChange } = props;
  return (
    <article className="sla-editor" aria-labelledby="window-title">
      <Link to="/change/windows">{text('window.back')}</Link>
      <h3 id="window-title">{window.name.trim() || parts('parts.unnamed')}</h3>
      <p className="ad-hint">{when(window)}</p>
      <div className="sla-columns">
        <div>
          <Switch
            label={text('window.enabled')}
            checked={window.enabled}
            onChange={(enabled) => onChange({ ...window, enabled })}
          />
          <Said path={path} exactly />
          <Said path={`${path}.key`} />
          <Basics {...props} />
          <WhenSection {...props} />
          <ScopeSection {...props} />
          <Exceptions {...props} />
          <AreaField
            path={`${path}.note`}
            label={text('window.note')}
            hint={text('window.note.hint')}
            rows={2}
            maxLength={500}
            value={window.note}
            onChange={(note) => onChange({ ...window, note })}
          />
        </div>
        <WindowPreview window={window} />
      </div>
    </article>
  );
}

const KINDS = ['freeze', 'maintenance'] as const;

function Basics({ window, path, onChange }: WindowPartProps): ReactNode {
  const text = useWindowText();
  const parts = usePartsText();
  const terms = useChangeTerms();
  const { key, name, kind } = window;
  return (
    <div className="sla-row">
      <LineField
        path={`${path}.name`}
        label={parts('parts.name')}
        hint={parts('parts.key', { key })}
        required
        value={name}
        onChange={(next) => onChange({ ...window, name: next })}
      />
      <PlacedField path={`${path}.kind`} label={text('window.kind')} hint={text(`window.kind.${kind}.hint`)}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            options={KINDS.map((one) => ({ value: one, label: terms(`change.window.${one}`) }))}
            onChange={(next) => onChange({ ...window, kind: next })}
          />
        )}
      </PlacedField>
    </div>
  );
}

const TYPES = ['standard', 'normal', 'emergency'] as const;

function Exceptions({ window, path, onChange }: WindowPartProps): ReactNode {
  const text = useWindowText();
  const terms = useChangeTerms();
  const { except } = window;
  return (
    <Place path={`${path}.except`}>
      <fieldset className="sla-section">
        <legend>{text('window.except')}</legend>
        <p className="pl-hint">{text('window.except.hint')}</p>
        <div className="change-lists-checks">
          {TYPES.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={except.includes(type)}
                onChange={({ target }) =>
                  onChange({
                    ...window,
                    except: TYPES.filter((one) => (one === type ? target.checked : except.includes(one))),
                  })
                }
              />
              {terms(`change.type.${type}`)}
            </label>
          ))}
        </div>
        <Said path={`${path}.except`} />
      </fieldset>
    </Place>
  );
}
