import type { ReactNode } from 'react';
import { DataTable, Lozenge, SiteLink } from '../../shared/components';
import { useFormat } from '../../shared/format';
import type { Kpi } from './process';
import { useConsoleText } from '../text';

export function KpiTable({ kpis }: { readonly kpis: readonly Kpi[] }): ReactNode {
  const text = useConsoleText();
  const format = useFormat();
  const written = (kpi: Kpi, value: number): string => {
    if (kpi.unit === 'share') return format.percent(value);
    const number = format.number(Math.round(value * 10) / 10);
    return kpi.unit === 'hours' ? text('console.kpi.hours', { value: number }) : number;
  };
  return (
    <DataTable
      caption={text('console.kpis')}
      captionHidden
      rows={kpis}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', title: text('console.kpi.name'), cell: ({ key }) => text(`console.kpi.${key}`) },
        {
          key: 'value',
          title: text('console.kpi.value'),
          align: 'end',
          cell: (kpi) =>
            kpi.value === null ? (
              text('console.kpi.nothing')
            ) : (
              <>
                <SiteLink
                  to={`/issues/?jql=${encodeURIComponent(kpi.jql)}`}
                  label={`${text(`console.kpi.${kpi.key}`)}: ${written(kpi, kpi.value)}`}
                >
                  {written(kpi, kpi.value)}
                </SiteLink>
                {kpi.cut ? <div>{text('console.kpi.cut', { over: kpi.over })}</div> : null}
              </>
            ),
        },
        {
          key: 'target',
          title: text('console.kpi.target'),
          align: 'end',
          cell: (kpi) =>
            kpi.target === null
              ? '–'
              : text(kpi.aim === 'at-least' ? 'console.kpi.atLeast' : 'console.kpi.atMost', {
                  value: written(kpi, kpi.target),
                }),
        },
        {
          key: 'state',
          title: text('console.kpi.state'),
          cell: ({ met, value, target }) => {
            if (target === null || value === null) return text('console.kpi.informs');
            return met === true ? (
              <Lozenge tone="success">{text('console.kpi.met')}</Lozenge>
            ) : (
              <Lozenge tone="danger">{text('console.kpi.missed')}</Lozenge>
            );
          },
        },
      ]}
    />
  );
}
