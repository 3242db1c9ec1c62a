/** A field's value as read. */
import type { ReactNode } from 'react';
import { z } from 'zod';
import { formatDate, formatInstant, formatNumber } from '../app/format';
import { Status, User, type FieldSchema } from '../app/jira-types';
import { Person, StatusLozenge } from '../ui/parts';
import { asDocument } from './adf';
import { RichText } from './RichText';

const Labelled = z.looseObject({
  value: z.string().optional(),
  name: z.string().optional(),
  key: z.string().optional(),
});

const Items = z.array(z.unknown());

export function isUnset(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function FieldValue({
  value,
  schema,
}: {
  readonly value: unknown;
  readonly schema: FieldSchema | undefined;
}): ReactNode {
  if (isUnset(value)) return <span className="unset">None</span>;
  const items = Items.safeParse(value);
  if (items.success) {
    return (
      <ul className="chips">
        {items.data.map((item, index) => (
          <li key={index} className="chip">
            <FieldValue value={item} schema={undefined} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'number') return schema?.type === 'datetime' ? formatInstant(value) : formatNumber(value);
  if (typeof value === 'string') return textValue(value, schema);
  return objectValue(value);
}

function textValue(value: string, schema: FieldSchema | undefined): ReactNode {
  if (schema?.type === 'date') return formatDate(value);
  if (schema?.type === 'datetime') return formatInstant(value);
  if (/^https?:\/\/\S+$/.test(value)) return <a href={value}>{value}</a>;
  return value;
}

function objectValue(value: unknown): ReactNode {
  const document = asDocument(value);
  if (document !== undefined) return <RichText document={document} />;
  const user = User.safeParse(value);
  if (user.success) return <Person name={user.data.displayName} />;
  const status = Status.safeParse(value);
  if (status.success) return <StatusLozenge status={status.data} />;
  const labelled = Labelled.safeParse(value);
  const label = labelled.success ? (labelled.data.value ?? labelled.data.name ?? labelled.data.key) : undefined;
  return label ?? <code>{JSON.stringify(value)}</code>;
}
