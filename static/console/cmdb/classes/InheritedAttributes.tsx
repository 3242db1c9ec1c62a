import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above } from './draft';
import { useClassesText } from './messages';

/** What comes from the classes above, and from which. */
export function InheritedAttributes({ draft, spec }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const rows = above(spec.key, draft.catalogue.classes).flatMap((from) =>
    from.attributes.map((attribute) => ({ attribute, from })),
  );
  if (rows.length === 0) return null;
  return (
    <section>
      <DataTable
        caption={text('attributes.inherited')}
        columns={[
          { key: 'name', title: text('attribute.name'), cell: ({ attribute }) => attribute.name },
          { key: 'type', title: text('attribute.type'), cell: ({ attribute }) => text(`type.${attribute.type}`) },
          {
            key: 'required',
            title: text('attribute.required'),
            cell: ({ attribute }) => text(attribute.required ? 'yes' : 'no'),
          },
          {
            key: 'from',
            title: text('attributes.from'),
            cell: ({ from }) => <Link to={`/cmdb/classes?class=${from.key}`}>{from.name}</Link>,
          },
        ]}
        rows={rows}
        rowKey={({ attribute, from }) => `${from.key} ${attribute.key}`}
      />
    </section>
  );
}
