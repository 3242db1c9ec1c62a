import type { ReactNode } from 'react';
import { CheckIcon, ClockIcon, MoonIcon, PauseIcon, VisuallyHidden, WarningIcon } from '../../shared/components';
import { useSlaReasons } from '../../shared/sla/reasons';
import { useSlaFormat } from '../../shared/sla/terms';
import { useProofText } from './proof-text';
import type { AccountRow } from './account';

const ICONS: Readonly<Record<AccountRow['segment']['kind'], () => ReactNode>> = {
  running: () => <ClockIcon />,
  paused: () => <PauseIcon />,
  'outside-hours': () => <MoonIcon />,
  holiday: () => <MoonIcon />,
  stopped: () => <CheckIcon />,
};

interface ProofTableProps {
  readonly rows: readonly AccountRow[];
  readonly elapsedMs: number;
}

export function ProofTable({ rows, elapsedMs }: ProofTableProps): ReactNode {
  const text = useProofText();
  return (
    // Scrolls in a narrow panel, and then it must be reachable by keyboard.
    <div className="sla-proof-scroll" role="region" aria-label={text('proof.caption')} tabIndex={0}>
      <table className="pl-table sla-proof-table">
        <caption>
          <VisuallyHidden>{text('proof.caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{text('proof.from')}</th>
            <th scope="col">{text('proof.to')}</th>
            <th scope="col">{text('proof.kind')}</th>
            <th scope="col">{text('proof.because')}</th>
            <th scope="col" data-align="end">
              {text('proof.counted')}
            </th>
            <th scope="col" data-align="end">
              {text('proof.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ProofRow key={`${row.segment.from}${row.segment.kind}${row.totalMs}`} row={row} />
          ))}
        </tbody>
        <Sum rows={rows} elapsedMs={elapsedMs} />
      </table>
    </div>
  );
}

function ProofRow({ row: { segment, totalMs, newGoal } }: { readonly row: AccountRow }): ReactNode {
  const text = useProofText();
  const format = useSlaFormat();
  const reasons = useSlaReasons();
  const { from, to, kind, countedMs, dst, goal, targetMs } = segment;
  return (
    <tr data-kind={kind}>
      <td>{format.second(from)}</td>
      <td>{format.second(to)}</td>
      <td className="sla-proof-kind">
        {ICONS[kind]()} {text(`proof.kind.${kind}`)}
      </td>
      <td>
        {reasons.segment(segment)}
        {newGoal ? (
          <span className="sla-why">
            {targetMs === 0 ? text('proof.goal.none') : text('proof.goal', { target: format.duration(targetMs), goal })}
          </span>
        ) : null}
        {dst === null ? null : <span className="sla-why">{text(`proof.dst.${dst}`)}</span>}
      </td>
      <td data-align="end">{format.exact(countedMs)}</td>
      <td data-align="end">{format.exact(totalMs)}</td>
    </tr>
  );
}

/** The account proves itself: the last running total is the elapsed time of the clock. */
function Sum({ rows, elapsedMs }: ProofTableProps): ReactNode {
  const text = useProofText();
  const format = useSlaFormat();
  const sum = rows.at(-1)?.totalMs ?? 0;
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={3}>
          {text('proof.sum')}
        </th>
        <td data-equal={sum === elapsedMs}>
          {sum === elapsedMs ? <CheckIcon /> : <WarningIcon />}{' '}
          {sum === elapsedMs
            ? text('proof.sum.equal')
            : text('proof.sum.unequal', { elapsed: format.exact(elapsedMs) })}
        </td>
        <td data-align="end">{format.exact(sum)}</td>
        <td data-align="end">{format.exact(sum)}</td>
      </tr>
    </tfoot>
  );
}
