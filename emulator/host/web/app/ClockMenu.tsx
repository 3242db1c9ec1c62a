/** The site's time: read it, stop it, or move it forward and watch what falls due. */
import { useEffect, useState } from 'react';
import { ClockIcon } from '../ui/icons';
import { Menu } from '../ui/Menu';
import { Button, Notice } from '../ui/parts';
import { clockOnTheWay, moveClock, siteNow, useClock, useSiteNow } from './clock';
import { formatInstant, fromLocalInput, toLocalInput } from './format';
import { messageOf } from './http';

type Wish = Parameters<typeof moveClock>[0];

const HOUR = 3_600_000;
const STEPS = [
  { label: '+15 min', name: 'Forward 15 minutes', advance: 'PT15M', by: HOUR / 4 },
  { label: '+1 h', name: 'Forward one hour', advance: 'PT1H', by: HOUR },
  { label: '+1 d', name: 'Forward one day', advance: 'P1D', by: 24 * HOUR },
  { label: '+7 d', name: 'Forward one week', advance: 'P7D', by: 7 * 24 * HOUR },
] as const;

export function ClockMenu() {
  const now = useSiteNow(15_000);
  const { mode } = useClock();
  const shown = formatInstant(now);
  return (
    <Menu
      align="end"
      closeOnClick={false}
      accessibleName={`Site time ${shown} ${mode === 'manual' ? 'Stopped' : 'running'}. Change it`}
      label={
        <>
          <ClockIcon /> <span className="clock-text">{shown}</span>
          {mode === 'manual' && <span className="lozenge lozenge-todo"> Stopped</span>}
        </>
      }
    >
      <ClockControls />
    </Menu>
  );
}

/** While the clock moves, the controls say that they are off but keep the focus, so that Escape still closes the menu. */
function ClockControls() {
  const { mode } = useClock();
  const [target, setTarget] = useState(() => toLocalInput(siteNow()));
  const [way, setWay] = useState<Way>();
  const busy = way !== undefined;
  const [problem, setProblem] = useState<string>();
  const move = async (wish: Wish, to?: number): Promise<void> => {
    if (busy) return;
    const from = siteNow();
    setWay({ from, to: to ?? from });
    setProblem(undefined);
    try {
      await moveClock(wish);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setWay(undefined);
    }
  };
  return (
    <div className="clock-controls" role="group" aria-label="Site clock" aria-busy={busy}>
      <fieldset>
        <legend>Time</legend>
        {(['running', 'manual'] as const).map((choice) => (
          <label key={choice} className="choice">
            <input
              type="radio"
              name="clock-mode"
              checked={mode === choice}
              aria-disabled={busy}
              onChange={() => void move({ mode: choice })}
            />
            {choice === 'running' ? 'runs' : 'stands still until moved'}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        {STEPS.map(({ label, name, advance, by }) => (
          <Button
            key={advance}
            aria-disabled={busy}
            aria-label={name}
            title={name}
            onClick={() => void move({ advance }, siteNow() + by)}
          >
            {label}
          </Button>
        ))}
      </div>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          const to = fromLocalInput(target);
          void move({ set: new Date(to).toISOString() }, to);
        }}
      >
        <label htmlFor="clock-target">Move forward to</label>
        <input
          id="clock-target"
          type="datetime-local"
          required
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <Button type="submit" aria-disabled={busy}>
          Set
        </Button>
      </form>
      {busy && <OnTheWay way={way} />}
      {problem !== undefined && <Notice tone="error">{problem}</Notice>}
    </div>
  );
}

interface Way {
  readonly from: number;
  readonly to: number;
}

/** Short moves are over before anybody could read this. */
const SHOW_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 400;

/** How far a long move has come: the site steps through everything that falls due, in order. */
function OnTheWay({ way: { from, to } }: { readonly way: Way }) {
  const [at, setAt] = useState<number>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => void look(), SHOW_AFTER_MS);
    const look = async (): Promise<void> => {
      const now = await clockOnTheWay().catch(() => from);
      if (timer === undefined) return;
      setAt(now);
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    return () => {
      clearTimeout(timer);
      timer = undefined;
    };
  }, [from]);
  if (at === undefined) return null;
  const share = to > from ? Math.min(1, (at - from) / (to - from)) : undefined;
  return (
    <div className="clock-way">
      <p role="status">Working through everything that falls due: {formatInstant(at)}</p>
      <progress aria-label="How far the clock has come" max={1} {...(share === undefined ? {} : { value: share })} />
    </div>
  );
}
