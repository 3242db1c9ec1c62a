import { useState, type ReactNode } from 'react';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, Select } from '../../../../shared/components';
import { useCmdbText } from '../../shared/messages';
import { useImportText } from '../messages';
import { FIELDS } from '../mapping/targets';
import type { SourcePrecedence } from '../types';
import { rankedPaths, type RankedPath } from './order';
import { OrderEditor } from './OrderEditor';

export interface OwnOrdersProps {
  readonly precedence: SourcePrecedence;
  readonly catalogue: CatalogueState;
  readonly known: readonly string[];
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (byPath: SourcePrecedence['byPath']) => void;
}

/** Attributes for which other sources count than in general. */
export function OwnOrders({ precedence, catalogue, known, errorAt, onChange }: OwnOrdersProps): ReactNode {
  const text = useImportText();
  const nameOf = usePathName();
  const { order, byPath } = precedence;
  const paths = rankedPaths(catalogue);
  const gone = Object.keys(byPath).flatMap((path) =>
    paths.some((one) => one.path === path) ? [] : [{ path, attribute: path.replace('attributes.', '') }],
  );
  const shown = [...paths, ...gone].filter(({ path }) => byPath[path] !== undefined);
  return (
    <>
      <h3>{text('sources.own')}</h3>
      <p className="pl-hint">{text('sources.own.hint')}</p>
      {shown.map((one) => (
        <fieldset key={one.path} className="import-own-order">
          <legend>{nameOf(one)}</legend>
          <OrderEditor
            label={nameOf(one)}
            order={byPath[one.path] ?? []}
            known={known}
            error={errorAt(`precedence.byPath.${one.path}`)}
            onChange={(own) => onChange({ ...byPath, [one.path]: own })}
          />
          <Button
            appearance="subtle"
            onClick={() => onChange(Object.fromEntries(Object.entries(byPath).filter(([path]) => path !== one.path)))}
          >
            {text('sources.own.remove', { label: nameOf(one) })}
          </Button>
        </fieldset>
      ))}
      <AddOrder
        options={paths.filter(({ path }) => byPath[path] === undefined)}
        onAdd={(path) => onChange({ ...byPath, [path]: [...order] })}
      />
    </>
  );
}

interface AddOrderProps {
  readonly options: readonly RankedPath[];
  readonly onAdd: (path: string) => void;
}

function AddOrder({ options, onAdd }: AddOrderProps): ReactNode {
  const text = useImportText();
  const nameOf = usePathName();
  const [chosen, setChosen] = useState<string>();
  const path = options.find((one) => one.path === chosen)?.path;
  return (
    <div className="cmdb-actions">
      <Select
        aria-label={text('sources.own.choose')}
        options={options.map((one) => ({ value: one.path, label: nameOf(one) }))}
        value={path}
        onChange={setChosen}
      />
      <Button disabled={path === undefined} onClick={() => path !== undefined && onAdd(path)}>
        {text('sources.own.add')}
      </Button>
    </div>
  );
}

function usePathName(): (path: RankedPath) => string {
  const cmdb = useCmdbText();
  return ({ path, attribute }) => {
    if (attribute !== undefined) return attribute;
    if (path === 'classKey' || path === 'redundancy') return cmdb(`cmdb.field.${path}`);
    const field = FIELDS.find((one) => one === path);
    return field === undefined ? path : cmdb(`cmdb.field.${field}`);
  };
}
