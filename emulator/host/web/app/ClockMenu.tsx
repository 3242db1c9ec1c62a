/** The site's time: read it, stop it, or move it forward and watch what falls due. */
import { useState } from 'react';
import { ClockIcon } from '../ui/icons';
import { Menu } from '../ui/Menu';
import { Button, Notice } from '../ui/parts';
import { moveClock, siteNow, useClock, useSiteNow } from './clock';
import { formatInstant, fromLocalInput, toLocalInput } from './format';
import { messageOf } from './http';

type Wish = Parameters<typeof moveClock>[0];

const STEPS = [
  { label: '+15 min', advance: 'PT15M' },
  { label: '+1 h', advance: 'PT1H' },
  { label: '+1 d', advance: 'P1D' },
] as const;

export function ClockMenu() {
  const now = useSiteNow(15_000);
  const { mode } = useClock();
  const shown = formatInstant(now);
  return (
    <Menu
      align="end"
      closeOnClick={false}
      accessibleName={`Site time ${shown}, ${mode === 'manual' ? 'stopped' : 'running'}. Change it`}
      label={
        <>
          <ClockIcon /> <span className="clock-text">{shown}</span>
          {mode === 'manual' && <span className="lozenge lozenge-todo">Stopped</span>}
        </>
      }
    >
      <ClockControls />
    </Menu>
  );
}

function ClockControls() {
  const { mode } = useClock();
  const [target, setTarget] = useState(() => toLocalInput(siteNow()));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const move = async (wish: Wish): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await moveClock(wish);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
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
              disabled={busy}
              onChange={() => void move({ mode: choice })}
            />
            {choice === 'running' ? 'runs' : 'stands still until moved'}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        {STEPS.map(({ label, advance }) => (
          <Button key={advance} disabled={busy} onClick={() => void move({ advance })}>
            {label}
          </Button>
        ))}
      </div>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void move({ set: new Date(fromLocalInput(target)).toISOString() });
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
        <Button type="submit" disabled={busy}>
          Set
        </Button>
      </form>
      {busy && <p role="status">Working through everything that falls due…</p>}
      {problem !== undefined && <Notice tone="error">{problem}</Notice>}
    </div>
  );
}
