import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ReadInput, type ReadInputProps } from './ReadInput';

/** With the decimal sign of the reader's language; both signs are understood, as a target has no thousands. */
export function NumberInput(props: Omit<ReadInputProps, 'read' | 'write' | 'inputMode'>): ReactNode {
  const intl = useIntl();
  return (
    <ReadInput
      inputMode="decimal"
      read={readNumber}
      write={(value) =>
        Number.isFinite(value) ? intl.formatNumber(value, { useGrouping: false, maximumFractionDigits: 6 }) : ''
      }
      {...props}
    />
  );
}

export function readNumber(text: string): number {
  const number = text.trim().replace(',', '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : NaN;
}
