import type { ReactNode } from 'react';
import { Field, type FieldControl } from '../../../shared/components';
import { fieldFindings, useFindings } from '../draft/findings';
import type { Finding } from '../policy';

export interface PlaceProps {
  readonly path: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the page that findings can be followed to. */
export const Place = ({ path, className, children }: PlaceProps): ReactNode => (
  <div data-path={path} className={className}>
    {children}
  </div>
);

export interface PlacedFieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  /** Only what is said of the place itself: parts within it have fields of their own. */
  readonly exactly?: boolean;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A field with what the linter says of its place. */
export function PlacedField({ path, exactly = false, ...field }: PlacedFieldProps): ReactNode {
  const findings = useFindings();
  return (
    <Place path={path}>
      <Field {...field} {...fieldFindings(exactly ? findings.at(path) : findings.under(path))} />
    </Place>
  );
}

export interface SaidProps {
  readonly path: string;
  readonly exactly?: boolean;
  readonly id?: string;
}

/** What is said of a place that is no single field. */
export function Said({ path, exactly = false, id }: SaidProps): ReactNode {
  const findings = useFindings();
  return <SaidFindings found={exactly ? findings.at(path) : findings.under(path)} id={id} />;
}

export interface SaidFindingsProps {
  readonly found: readonly Finding[];
  readonly id?: string | undefined;
}

export function SaidFindings({ found, id }: SaidFindingsProps): ReactNode {
  const { error, warning } = fieldFindings(found);
  if (error === undefined && warning === undefined) return null;
  return (
    <div id={id} className="sla-said">
      {error === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {error}
        </p>
      )}
      {warning === undefined ? null : <p className="pl-field-warning">{warning}</p>}
    </div>
  );
}
