import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link, useNavigate } from 'react-router';
import { Button, EmptyState, Lozenge } from '../../../shared/components';
import { useChangeTerms } from '../../../shared/change/terms';
import { localOf } from '../../../shared/zoned';
import { errorsOf, useFindings } from '../../sla/draft/findings';
import { newKey } from '../../sla/keys';
import { Switch } from '../../sla/parts/Switch';
import { CreateForm } from '../parts/CreateForm';
import type { Window } from '../parts/documents';
import { usePartsText } from '../parts/messages';
import { useWindowText } from './messages';
import { newWindow } from './new-window';
import { useScopeWords } from './scope-words';
import { useWindowWords } from './words';

export interface WindowsProps {
  readonly windows: readonly Window[];
  readonly onChange: (windows: Window[]) => void;
}

export function WindowList({ windows, onChange }: WindowsProps): ReactNode {
  const text = useWindowText();
  const parts = usePartsText();
  const { timeZone = 'UTC' } = useIntl();
  const navigate = useNavigate();
  const keys = windows.map(({ key }) => key);
  const add = (window: Window): void => {
    onChange([...windows, window]);
    void navigate(`/change/windows/${window.key}`);
  };
  const copied = (window: Window): Window => {
    const name = parts('parts.copyOf', { name: window.name }).slice(0, 80);
    return { ...window, key: newKey(name, keys, 'window'), name };
  };
  const created = (name: string): Window =>
    newWindow({ key: newKey(name, keys, 'window'), name, timeZone, today: todayIn(timeZone) });
  const scopeOf = useScopeWords(windows.map(({ scope }) => scope));
  return (
    <section aria-labelledby="windows-title">
      <h3 id="windows-title">{text('windows.title')}</h3>
      <p className="ad-hint">{text('windows.intro')}</p>
      {windows.length === 0 ? (
        <EmptyState title={text('windows.none')}>{text('windows.none.next')}</EmptyState>
      ) : (
        <ul className="sla-cards">
          {windows.map((window, index) => (
            <WindowCard
              key={window.key}
              window={window}
              path={`windows.${index}`}
              scope={scopeOf(window.scope)}
              onChange={(next) => onChange(windows.map((other) => (other === window ? next : other)))}
              onDuplicate={() => add(copied(window))}
              onRemove={() => onChange(windows.filter((other) => other !== window))}
            />
          ))}
        </ul>
      )}
      <CreateForm
        label={text('windows.new')}
        hint={text('windows.new.hint')}
        action={text('windows.create')}
        onCreate={(name) => add(created(name))}
      />
    </section>
  );
}

const todayIn = (timeZone: string): string => localOf(Date.now(), timeZone).slice(0, 10);

interface WindowCardProps {
  readonly window: Window;
  readonly path: string;
  readonly scope: string;
  readonly onChange: (window: Window) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

function WindowCard({ window, path, scope, onChange, onDuplicate, onRemove }: WindowCardProps): ReactNode {
  const parts = usePartsText();
  const terms = useChangeTerms();
  const { when } = useWindowWords();
  const found = useFindings().under(path);
  const { key, kind, enabled } = window;
  const name = window.name.trim() || parts('parts.unnamed');
  const errors = errorsOf(found).length;
  return (
    <li className="sla-card" data-off={!enabled}>
      <div>
        <h4>
          <Link to={`/change/windows/${key}`}>{name}</Link>{' '}
          <Lozenge tone={kind === 'freeze' ? 'information' : 'neutral'}>{terms(`change.window.${kind}`)}</Lozenge>{' '}
          {errors === 0 ? null : <Lozenge tone="danger">{parts('parts.errors', { count: errors })}</Lozenge>}{' '}
          {found.length === errors ? null : (
            <Lozenge tone="warning">{parts('parts.warnings', { count: found.length - errors })}</Lozenge>
          )}
        </h4>
        <p>{when(window)}</p>
        <p className="pl-hint">{scope}</p>
      </div>
      <div className="sla-card-actions">
        <Switch
          label={parts('parts.enabled.named', { name })}
          labelHidden
          checked={enabled}
          onChange={(next) => onChange({ ...window, enabled: next })}
        />
        <Button appearance="subtle" aria-label={parts('parts.duplicate.named', { name })} onClick={onDuplicate}>
          {parts('parts.duplicate')}
        </Button>
        <Button appearance="subtle" aria-label={parts('parts.delete.named', { name })} onClick={onRemove}>
          {parts('parts.delete')}
        </Button>
      </div>
    </li>
  );
}
