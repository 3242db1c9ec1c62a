import type { ReactNode } from 'react';
import { DataTable } from '../shared/components';
import { useFormat } from '../shared/format';
import type { FiguresProps } from './Bars';
import { CountButton } from './CountButton';
import type { HealthClassRow } from '../../src/cmdb/cmdb.shapes';
import { useHealthText } from './text';

export function ClassTable({ figures, onDrill }: FiguresProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  return (
    <div className="pl-gadget-scroll" tabIndex={0} role="group" aria-label={text('health.byClass')}>
      <DataTable
        caption={text('health.byClass')}
        captionHidden
        columns={[
          { key: 'class', title: text('health.class'), cell: ({ className }: HealthClassRow) => className },
          { key: 'cis', title: text('health.cis'), align: 'end', cell: ({ cis }) => format.number(cis) },
          { key: 'well', title: text('health.well'), align: 'end', cell: ({ healthy }) => format.number(healthy) },
          ...figures.rules.map(({ rule }) => ({
            key: rule,
            title: text(`health.rule.${rule}`),
            align: 'end' as const,
            cell: ({ findings, classKey, className }: HealthClassRow) => (
              <CountButton
                count={findings[rule]}
                label={text('health.open', { count: findings[rule], rule: text(`health.rule.${rule}`), of: className })}
                onOpen={() => onDrill({ rule, classKey })}
              />
            ),
          })),
        ]}
        rows={figures.classes}
        rowKey={({ classKey }) => classKey}
      />
    </div>
  );
}
