import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { classTree } from '../../../console/cmdb/shared/class-tree';
import { ErrorState, ValuePicker, type FieldControl } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';

export interface ClassTagsProps extends Partial<FieldControl> {
  readonly label: string;
  readonly keys: readonly string[];
  readonly onChange: (keys: string[]) => void;
}

/** Classes of the catalogue, in the order of their tree; a class stands for those below it, too. */
export function ClassTags({ label, keys, onChange, ...control }: ClassTagsProps): ReactNode {
  const { locale } = useIntl();
  const catalogue = useApiQuery('cmdb.catalogue', {});
  const classes = catalogue.data?.classes ?? [];
  const nameOf = (key: string | null): string | undefined => classes.find((one) => one.key === key)?.name;
  const options = classTree(classes, locale).map(({ ciClass: { key, name, parent } }) => {
    const above = nameOf(parent);
    return { value: key, label: name, ...(above === undefined ? {} : { hint: above }) };
  });
  return (
    <>
      <ValuePicker {...control} label={label} options={options} values={keys} onChange={onChange} />
      {catalogue.error === null ? null : (
        <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      )}
    </>
  );
}
