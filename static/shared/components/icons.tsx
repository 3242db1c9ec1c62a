import type { ReactNode } from 'react';

/** Decorative unless it has a label: next to words an icon has nothing to add for a screen reader. */
export interface IconProps {
  readonly label?: string;
}

const icon = (path: ReactNode) =>
  function Icon({ label }: IconProps): ReactNode {
    return (
      <svg
        className="pl-icon"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      >
        {path}
      </svg>
    );
  };

export const RefreshIcon = icon(
  <path d="M13.5 3v3.5H10M2.5 13V9.5H6M13 6.5A5.5 5.5 0 0 0 3.2 5M3 9.5a5.5 5.5 0 0 0 9.8 1.5" />,
);
export const CheckIcon = icon(<path d="m3 8.5 3.5 3.5L13 4.5" />);
export const WarningIcon = icon(<path d="M8 2 1.5 13.5h13zM8 6.5v3M8 11.6v.1" />);
export const ErrorIcon = icon(<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5v4M8 11v.1" />);
export const InfoIcon = icon(<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.5v4M8 4.9V5" />);
export const ClockIcon = icon(<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5" />);
export const ArrowUpIcon = icon(<path d="M8 13V3M4 7l4-4 4 4" />);
export const ArrowDownIcon = icon(<path d="M8 3v10M4 9l4 4 4-4" />);
export const EqualIcon = icon(<path d="M3 6h10M3 10h10" />);
export const EditIcon = icon(<path d="m3 13 .7-3L11 2.7l2.3 2.3L6 12.3z" />);
export const SettingsIcon = icon(<path d="M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 3v3M5.5 10v3" />);
export const TableIcon = icon(<path d="M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 6.5V13" />);
export const PauseIcon = icon(<path d="M5.5 3v10M10.5 3v10" />);
export const MoonIcon = icon(<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z" />);
