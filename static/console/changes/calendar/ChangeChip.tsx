import type { CSSProperties, ReactNode } from 'react';
import type { RiskLevel } from '../../../../src/change/change.shapes';
import { WarningIcon } from '../../../shared/components';
import { useChangeLabels, type Change } from './words';

/** A shape for each level beside its colour. */
const SHAPES: Readonly<Record<RiskLevel | 'none', ReactNode>> = {
  none: <circle cx="8" cy="8" r="5" fill="none" strokeDasharray="2 2" />,
  low: <circle cx="8" cy="8" r="5" />,
  moderate: <rect x="3" y="3" width="10" height="10" />,
  high: <path d="M8 2 14.5 13.5h-13z" />,
  veryHigh: <path d="m8 1 7 7-7 7-7-7z" />,
};

export function LevelSign({ level }: { readonly level: RiskLevel | null }): ReactNode {
  return (
    <svg className="calendar-sign" data-level={level ?? 'none'} viewBox="0 0 16 16" aria-hidden>
      {SHAPES[level ?? 'none']}
    </svg>
  );
}

export interface ChangeChipProps {
  readonly change: Change;
  readonly chosen: boolean;
  readonly onChoose: (change: Change) => void;
  readonly style?: CSSProperties;
  /** With type, risk and conflicts in words. */
  readonly full?: boolean;
}

/** A change in the calendar. All about it is in its name, also where there is room for its key only. */
export function ChangeChip({ change, chosen, onChoose, style, full = false }: ChangeChipProps): ReactNode {
  const { line, about, type, level, conflicts } = useChangeLabels()(change);
  const marked = change.conflicts === 'unaccepted' || change.conflicts === 'frozen';
  return (
    <button
      type="button"
      className="calendar-change"
      data-level={change.level ?? 'none'}
      data-conflicts={change.conflicts}
      data-over={change.stage === 'closed' || change.stage === 'review'}
      data-full={full}
      aria-pressed={chosen}
      title={line}
      style={style}
      onClick={() => onChoose(change)}
    >
      <span className="calendar-change-name">
        <LevelSign level={change.level} />
        {marked ? <WarningIcon /> : null}
        <strong>{change.issueKey}</strong> <span>{change.summary}</span>
      </span>
      <span className="pl-hidden">{about}</span>
      {full ? (
        <span className="calendar-change-words" aria-hidden>
          {[type, level, marked ? conflicts : ''].filter(Boolean).join(' · ')}
        </span>
      ) : null}
    </button>
  );
}
