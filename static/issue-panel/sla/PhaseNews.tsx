import { useEffect, useRef, useState, type ReactNode } from 'react';
import { clockAt, clockId, type Clock, type Phase } from '../../shared/sla/clock';
import { useSlaTerms } from '../../shared/sla/terms';
import { usePanelText } from '../text';

interface PhaseNewsProps {
  readonly clocks: readonly Clock[];
  readonly asOf: string;
  readonly since: number;
}

/** Tells a screen reader when a clock's state changes, and nothing each second. */
export function PhaseNews({ clocks, asOf, since }: PhaseNewsProps): ReactNode {
  const text = usePanelText();
  const terms = useSlaTerms();
  const known = useRef<ReadonlyMap<string, Phase>>(new Map());
  const [news, setNews] = useState('');
  useEffect(() => {
    const now = new Map(clocks.map((clock) => [clockId(clock), clockAt(clock, asOf, since).phase]));
    const changed = clocks.filter((clock) => {
      const before = known.current.get(clockId(clock));
      return before !== undefined && before !== now.get(clockId(clock));
    });
    known.current = now;
    if (changed.length === 0) return;
    const told = changed.map((clock) => {
      const { phase } = clockAt(clock, asOf, since);
      return text('panel.sla.news', { name: clock.definition.name, state: terms(`sla.phase.${phase}`) });
    });
    setNews(told.join(' '));
  }, [asOf, clocks, since, terms, text]);
  return (
    <p role="status" className="pl-hidden">
      {news}
    </p>
  );
}
