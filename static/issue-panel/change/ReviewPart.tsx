import { useState, type ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { OUTCOME_TONES } from '../../shared/change/tones';
import { Button, Lozenge, SiteLink } from '../../shared/components';
import { useFormat } from '../../shared/format';
import type { ChangePanel, OnPanel } from './model';
import { ReviewForm } from './ReviewForm';
import { useChangeText } from './text';

/** How it went: the outcome, what differed, what it caused. */
export function ReviewPart({ panel, onPanel }: { readonly panel: ChangePanel; readonly onPanel: OnPanel }): ReactNode {
  const text = useChangeText();
  const words = useChangeWords();
  const [writing, setWriting] = useState(false);
  const { review, reviewBecause, may } = panel;
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.review')}</h3>
      {review === null ? <p>{text('panel.change.review.none')}</p> : <Written review={review} />}
      {reviewBecause.length === 0 || (review !== null && hasWords(review)) ? null : (
        <p className="change-stale">{text('panel.change.review.needed', { because: words.because(reviewBecause) })}</p>
      )}
      {writing ? (
        <ReviewForm
          panel={panel}
          onCancel={() => setWriting(false)}
          onDone={(answer) => {
            setWriting(false);
            onPanel(answer);
          }}
        />
      ) : may.review ? (
        <Button appearance={review === null ? 'primary' : 'default'} onClick={() => setWriting(true)}>
          {text(review === null ? 'panel.change.review.write' : 'panel.change.review.amend')}
        </Button>
      ) : null}
    </div>
  );
}

type Review = NonNullable<ChangePanel['review']>;

const hasWords = ({ deviations, lessons }: Review): boolean => `${deviations}${lessons}`.trim() !== '';

function Written({ review }: { readonly review: Review }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const format = useFormat();
  const words = useChangeWords();
  const { actualStart, actualEnd } = review;
  return (
    <>
      <p className="change-line">
        <Lozenge tone={OUTCOME_TONES[review.outcome]}>{terms(`change.outcome.${review.outcome}`)}</Lozenge>
        <span className="change-about">
          {text('panel.change.review.by', { name: review.by.name, at: format.dateTime(review.at) })}
        </span>
      </p>
      {actualStart === null || actualEnd === null ? null : (
        <p>{text('panel.change.review.actual', { span: words.span({ from: actualStart, to: actualEnd }) })}</p>
      )}
      {review.deviations === '' ? null : (
        <p>
          <strong>{text('panel.change.review.deviations')}</strong> {review.deviations}
        </p>
      )}
      {review.lessons === '' ? null : (
        <p>
          <strong>{text('panel.change.review.lessons')}</strong> {review.lessons}
        </p>
      )}
      {review.incidents.length === 0 ? null : (
        <p>
          <strong>{text('panel.change.review.caused')}</strong>{' '}
          {review.incidents.map((key) => (
            <span key={key} className="change-key">
              <SiteLink to={`/browse/${key}`}>{key}</SiteLink>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
