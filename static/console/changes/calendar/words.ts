/** How a change is told in one line, for labels and for the table. */
import { useChangeTerms, useChangeWords } from '../../../shared/change/terms';
import type { OutputOf } from '../../../shared/api';
import { useCalendarText } from './messages';

export type Calendar = OutputOf<'change.calendar'>;
export type Change = Calendar['changes'][number];
export type Window = Calendar['windows'][number];

export interface ChangeLabels {
  readonly type: string;
  readonly level: string;
  readonly conflicts: string;
  /** When it is, and all of these. */
  readonly about: string;
  /** With key and summary before it. */
  readonly line: string;
}

export function useChangeLabels(): (change: Change) => ChangeLabels {
  const text = useCalendarText();
  const terms = useChangeTerms();
  const { span } = useChangeWords();
  return ({ issueKey, summary, planned, type, level, conflicts }) => {
    const labels = {
      type: terms(`change.type.${type ?? 'none'}`),
      level: terms(`change.level.${level ?? 'none'}`),
      conflicts: terms(`change.conflicts.${conflicts}`),
    };
    const about = text('calendar.change', { span: span(planned), ...labels });
    return { ...labels, about, line: `${issueKey} ${summary}, ${about}` };
  };
}

export const windowId = ({ window, from }: Window): string => `${window} ${from}`;
