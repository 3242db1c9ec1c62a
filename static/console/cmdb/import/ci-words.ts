/** A CI's paths (`attributes.ip`) and their values in people's words. */
import { useMemo } from 'react';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import type { Json } from '../../../../src/contract/rpc';
import { useFormat } from '../../../shared/format';
import { useCmdbText } from '../shared/messages';

export interface CiWords {
  path(path: string): string;
  value(path: string, value: Json): string;
}

const FIELDS = [
  'classKey',
  'name',
  'state',
  'environment',
  'criticality',
  'owner',
  'supportGroup',
  'location',
  'cost',
  'identifiers',
  'redundancy',
  'attestedAt',
  'attestedBy',
] as const;
const ENVIRONMENTS = ['production', 'staging', 'test', 'development', 'disasterRecovery'] as const;
const CRITICALITIES = [1, 2, 3, 4, 5] as const;

const ATTRIBUTE = 'attributes.';
const RELATION = /^relations\.([^.]+)\.(.+)$/;

export function useCiWords({ classes, catalogue }: CatalogueState): CiWords {
  const cmdb = useCmdbText();
  const format = useFormat();
  return useMemo(() => {
    const attributes = new Map(classes.flatMap((one) => one.attributes.map((spec) => [spec.key, spec] as const)));
    const states = new Map(classes.flatMap((one) => one.states.map(({ key, name }) => [key, name] as const)));
    const classNames = new Map(classes.map(({ key, name }) => [key, name] as const));
    const relations = new Map(catalogue.relationTypes.map(({ key, name }) => [key, name] as const));
    const nameOfPath = (path: string): string => {
      const field = FIELDS.find((one) => one === path);
      if (field !== undefined) return cmdb(`cmdb.field.${field}`);
      if (path.startsWith(ATTRIBUTE)) return attributes.get(path.slice(ATTRIBUTE.length))?.name ?? path;
      const [, type = '', ref = ''] = RELATION.exec(path) ?? [];
      return type === '' ? path : `${relations.get(type) ?? type} ${ref}`;
    };
    const keyed = (path: string, value: string | number): string | undefined => {
      if (path === 'state') return states.get(String(value));
      if (path === 'classKey') return classNames.get(String(value));
      const environment = path === 'environment' ? ENVIRONMENTS.find((one) => one === value) : undefined;
      if (environment !== undefined) return cmdb(`cmdb.environment.${environment}`);
      const criticality = path === 'criticality' ? CRITICALITIES.find((one) => one === value) : undefined;
      if (criticality !== undefined) return cmdb(`cmdb.criticality.${criticality}`);
      const spec = path.startsWith(ATTRIBUTE) ? attributes.get(path.slice(ATTRIBUTE.length)) : undefined;
      return spec?.options?.find(({ key }) => key === value)?.name;
    };
    const nameOfValue = (path: string, value: Json): string => {
      if (value === null) return cmdb('cmdb.notFilled');
      if (typeof value === 'boolean') return cmdb(value ? 'cmdb.yes' : 'cmdb.no');
      if (typeof value === 'object') return JSON.stringify(value);
      return keyed(path, value) ?? (typeof value === 'number' ? format.number(value) : value);
    };
    return { path: nameOfPath, value: nameOfValue };
  }, [classes, catalogue, cmdb, format]);
}
