/** Queries by index. Filters look at a page after it was read, so that a page may be empty and yet have a successor. */
import type { EntityDefinition, EntityIndex } from '../app-manifest';
import { isJsonObject } from '../json-text';
import { predicateOf, rangeValues } from './conditions';
import { fromCursor, toCursor } from './cursor';
import { invalid } from './errors';
import { KVS_LIMITS } from './limits';
import type { EntityQueryRequest } from './requests';
import { entitySpace, KEY_INDEX, type IndexedItem, type KvsStore, type Span } from './store';
import { checkAttribute, partitionText, sortable, type Scalar } from './values';

export interface EntityPage {
  readonly items: readonly IndexedItem[];
  readonly cursor: string | undefined;
  readonly readBytes: number;
}

const KEY_SHAPE: EntityIndex = { name: KEY_INDEX, partition: [], range: [] };

export function queryEntity(store: KvsStore, entity: EntityDefinition, request: EntityQueryRequest): EntityPage {
  const index =
    request.indexName === KEY_INDEX ? KEY_SHAPE : entity.indexes.find(({ name }) => name === request.indexName);
  if (index === undefined)
    throw invalid('INVALID_ENTITY_INDEX', `Entity ${entity.name} has no index ${request.indexName}`);
  const limit = pageSize(request.limit);
  const partition = partitionText(partitionValues(entity, index, request.partition ?? []));
  const clauses = rangeClauses(entity, index, request.range);
  const accepts = request.filters === undefined ? () => true : predicateOf(entity, request.filters);
  const question = JSON.stringify([entity.name, index.name, partition, request.range, request.filters, request.sort]);
  const span: Span = {
    index: index.name,
    partition,
    clauses,
    after: fromCursor(question, request.cursor),
    descending: request.sort === 'DESC',
    limit: limit + 1,
  };
  const found = store.span(entitySpace(entity.name), span);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.filter(({ value }) => isJsonObject(value) && accepts(value)),
    cursor: found.length > limit && last !== undefined ? toCursor(question, last) : undefined,
    readBytes: page.reduce((sum, item) => sum + item.bytes, 0),
  };
}

function pageSize(limit: number | undefined): number {
  const size = limit ?? KVS_LIMITS.pageDefault.value;
  if (Number.isInteger(size) && size >= 1 && size <= KVS_LIMITS.pageMaximum.value) return size;
  throw invalid(
    'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE',
    `The page limit must be set between 1 and ${KVS_LIMITS.pageMaximum.value}`,
  );
}

function partitionValues(
  entity: EntityDefinition,
  index: EntityIndex,
  given: EntityQueryRequest['partition'] & object,
): Scalar[] {
  if (given.length !== index.partition.length) {
    throw invalid(
      'INVALID_FILTER_VALUES',
      `Index ${index.name} has ${index.partition.length} partition attribute(s), got ${given.length} value(s)`,
    );
  }
  return index.partition.map((name, position) => {
    const value = given[position];
    if (value === undefined || value === null || typeof value === 'object') {
      throw invalid('INVALID_FILTER_VALUES', `Index ${index.name}: ${name} needs a plain value`);
    }
    checkAttribute(entity, name, value);
    return value;
  });
}

const COMPARISON: Readonly<Record<string, string>> = {
  EQUAL_TO: '=',
  GREATER_THAN: '>',
  GREATER_THAN_EQUAL_TO: '>=',
  LESS_THAN: '<',
  LESS_THAN_EQUAL_TO: '<=',
};

function rangeClauses(
  entity: EntityDefinition,
  index: EntityIndex,
  range: EntityQueryRequest['range'],
): Span['clauses'] {
  if (range === undefined) return [];
  const [attribute] = index.range;
  const type = attribute === undefined ? 'string' : (entity.attributes[attribute]?.type ?? 'any');
  const [first, second] = rangeValues(range.condition, type, attribute ?? 'key', range.values).map(sortable);
  if (first === undefined) return [];
  if (range.condition === 'BETWEEN' && second !== undefined) {
    return [{ sql: 'i.range_value BETWEEN ? AND ?', values: [first, second] }];
  }
  if (range.condition === 'BEGINS_WITH') {
    return [{ sql: 'substr(i.range_value, 1, length(?)) = ?', values: [first, first] }];
  }
  return [{ sql: `i.range_value ${COMPARISON[range.condition] ?? '='} ?`, values: [first] }];
}
