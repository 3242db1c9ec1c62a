import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { HealthClassRow, HealthRule, HealthSummary } from '../../../../src/cmdb/cmdb.shapes';
import { DataTable, type Column } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useHealthText } from './messages';
import { listPath, RULES, shareOf } from './rules';

export interface FiguresProps {
  readonly summary: HealthSummary;
  readonly rule: HealthRule | undefined;
  readonly classKey: string | undefined;
}

/** Healthy CIs and findings by rule over all classes; each number leads to the CIs that it counts. */
export function Figures({ summary, rule, classKey }: FiguresProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  return (
    <dl className="health-tiles" aria-label={text('health.figures')}>
      <div>
        <dt>{text('health.healthy')}</dt>
        <dd>{format.percent(shareOf(summary))}</dd>
        <dd className="pl-hint">{text('health.of', { healthy: summary.healthy, cis: summary.cis })}</dd>
      </div>
      {RULES.map((one) => (
        <div key={one} data-shown={one === rule && classKey === undefined}>
          <dt>{text(`rule.${one}`)}</dt>
          <dd>
            <Count count={summary.findings[one]} rule={one} of={text('health.allClasses')} />
          </dd>
          <dd className="pl-hint">{text(`rule.${one}.what`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same by class. */
export function ByClass({ summary }: Pick<FiguresProps, 'summary'>): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  const columns: readonly Column<HealthClassRow>[] = [
    { key: 'class', title: text('health.class'), cell: ({ className }) => className },
    { key: 'cis', title: text('health.cis'), align: 'end', cell: ({ cis }) => format.number(cis) },
    { key: 'healthy', title: text('health.healthy'), cell: (row) => <Bar share={shareOf(row)} /> },
    ...RULES.map((one) => ({
      key: one,
      title: text(`rule.${one}`),
      align: 'end' as const,
      cell: (row: HealthClassRow) => (
        <Count count={row.findings[one]} rule={one} classKey={row.classKey} of={row.className} />
      ),
    })),
  ];
  return (
    <div className="health-scroll" tabIndex={0} role="group" aria-label={text('health.byClass')}>
      <DataTable
        caption={text('health.byClass')}
        columns={columns}
        rows={summary.classes}
        rowKey={(row) => row.classKey}
      />
    </div>
  );
}

function Bar({ share }: { readonly share: number }): ReactNode {
  const format = useFormat();
  return (
    <span className="health-bar">
      <span aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {format.percent(share)}
    </span>
  );
}

interface CountProps {
  readonly count: number;
  readonly rule: HealthRule;
  readonly classKey?: string;
  readonly of: string;
}

/** Nothing to open behind a zero. */
function Count({ count, rule, classKey, of }: CountProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  if (count === 0) return format.number(0);
  return (
    <Link to={listPath(rule, classKey)} aria-label={text('health.open', { count, rule: text(`rule.${rule}`), of })}>
      {format.number(count)}
    </Link>
  );
}
