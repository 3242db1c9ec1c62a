import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { EmptyState, InfoIcon, Loaded, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { ClassEditor } from './ClassEditor';
import { classesMessages, useClassesText } from './messages';
import { RelationEditor } from './RelationEditor';
import { SaveBar } from './SaveBar';
import { Sidebar } from './Sidebar';
import { useDraft } from './use-draft';
import './classes.css';

/** The model of the CMDB: classes with what they inherit, and relation types; `?class=` or `?relation=` says which is shown. */
export function ClassesPage(): ReactNode {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  return (
    <WithMessages messages={classesMessages}>
      <Loaded query={catalogue} skeleton={<Skeleton lines={10} height={24} />}>
        {(state) => <Classes state={state} />}
      </Loaded>
    </WithMessages>
  );
}

function Classes({ state }: { readonly state: CatalogueState }): ReactNode {
  const text = useClassesText();
  const draft = useDraft(state);
  const [params] = useSearchParams();
  const { classes, relationTypes } = draft.catalogue;
  const relationKey = params.get('relation');
  const relation = relationTypes.find(({ key }) => key === relationKey);
  const classKey = params.get('class') ?? classes[0]?.key;
  const spec = classes.find(({ key }) => key === classKey);
  return (
    <section aria-labelledby="classes-title">
      <h2 id="classes-title" className="classes-title">
        {text('classes.title')}
      </h2>
      {state.editable ? null : (
        <p className="cmdb-notice">
          <InfoIcon /> {text('classes.readOnly')}
        </p>
      )}
      {/* On top: the frame is as high as its page, so that nothing can stick to its lower edge. */}
      {state.editable ? <SaveBar draft={draft} state={state} /> : null}
      <div className="classes-layout">
        <Sidebar draft={draft} shown={relation === undefined ? spec?.key : undefined} relation={relation?.key} />
        <div>
          {relation !== undefined ? (
            <RelationEditor key={relation.key} draft={draft} relation={relation} />
          ) : spec !== undefined && relationKey === null ? (
            <ClassEditor key={spec.key} draft={draft} spec={spec} />
          ) : (
            <EmptyState title={text('classes.gone')} action={<Link to="/cmdb/classes">{text('classes.back')}</Link>}>
              {text('classes.gone.next')}
            </EmptyState>
          )}
        </div>
      </div>
    </section>
  );
}
