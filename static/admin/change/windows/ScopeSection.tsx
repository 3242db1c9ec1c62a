import { useState, type ReactNode } from 'react';
import { Select } from '../../../shared/components';
import { CiTags } from '../../../console/cmdb/shared/CiTags';
import { PlacedField } from '../../sla/parts/Place';
import type { Scope } from '../parts/documents';
import { ClassTags } from '../parts/ClassTags';
import { useWindowText } from './messages';
import type { WindowPartProps } from './WindowEditor';

const SCOPES = ['site', 'services', 'classes', 'cis'] as const satisfies readonly Scope['on'][];
type On = (typeof SCOPES)[number];
const SERVICE_CLASS = 'businessService';

const EMPTY: Readonly<Record<On, Scope>> = {
  site: { on: 'site' },
  services: { on: 'services', refs: [] },
  classes: { on: 'classes', keys: [] },
  cis: { on: 'cis', refs: [] },
};

export function ScopeSection({ window, path, onChange }: WindowPartProps): ReactNode {
  const text = useWindowText();
  const { scope } = window;
  // Looking at another kind of scope must not lose what was chosen.
  const [kept, setKept] = useState<readonly Scope[]>([]);
  const set = (next: Scope): void => onChange({ ...window, scope: next });
  const choose = (on: On): void => {
    setKept([scope, ...kept.filter((one) => one.on !== scope.on)]);
    set(kept.find((one) => one.on === on) ?? EMPTY[on]);
  };
  return (
    <fieldset className="sla-section">
      <legend>{text('window.scope')}</legend>
      <PlacedField
        path={`${path}.scope`}
        label={text('window.scope.on')}
        hint={text(`window.scope.${scope.on}.hint`)}
        exactly
      >
        {(control) => (
          <Select
            {...control}
            value={scope.on}
            options={SCOPES.map((on) => ({ value: on, label: text(`window.scope.${on}`) }))}
            onChange={choose}
          />
        )}
      </PlacedField>
      <Chosen scope={scope} path={`${path}.scope`} onChange={set} />
    </fieldset>
  );
}

interface ChosenProps {
  readonly scope: Scope;
  readonly path: string;
  readonly onChange: (scope: Scope) => void;
}

function Chosen({ scope, path, onChange }: ChosenProps): ReactNode {
  const text = useWindowText();
  switch (scope.on) {
    case 'site':
      return null;
    case 'classes':
      return (
        <PlacedField path={`${path}.keys`} label={text('window.scope.classes')} required>
          {(control) => (
            <ClassTags
              {...control}
              label={text('window.scope.classes')}
              keys={scope.keys}
              onChange={(keys) => onChange({ ...scope, keys })}
            />
          )}
        </PlacedField>
      );
    default:
      return (
        <PlacedField path={`${path}.refs`} label={text(`window.scope.${scope.on}`)} required>
          {(control) => (
            <CiTags
              {...control}
              label={text(`window.scope.${scope.on}`)}
              refs={scope.refs}
              classKey={scope.on === 'services' ? SERVICE_CLASS : undefined}
              onChange={(refs) => onChange({ ...scope, refs })}
            />
          )}
        </PlacedField>
      );
  }
}
