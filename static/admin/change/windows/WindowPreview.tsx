import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ErrorState, Skeleton } from '../../../shared/components';
import type { OutputOf } from '../../../shared/api';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { useSettled } from '../../../shared/use-settled';
import { SaidFindings } from '../../sla/parts/Place';
import type { Window } from '../parts/documents';
import { useWindowText } from './messages';

type Preview = OutputOf<'change.previewWindow'>;

/** When the window happens next, as it is being typed, or what keeps it from happening. */
export function WindowPreview({ window }: { readonly window: Window }): ReactNode {
  const text = useWindowText();
  const [after] = useState(() => new Date().toISOString());
  const draft = useSettled(window);
  const query = useApiQuery('change.previewWindow', { draft, after }, { keep: true });
  const { data } = query;
  return (
    <aside className="sla-preview" aria-labelledby="preview-title">
      <h4 id="preview-title">{text('preview.title')}</h4>
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {data === undefined && query.error === null ? <Skeleton lines={6} /> : null}
      {data === undefined ? null : (
        <div role="status" aria-busy={query.isPlaceholderData || draft !== window}>
          <Happenings preview={data} timeZone={draft.timeZone} enabled={draft.enabled} />
        </div>
      )}
    </aside>
  );
}

interface HappeningsProps {
  readonly preview: Preview;
  readonly timeZone: string;
  readonly enabled: boolean;
}

function Happenings({ preview: { next, findings }, timeZone, enabled }: HappeningsProps): ReactNode {
  const text = useWindowText();
  const intl = useIntl();
  const format = useFormat();
  const zone = shownZone(timeZone);
  const broken = findings.some(({ severity }) => severity === 'error');
  if (next.length === 0)
    return (
      <>
        <p>{text(broken ? 'preview.broken' : 'preview.never')}</p>
        <SaidFindings found={findings} />
      </>
    );
  const there = (at: string): string =>
    intl.formatDate(at, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    });
  return (
    <>
      <p className="pl-hint">{text('preview.zone', { zone })}</p>
      <ol className="change-lists-next">
        {next.map(({ from, to }) => (
          <li key={from}>
            {there(from)}{' '}
            <span className="pl-hint">
              {text('preview.until', { at: there(to), duration: format.duration(Date.parse(to) - Date.parse(from)) })}
            </span>
          </li>
        ))}
      </ol>
      {enabled ? null : <p className="pl-hint">{text('preview.off')}</p>}
      <SaidFindings found={findings} />
    </>
  );
}

/** UTC for what the browser knows no clock of: a zone that is half typed, or newer than the browser. */
function shownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format(0);
    return timeZone;
  } catch {
    return 'UTC';
  }
}
