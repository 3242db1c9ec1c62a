/** From a name in a query to the fields it means. Several custom fields may share a name: a term then asks all of them. */
import type { JqlContext } from './context';
import { customFields } from './custom-fields';
import { NotEmulated, problem } from './errors';
import type { JqlField } from './field';
import type { FieldName } from './parse';
import { propertyField } from './property-fields';
import { isAbsent, systemField } from './system-fields';

export function fieldsNamed(field: FieldName, context: JqlContext): JqlField[] {
  const { name, property } = field;
  const label = property === undefined ? name : `${name}[${property.key}].${property.path}`;
  const system = property === undefined ? systemField(name, context) : undefined;
  if (system !== undefined) return [system];
  const custom = property === undefined ? customFields(name, context) : [];
  if (custom.length > 0) return custom;
  const indexed = propertyField(field, label, context);
  if (indexed !== undefined) return [indexed];
  if (property === undefined && isAbsent(name)) throw new NotEmulated(`The JQL field '${name}'`);
  return problem(`Field '${label}' does not exist or you do not have permission to view it.`);
}
