import { useId, type ReactNode } from 'react';
import { Field, type FieldControl } from '../../../shared/components';
import { fieldFindings, useFindings } from '../draft/findings';

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

/** What is said of a place that is no single field. */
export function Said({
  path,
  exactly = false,
  id,
}: {
  readonly path: string;
  readonly exactly?: boolean;
  readonly id?: string;
}): ReactNode {
  const findings = useFindings();
  const own = useId();
  const { error, warning } = fieldFindings(exactly ? findings.at(path) : findings.under(path));
  return (
    <div id={id ?? own}>
      {error === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {error}
        </p>
      )}
      {warning === undefined ? null : <p className="pl-field-warning">{warning}</p>}
    </div>
  );
}
