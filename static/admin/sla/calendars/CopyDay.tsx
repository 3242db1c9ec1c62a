import { useRef, useState, type ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { useSlaText } from '../messages';
import { WEEKDAYS, type Weekday } from '../policy';
import { useCalendarWords } from './words';

export interface CopyDayProps {
  readonly day: Weekday;
  readonly onCopy: (days: readonly Weekday[]) => void;
}

/** Puts one day's hours in the place of others'. */
export function CopyDay({ day, onCopy }: CopyDayProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const box = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<readonly Weekday[]>([]);
  const close = (): void => {
    if (box.current !== null) box.current.open = false;
    summary.current?.focus();
    setChosen([]);
  };
  return (
    <details
      ref={box}
      className="sla-menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <summary ref={summary} aria-label={text('calendar.copy.named', { day: words.weekday(day) })}>
        {text('calendar.copy')}
      </summary>
      <div className="sla-menu-box" role="group" aria-label={text('calendar.copy.to', { day: words.weekday(day) })}>
        {WEEKDAYS.filter((other) => other !== day).map((other) => (
          <label key={other} className="ad-choice">
            <input
              type="checkbox"
              checked={chosen.includes(other)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, other] : chosen.filter((one) => one !== other))
              }
            />
            {words.weekday(other)}
          </label>
        ))}
        <Button
          disabled={chosen.length === 0}
          onClick={() => {
            onCopy(chosen);
            close();
          }}
        >
          {text('calendar.copy.do')}
        </Button>
      </div>
    </details>
  );
}
