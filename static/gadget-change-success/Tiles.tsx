import type { ReactNode } from 'react';
import { useFormat } from '../shared/format';
import { CountLink, type Counted } from '../shared/gadget/CountLink';
import { shareOf, type Success } from './success';
import { useSuccessText } from './text';

interface Tile {
  readonly key: 'changeFailures' | 'emergencies' | 'unauthorised';
  /** What it is a share of; a number by itself has none. */
  readonly of: Counted | undefined;
}

/** What a rate of success does not tell. */
export function Tiles({ success }: { readonly success: Success }): ReactNode {
  const text = useSuccessText();
  const tiles: readonly Tile[] = [
    { key: 'changeFailures', of: success.closed },
    { key: 'emergencies', of: success.closed },
    { key: 'unauthorised', of: undefined },
  ];
  return (
    <dl className="success-tiles" aria-label={text('success.tiles')}>
      {tiles.map(({ key, of }) => (
        <div key={key} data-alarm={key === 'unauthorised' && success.unauthorised.count > 0}>
          <dt>{text(`success.${key}`)}</dt>
          <dd>
            <Value of={success[key]} whole={of} what={text(`success.${key}`)} />
            <span className="success-about">{text(`success.${key}.is`)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ValueProps {
  readonly of: Counted;
  readonly whole: Counted | undefined;
  readonly what: string;
}

function Value({ of, whole, what }: ValueProps): ReactNode {
  const text = useSuccessText();
  const format = useFormat();
  if (whole === undefined)
    return (
      <span className="success-value">
        <CountLink of={of} what={what} />
      </span>
    );
  const share = shareOf(of, whole);
  return (
    <>
      <span className="success-value">{share === null ? '–' : format.percent(share)}</span>{' '}
      <CountLink of={of} what={what} /> / <CountLink of={whole} what={text('success.ended')} />
    </>
  );
}
