import { useState, type ReactNode, type RefObject } from 'react';
import { Button, ErrorState, TableIcon } from '../shared/components';
import { pngOf } from '../shared/charts/png';
import { csv, downloadCsv } from '../shared/csv';
import { download } from '../shared/download';
import { useFormat } from '../shared/format';
import { useGadgetText } from '../shared/gadget/text';
import type { Grouping } from './configuration';
import { useRows } from './rows';
import type { Success } from './success';
import { useSuccessText } from './text';

export interface FooterProps {
  readonly success: Success;
  readonly groupBy: Grouping;
  readonly drawing: RefObject<SVGSVGElement>;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}

export function Footer({ success, groupBy, drawing, table, onTable }: FooterProps): ReactNode {
  const text = useSuccessText();
  const gadget = useGadgetText();
  const format = useFormat();
  const rows = useRows(success, groupBy);
  const [failure, setFailure] = useState<Error>();
  const name = `change-success-${success.asOf.slice(0, 10)}`;
  const exportPng = async (): Promise<void> => {
    if (drawing.current === null) return;
    try {
      download(`${name}.png`, await pngOf(drawing.current));
      setFailure(undefined);
    } catch (cause) {
      setFailure(new Error(gadget('gadget.png.failed', { why: String(cause) }), { cause }));
    }
  };
  return (
    <>
      <div className="pl-gadget-footer">
        <p>{text('success.asOf', { at: format.dateTime(success.asOf), weeks: success.weeks.length })}</p>
        <div className="pl-gadget-actions">
          <Button appearance="subtle" icon={<TableIcon />} onClick={() => onTable(!table)}>
            {gadget(table ? 'gadget.asChart' : 'gadget.asTable')}
          </Button>
          <Button appearance="subtle" onClick={() => downloadCsv(`${name}.csv`, csv(rows))}>
            {gadget('gadget.csv')}
          </Button>
          {table ? null : (
            <Button appearance="subtle" onClick={() => void exportPng()}>
              {gadget('gadget.png')}
            </Button>
          )}
        </div>
      </div>
      {failure === undefined ? null : <ErrorState error={failure} />}
    </>
  );
}
