import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { ClassView } from '../../../../src/cmdb/cmdb.shapes';
import { Select, type FieldControl } from '../../../shared/components';
import { classTree } from './class-tree';

export interface ClassSelectProps extends Partial<FieldControl> {
  readonly classes: readonly ClassView[];
  readonly value: string | undefined;
  readonly onChange: (key: string) => void;
  /** The first option, chosen by the value ''. */
  readonly all?: string;
  /** Abstract classes group others: CIs can be looked for under them, but are never of them. */
  readonly concreteOnly?: boolean;
  readonly 'aria-label'?: string;
}

const INDENT = '\u00a0\u00a0\u00a0';

/** The tree of classes in the platform's own select. */
export function ClassSelect({
  classes,
  value,
  onChange,
  all,
  concreteOnly = false,
  ...rest
}: ClassSelectProps): ReactNode {
  const { locale } = useIntl();
  const options = classTree(classes, locale)
    .filter(({ ciClass }) => !concreteOnly || !ciClass.abstract)
    .map(({ ciClass, depth }) => ({
      value: ciClass.key,
      label: `${INDENT.repeat(concreteOnly ? 0 : depth)}${ciClass.name}`,
    }));
  return (
    <Select
      {...rest}
      options={all === undefined ? options : [{ value: '', label: all }, ...options]}
      value={value ?? (all === undefined ? undefined : '')}
      onChange={onChange}
    />
  );
}
