import { useState, type ReactNode } from 'react';
import type { CatalogueState, CiBrief, RelationRow } from '../../../../../src/cmdb/cmdb.shapes';
import { Badge, Button, ErrorState, Select, Skeleton } from '../../../../shared/components';
import { useApiCommand } from '../../../../shared/query';
import { CiLink } from '../../shared/CiLink';
import { StateLozenge } from '../../shared/lozenges';
import { useCmdbText } from '../../shared/messages';
import type { SectionProps } from '../CiPage';
import { MoreButton } from '../MoreButton';
import { useCiText } from '../messages';
import { useRelations } from '../use-pages';
import { AddRelation } from './AddRelation';
import { flowOf } from './flow';
import { RELATED } from './related';

type End = RelationRow['end'];

/** What the CI hangs on and what hangs on it, by type, each with the way failure takes. */
export function RelationsSection({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const [type, setType] = useState('');
  const types = catalogue.catalogue.relationTypes;
  return (
    <section aria-label={text('page.tab.relations')}>
      {view.editable ? <AddRelation catalogue={catalogue} brief={view.brief} /> : null}
      <div className="cmdb-relation-filter">
        <Select
          aria-label={text('relations.type')}
          options={[
            { value: '', label: text('relations.allTypes') },
            ...types.map(({ key, name, inverse }) => ({ value: key, label: `${name} / ${inverse}` })),
          ]}
          value={type}
          onChange={setType}
        />
      </div>
      <div className="cmdb-ends">
        {(['from', 'to'] as const).map((end) => (
          <EndList key={`${end} ${type}`} end={end} type={type} catalogue={catalogue} view={view} />
        ))}
      </div>
    </section>
  );
}

interface EndListProps extends SectionProps {
  readonly end: End;
  /** '' for every type. */
  readonly type: string;
}

const PAGE_ROWS = 50;

function EndList({ end, type, catalogue, view }: EndListProps): ReactNode {
  const text = useCiText();
  const { ref, name } = view.brief;
  const pages = useRelations({ ref, end, limit: PAGE_ROWS, ...(type === '' ? {} : { type }) });
  const { rows } = pages;
  return (
    <div>
      <h3>{text(`relations.${end}`, { name })}</h3>
      {rows === undefined ? (
        pages.error === null ? (
          <Skeleton lines={4} height={24} />
        ) : (
          <ErrorState error={pages.error} onRetry={pages.retry} />
        )
      ) : (
        <>
          {rows.length === 0 && !pages.hasMore ? <p className="pl-hint">{text('relations.none')}</p> : null}
          {groupsOf(rows).map((group) => (
            <Group
              key={group.type}
              group={group}
              end={end}
              catalogue={catalogue}
              brief={view.brief}
              editable={view.editable}
            />
          ))}
          {pages.hasMore ? <p className="pl-hint">{text('relations.first', { count: rows.length })}</p> : null}
          <MoreButton pages={pages} />
        </>
      )}
    </div>
  );
}

interface RelationGroup {
  readonly type: string;
  readonly label: string;
  readonly rows: readonly RelationRow[];
}

function groupsOf(rows: readonly RelationRow[]): RelationGroup[] {
  const types = [...new Set(rows.map(({ type }) => type))];
  return types.map((type) => {
    const own = rows.filter((row) => row.type === type);
    return { type, label: own[0]?.label ?? type, rows: own };
  });
}

interface GroupProps {
  readonly group: RelationGroup;
  readonly end: End;
  readonly catalogue: CatalogueState;
  readonly brief: CiBrief;
  readonly editable: boolean;
}

function Group({ group, end, catalogue, brief, editable }: GroupProps): ReactNode {
  const text = useCiText();
  const impact = catalogue.catalogue.relationTypes.find(({ key }) => key === group.type)?.impact ?? 'none';
  return (
    <div className="cmdb-relation-group">
      <h4>
        {group.label} <Badge>{group.rows.length}</Badge>
      </h4>
      <p className="pl-hint">{text(`relations.flow.${flowOf(impact, end)}`, { name: brief.name })}</p>
      <ul className="cmdb-relation-list" aria-label={group.label}>
        {group.rows.map((row, index) => (
          <li key={row.other?.ref ?? `restricted-${index}`}>
            <Related row={row} brief={brief} editable={editable} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface RelatedProps {
  readonly row: RelationRow;
  readonly brief: CiBrief;
  readonly editable: boolean;
}

function Related({ row, brief, editable }: RelatedProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const unrelate = useApiCommand('cmdb.unrelate', { changes: RELATED });
  const { other } = row;
  if (other === null) return <em>{cmdb('cmdb.restricted')}</em>;
  const [from, to] = row.end === 'from' ? [brief.ref, other.ref] : [other.ref, brief.ref];
  return (
    <>
      <CiLink ci={other} />
      <span className="pl-hint">{other.className}</span>
      {other.inService ? null : <StateLozenge ci={other} />}
      {editable ? (
        <Button
          appearance="subtle"
          disabled={unrelate.isPending}
          aria-label={text('relations.remove', { label: row.label, name: other.name })}
          onClick={() => unrelate.mutate({ from, type: row.type, to })}
        >
          ×
        </Button>
      ) : null}
      {unrelate.error === null ? null : (
        <span role="alert" className="pl-field-error">
          {unrelate.error.message}
        </span>
      )}
    </>
  );
}
