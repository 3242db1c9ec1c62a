import type { ReactNode } from 'react';
import { Button, Loaded, Skeleton } from '../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { useSettled } from '../../../shared/use-settled';
import { FindingsProvider } from '../../sla/draft/findings';
import { Switch } from '../../sla/parts/Switch';
import { freeKey, moved, replacedAt, withoutAt, type Policies, type Policy } from '../documents';
import { useEditing, type Saved } from '../editing';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import { SaveBar } from '../SaveBar';
import { Coverage } from './Coverage';
import { PolicyCard } from './PolicyCard';

export function PoliciesPage(): ReactNode {
  const query = useApiQuery('change.policies', {});
  return (
    <Loaded query={query} skeleton={<Skeleton lines={8} />}>
      {(saved) => <Editor saved={saved} reload={async () => (await query.refetch()).data} />}
    </Loaded>
  );
}

interface EditorProps {
  readonly saved: Saved<Policies>;
  readonly reload: () => Promise<Saved<Policies> | undefined>;
}

function Editor({ saved, reload }: EditorProps): ReactNode {
  const text = useChangeText();
  const editing = useEditing(saved);
  const { draft: document, change } = editing;
  const lint = useApiQuery('change.lintPolicies', { draft: useSettled(document) }, { keep: true });
  const save = useApiCommand('change.savePolicies', { changes: ['change.policies'] });
  const findings = lint.data?.findings ?? [];
  const { policies } = document;
  const set = (next: Policy[]): void => change({ ...document, policies: next });
  const fresh = (): Policy => ({
    key: freeKey('policy', policies),
    name: text('policies.newName'),
    types: ['normal'],
    levels: ['low'],
    steps: [],
    expiresAfterHours: 720,
  });
  return (
    <FindingsProvider findings={findings}>
      <p className="ad-hint">{text('policies.intro')}</p>
      <div data-path="policies">
        <Said path="policies" />
        <ol className="change-policies">
          {policies.map((policy, index) => (
            <li key={policy.key}>
              <PolicyCard
                policy={policy}
                index={index}
                count={policies.length}
                onChange={(next) => set(replacedAt(policies, index, next))}
                onMove={(to) => set(moved(policies, index, to))}
                onDelete={() => set(withoutAt(policies, index))}
              />
            </li>
          ))}
        </ol>
        <Button disabled={policies.length >= 30} onClick={() => set([...policies, fresh()])}>
          {text('policies.add')}
        </Button>
      </div>
      <Coverage policies={policies} />
      <fieldset className="sla-section">
        <legend>{text('policies.delegation')}</legend>
        <p className="pl-hint">{text('policies.delegation.hint')}</p>
        <Switch
          label={text('policies.delegation.on')}
          checked={document.delegation}
          onChange={(delegation) => change({ ...document, delegation })}
        />
      </fieldset>
      <SaveBar editing={editing} findings={findings} lintError={lint.error} save={save} reload={reload} />
    </FindingsProvider>
  );
}
