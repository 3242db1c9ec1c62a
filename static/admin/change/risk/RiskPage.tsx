import { useState, type ReactNode } from 'react';
import { Loaded, Skeleton } from '../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { useSettled } from '../../../shared/use-settled';
import { FindingsProvider } from '../../sla/draft/findings';
import type { RiskRules } from '../documents';
import { useEditing, type Saved } from '../editing';
import { useChangeText } from '../messages';
import { SaveBar } from '../SaveBar';
import { Basics } from './Basics';
import { Cuts } from './Cuts';
import { Example } from './Example';
import { LevelMatrix } from './LevelMatrix';
import { Questions } from './Questions';
import { Weights } from './Weights';

export function RiskPage(): ReactNode {
  const query = useApiQuery('change.riskRules', {});
  return (
    <Loaded query={query} skeleton={<Skeleton lines={8} />}>
      {(saved) => <Editor saved={saved} reload={async () => (await query.refetch()).data} />}
    </Loaded>
  );
}

interface EditorProps {
  readonly saved: Saved<RiskRules>;
  readonly reload: () => Promise<Saved<RiskRules> | undefined>;
}

function Editor({ saved, reload }: EditorProps): ReactNode {
  const text = useChangeText();
  const editing = useEditing(saved);
  const { draft: rules, change } = editing;
  const draft = useSettled(rules);
  const lint = useApiQuery('change.lintRiskRules', { draft }, { keep: true });
  const save = useApiCommand('change.saveRiskRules', { changes: ['change.riskRules'] });
  const [tried, setTried] = useState(false);
  const findings = lint.data?.findings ?? [];
  return (
    <FindingsProvider findings={findings}>
      <p className="ad-hint">{text('risk.intro')}</p>
      <Questions rules={rules} onChange={change} />
      <Weights rules={rules} onChange={change} />
      <Cuts rules={rules} onChange={change} />
      <LevelMatrix rules={rules} base={editing.base.document} onChange={change} />
      <Basics rules={rules} onChange={change} />
      <details
        className="change-example"
        onToggle={({ currentTarget }) => setTried((now) => now || currentTarget.open)}
      >
        <summary>{text('example.title')}</summary>
        {tried ? <Example rules={draft} /> : null}
      </details>
      <SaveBar editing={editing} findings={findings} lintError={lint.error} save={save} reload={reload} />
    </FindingsProvider>
  );
}
