import type { ReactNode } from 'react';
import { Button, Lozenge, TableIcon } from '../../shared/components';
import { clockId, type Clock, type LiveClock } from '../../shared/sla/clock';
import { PhaseLozenge } from '../../shared/sla/PhaseLozenge';
import { useSlaReasons } from '../../shared/sla/reasons';
import { useSlaFormat } from '../../shared/sla/terms';
import { usePanelText } from '../text';
import { ClockFacts } from './ClockFacts';
import { EarlierCycles } from './EarlierCycles';
import { JudgedNow } from './JudgedNow';
import { UsedUp } from './UsedUp';

export interface ClockCardProps {
  readonly clock: Clock;
  readonly earlier: readonly Clock[];
  readonly live: LiveClock;
  readonly asOf: string;
  readonly since: number;
  /** The clock whose proof sheet is open. */
  readonly proof: string | undefined;
  readonly onProof: (id: string) => void;
}

export function ClockCard({ clock, earlier, live, asOf, since, proof, onProof }: ClockCardProps): ReactNode {
  const text = usePanelText();
  const format = useSlaFormat();
  const { definition, cycle, cycles } = clock;
  const id = `sla-${definition.key}`;
  const open = proof === clockId(clock);
  return (
    <article className="sla-clock" aria-labelledby={id} data-phase={live.phase}>
      <header className="sla-clock-header">
        <h3 id={id} className="sla-clock-name">
          {definition.name}
        </h3>
        {definition.kind === 'sla' ? null : <Lozenge tone="discovery">{format.kind(definition)}</Lozenge>}
        <PhaseLozenge phase={live.phase} />
      </header>
      <p className="sla-remaining">{format.remaining(live)}</p>
      <UsedUp clock={clock} elapsedMs={live.elapsedMs} />
      <Standing clock={clock} phase={live.phase} />
      <ClockFacts clock={clock} asOf={asOf} since={since} />
      <JudgedNow clock={clock} />
      {cycles > 1 ? <p className="sla-cycle">{text('panel.sla.cycle', { cycle, cycles })}</p> : null}
      <EarlierCycles clocks={earlier} proof={proof} onProof={onProof} />
      <Button appearance="subtle" icon={<TableIcon />} aria-expanded={open} onClick={() => onProof(clockId(clock))}>
        {text('panel.sla.proof')}
        <span className="pl-hidden">{` ${definition.name}`}</span>
      </Button>
    </article>
  );
}

/** What the state means now, with its moment. */
function Standing({ clock, phase }: { readonly clock: Clock; readonly phase: LiveClock['phase'] }): ReactNode {
  const text = usePanelText();
  const format = useSlaFormat();
  const why = useSlaReasons().halt(clock);
  const { resumesAt, breachedAt, dueAt, stoppedAt, open } = clock;
  const lines: string[] = [];
  const broke = breachedAt ?? dueAt;
  if (phase === 'breached' && broke !== null)
    lines.push(text('panel.sla.breachedSince', { at: format.instant(broke) }));
  if (phase === 'met' && stoppedAt !== null) lines.push(text('panel.sla.metAt', { at: format.instant(stoppedAt) }));
  if (!open && phase === 'breached' && stoppedAt !== null)
    lines.push(text('panel.sla.stoppedAt', { at: format.instant(stoppedAt) }));
  if (open && clock.halted === 'paused')
    lines.push(why === undefined ? text('panel.sla.pausedNow') : text('panel.sla.pausedBecause', { why }));
  if (open && resumesAt !== null) {
    const at = format.instant(resumesAt);
    lines.push(why === undefined ? text('panel.sla.resumes', { at }) : text('panel.sla.resumesBecause', { at, why }));
  }
  return lines.map((line) => (
    <p key={line} className="sla-standing">
      {line}
    </p>
  ));
}
