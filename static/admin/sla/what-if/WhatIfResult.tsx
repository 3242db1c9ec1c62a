import type { ReactNode } from 'react';
import { Button, DataTable, EmptyState, Lozenge, SiteLink, type Column, type Tone } from '../../../shared/components';
import { csv, downloadCsv } from '../../../shared/csv';
import { useFormat } from '../../../shared/format';
import { useSlaFormat } from '../../../shared/sla/terms';
import { useSlaText } from '../messages';
import { flipRows } from './flip-rows';
import type { WhatIf } from './WhatIfRunning';

type Tally = WhatIf['tally'][number];
type Flip = WhatIf['flips'][number];
type State = NonNullable<Flip['from']>;

export function WhatIfResult({ job }: { readonly job: WhatIf }): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const { state, days, looked, startedAt } = job;
  return (
    <div className="sla-result">
      {state === 'failed' ? (
        <p className="ad-note" data-tone="danger" role="alert">
          {text('whatIf.failed', { why: job.error ?? '' })}
        </p>
      ) : null}
      {state === 'cancelled' ? (
        <p className="ad-note" data-tone="warning" role="status">
          {text('whatIf.cancelled')}
        </p>
      ) : null}
      <p role="status">{text('whatIf.over', { looked, days, at: format.dateTime(startedAt) })}</p>
      {job.tally.length === 0 ? null : <TallyTable tally={job.tally} />}
      {state === 'failed' && job.flips.length === 0 ? null : <Flips job={job} />}
    </div>
  );
}

function TallyTable({ tally }: { readonly tally: readonly Tally[] }): ReactNode {
  const text = useSlaText();
  const change = (name: keyof Tally['before']): Column<Tally> => ({
    key: name,
    title: text(`whatIf.tally.${name}`),
    align: 'end',
    cell: ({ before, after }) => <Change before={before[name]} after={after[name]} />,
  });
  return (
    <DataTable
      caption={text('whatIf.tally')}
      columns={[
        { key: 'name', title: text('whatIf.definition'), cell: ({ name }) => name },
        change('met'),
        change('breached'),
        change('open'),
      ]}
      rows={tally}
      rowKey={({ definition }) => definition}
    />
  );
}

function Change({ before, after }: { readonly before: number; readonly after: number }): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  if (before === after) return format.number(before);
  return (
    <span className="sla-change">
      <span className="pl-hidden">{text('whatIf.change', { before, after })}</span>
      <span aria-hidden="true">
        {format.number(before)} → <strong>{format.number(after)}</strong>{' '}
        <small>{`(${after > before ? '+' : '−'}${format.number(Math.abs(after - before))})`}</small>
      </span>
    </span>
  );
}

const TONES: Readonly<Record<State, Tone>> = {
  running: 'information',
  paused: 'neutral',
  met: 'success',
  breached: 'danger',
};

function Flips({ job }: { readonly job: WhatIf }): ReactNode {
  const text = useSlaText();
  const format = useSlaFormat();
  const { flips, tally } = job;
  const nameOf = (key: string): string => tally.find(({ definition }) => definition === key)?.name ?? key;
  const stateText = (state: State | null): string => text(`whatIf.state.${state ?? 'none'}`);
  if (flips.length === 0) return <EmptyState title={text('whatIf.noFlips')}>{text('whatIf.noFlips.next')}</EmptyState>;
  const verdict = (state: State | null): ReactNode =>
    state === null ? stateText(state) : <Lozenge tone={TONES[state]}>{stateText(state)}</Lozenge>;
  const elapsed = (milliseconds: number | null): string =>
    milliseconds === null ? '–' : format.duration(milliseconds);
  const download = (): void => {
    const titles = [
      'issue',
      'summary',
      'definition',
      'cycle',
      'before',
      'after',
      'elapsedBefore',
      'elapsedAfter',
    ] as const;
    const header = titles.map((title) => text(`whatIf.csv.${title}`));
    downloadCsv(text('whatIf.csv.file'), csv([header, ...flipRows(flips, nameOf, stateText)]));
  };
  return (
    <>
      {job.flipsCut ? (
        <p className="ad-note" data-tone="warning">
          {text('whatIf.cut', { count: flips.length })}
        </p>
      ) : null}
      <div className="ad-actions">
        <Button onClick={download}>{text('whatIf.csv')}</Button>
      </div>
      <DataTable
        caption={text('whatIf.flips', { count: flips.length })}
        columns={[
          {
            key: 'issue',
            title: text('whatIf.issue'),
            cell: (flip) => (
              <>
                <SiteLink to={`/browse/${flip.issueKey}`}>{flip.issueKey}</SiteLink> {flip.summary}
              </>
            ),
          },
          {
            key: 'definition',
            title: text('whatIf.definition'),
            cell: (flip) =>
              flip.cycle === 1
                ? nameOf(flip.definition)
                : text('whatIf.cycle', { name: nameOf(flip.definition), cycle: flip.cycle }),
          },
          {
            key: 'flip',
            title: text('whatIf.flip'),
            cell: ({ from, to }) => (
              <>
                {verdict(from)} → {verdict(to)}
              </>
            ),
          },
          {
            key: 'elapsed',
            title: text('whatIf.elapsed'),
            align: 'end',
            cell: ({ elapsedFromMs, elapsedToMs }) =>
              elapsedFromMs === elapsedToMs
                ? elapsed(elapsedToMs)
                : `${elapsed(elapsedFromMs)} → ${elapsed(elapsedToMs)}`,
          },
        ]}
        rows={flips}
        rowKey={({ issueKey, definition, cycle }) => `${issueKey} ${definition} ${cycle}`}
      />
    </>
  );
}
