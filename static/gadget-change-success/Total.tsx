import type { ReactNode } from 'react';
import { useChangeNames } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { OUTCOMES, shareOf, type Success } from './success';
import { useSuccessText } from './text';

interface TotalProps {
  readonly success: Success;
  readonly target: number;
}

/** The one number a manager asks for, and what it is made of. */
export function Total({ success, target }: TotalProps): ReactNode {
  const text = useSuccessText();
  const names = useChangeNames();
  const format = useFormat();
  const share = shareOf(success.succeeded, success.closed);
  if (share === null) return null;
  return (
    <div className="success-total">
      <p className="success-share">{format.percent(share)}</p>
      <div>
        <p>
          {text(share < target ? 'success.below' : 'success.reached', { target: format.percent(target) })}{' '}
          {text('success.succeededOf')} <CountLink of={success.succeeded} what={text('success.succeeded')} /> /{' '}
          <CountLink of={success.closed} what={text('success.ended')} />
        </p>
        <p>
          {OUTCOMES.map((outcome, index) => (
            <span key={outcome} className="success-outcome">
              {index === 0 ? null : ' · '}
              {names(`change.outcome.${outcome}`)}{' '}
              <CountLink of={success.outcomes[outcome]} what={names(`change.outcome.${outcome}`)} />
            </span>
          ))}
        </p>
      </div>
    </div>
  );
}
