import { useState, type ReactNode } from 'react';
import type { SearchHit } from '../../../../src/cmdb/cmdb.shapes';
import { Combobox, type FieldControl } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useCmdbText } from './messages';
import { useSettled } from './use-settled';

export interface CiPickerProps extends Partial<FieldControl> {
  readonly label: string;
  readonly onChoose: (hit: SearchHit) => void;
  /** Only this class and those below it. */
  readonly classKey?: string | undefined;
  /** Refs that are not offered. */
  readonly without?: readonly string[];
  readonly placeholder?: string;
}

const OFFERED = 10;

/** Type-ahead over the CMDB: by the words of a name, a ref or an identifier. What is chosen leaves the box empty again. */
export function CiPicker({
  label,
  onChoose,
  classKey,
  without = [],
  placeholder,
  ...control
}: CiPickerProps): ReactNode {
  const text = useCmdbText();
  const [typed, setTyped] = useState('');
  const sought = useSettled(typed.trim());
  const found = useApiQuery(
    'cmdb.search',
    { text: sought, limit: OFFERED, ...(classKey === undefined ? {} : { classKey }) },
    { enabled: sought !== '', keep: true },
  );
  const hits = typed.trim() === '' ? [] : (found.data?.hits ?? []).filter(({ ref }) => !without.includes(ref));
  const waiting = sought !== typed.trim() || found.isFetching;
  const none = found.error?.message ?? (waiting ? text('cmdb.searching') : text('cmdb.ci.none'));
  return (
    <Combobox
      {...control}
      aria-label={control.id === undefined ? label : undefined}
      listLabel={label}
      placeholder={placeholder ?? text('cmdb.ci.search')}
      text={typed}
      onText={setTyped}
      options={hits.map((hit) => ({ value: hit.ref, label: hit.name, hint: `${hit.className} · ${hit.ref}` }))}
      onChoose={({ value }) => {
        const hit = hits.find(({ ref }) => ref === value);
        if (hit === undefined) return;
        setTyped('');
        onChoose(hit);
      }}
      none={typed.trim() === '' ? '' : none}
    />
  );
}
