import { useState, type ReactNode } from 'react';
import type { InputOf, OutputOf } from '../../shared/api';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { Button, ErrorState, Field, Select, SiteLink } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiCommand, useApiQuery } from '../../shared/query';
import type { ChangePanel, OnPanel } from './model';
import { useChangeText } from './text';

type Search = InputOf<'change.findSlot'>['search'];
type Answer = OutputOf<'change.findSlot'>;

const MINUTE = 60_000;
const DAY = 86_400_000;
const HORIZON_DAYS = 60;
/** What is proposed for a change without a window. */
const USUAL_MINUTES = 60;
const HOURS = ['any', 'business', 'outsideBusiness'] as const;

interface SlotFinderProps {
  readonly panel: ChangePanel;
  readonly onPanel: OnPanel;
  readonly onClose: () => void;
}

/** The next time at which nothing stands against the change, and why not earlier; one click moves it there. */
export function SlotFinder({ panel, onPanel, onClose }: SlotFinderProps): ReactNode {
  const text = useChangeText();
  const { change, asOf, may } = panel;
  const [hours, setHours] = useState<Search['hours']>('any');
  const [after, setAfter] = useState(asOf);
  const search: Search = {
    after,
    until: new Date(Date.parse(after) + HORIZON_DAYS * DAY).toISOString(),
    minutes: minutesOf(change.planned),
    step: 15,
    hours,
  };
  const query = useApiQuery('change.findSlot', { issueKey: change.issueKey, search }, { keep: true });
  const move = useApiCommand('change.move');
  const slot = query.data?.slot ?? undefined;
  return (
    <div className="change-card" role="group" aria-label={text('panel.change.findSlot')}>
      <Field label={text('panel.change.hours')}>
        {(control) => (
          <Select
            {...control}
            value={hours}
            options={HOURS.map((one) => ({ value: one, label: text(`panel.change.hours.${one}`) }))}
            onChange={(one) => {
              setHours(one);
              setAfter(asOf);
            }}
          />
        )}
      </Field>
      <p role="status" aria-busy={query.isFetching}>
        {query.isFetching ? text('panel.change.searching') : ''}
      </p>
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data === undefined ? null : <Found answer={query.data} minutes={search.minutes} />}
      {move.error === null ? null : <ErrorState error={move.error} />}
      <div className="panel-actions">
        {slot === undefined ? null : (
          <>
            {may.edit ? (
              <Button
                appearance="primary"
                disabled={move.isPending || query.isFetching}
                onClick={() =>
                  move.mutate(
                    { issueKey: change.issueKey, to: slot },
                    {
                      onSuccess: (answer) => {
                        onPanel(answer);
                        onClose();
                      },
                    },
                  )
                }
              >
                {text('panel.change.moveHere')}
              </Button>
            ) : null}
            <Button
              disabled={query.isFetching}
              onClick={() => setAfter(new Date(Date.parse(slot.from) + MINUTE).toISOString())}
            >
              {text('panel.change.nextSlot')}
            </Button>
          </>
        )}
        <Button appearance="subtle" onClick={onClose}>
          {text('panel.change.close')}
        </Button>
      </div>
    </div>
  );
}

function Found({ answer, minutes }: { readonly answer: Answer; readonly minutes: number }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  return (
    <>
      <p className="change-score">
        {answer.slot === null
          ? text('panel.change.noSlot', { until: format.dateTime(answer.searchedUntil) })
          : text('panel.change.slot', {
              span: words.span(answer.slot),
              duration: format.duration(minutes * MINUTE),
            })}
      </p>
      {answer.blocked.length === 0 ? null : (
        <details>
          <summary>{text('panel.change.earlier', { count: answer.blocked.length })}</summary>
          <ul className="change-lowering">
            {answer.blocked.map((block, index) => (
              <li key={index}>
                {words.span(block)}
                {': '}
                {block.because === 'hours'
                  ? text('panel.change.blocked.hours')
                  : terms(`change.conflict.${block.because}`)}{' '}
                {block.other === null ? block.window : <SiteLink to={`/browse/${block.other}`}>{block.other}</SiteLink>}
              </li>
            ))}
          </ul>
          {answer.cut ? <p className="change-about">{text('panel.change.earlier.cut')}</p> : null}
        </details>
      )}
    </>
  );
}

/** As long as it is planned now; slots are found for five minutes to 31 days. */
function minutesOf({ from, to }: ChangePanel['change']['planned']): number {
  if (from === null || to === null) return USUAL_MINUTES;
  const minutes = Math.ceil((Date.parse(to) - Date.parse(from)) / MINUTE);
  return Math.min(Math.max(minutes, 5), 31 * 24 * 60);
}
