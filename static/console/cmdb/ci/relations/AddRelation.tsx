import { useState, type FormEvent, type ReactNode } from 'react';
import type { CatalogueState, CiBrief, SearchHit } from '../../../../../src/cmdb/cmdb.shapes';
import { ApiError } from '../../../../shared/api';
import { Button, Field, Select } from '../../../../shared/components';
import { useApiCommand } from '../../../../shared/query';
import { CiPicker } from '../../shared/CiPicker';
import { useCmdbText } from '../../shared/messages';
import { useCiText } from '../messages';
import { flowOf } from './flow';
import { RELATED } from './related';

export interface AddRelationProps {
  readonly catalogue: CatalogueState;
  readonly brief: CiBrief;
}

/** `from:runsOn` reads “this runs on …”, `to:runsOn` “this runs …”. */
interface Reading {
  readonly value: string;
  readonly label: string;
  readonly type: string;
  readonly end: 'from' | 'to';
  readonly flow: ReturnType<typeof flowOf>;
}

const readingsOf = ({ catalogue }: CatalogueState): Reading[] =>
  catalogue.relationTypes.flatMap(({ key, name, inverse, impact }) => [
    { value: `from:${key}`, label: name, type: key, end: 'from' as const, flow: flowOf(impact, 'from') },
    { value: `to:${key}`, label: inverse, type: key, end: 'to' as const, flow: flowOf(impact, 'to') },
  ]);

/** A sentence: this CI – runs on – another one. */
export function AddRelation({ catalogue, brief }: AddRelationProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const relate = useApiCommand('cmdb.relate', { changes: RELATED });
  const [chosen, setChosen] = useState<string>();
  const [other, setOther] = useState<SearchHit>();
  const readings = readingsOf(catalogue);
  const reading = readings.find(({ value }) => value === chosen);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reading === undefined || other === undefined || relate.isPending) return;
    const [from, to] = reading.end === 'from' ? [brief.ref, other.ref] : [other.ref, brief.ref];
    relate.mutate({ from, type: reading.type, to }, { onSuccess: () => setOther(undefined) });
  };
  return (
    <form className="cmdb-relate" aria-label={text('relations.add')} onSubmit={submit} noValidate>
      <span className="cmdb-relate-this">{brief.name}</span>
      <Field
        label={text('relations.type')}
        hint={reading === undefined ? undefined : text(`relations.flow.${reading.flow}`, { name: brief.name })}
      >
        {(control) => <Select {...control} options={readings} value={chosen} onChange={setChosen} />}
      </Field>
      <Field label={text('relations.other')} error={relate.error === null ? undefined : reasonOf(relate.error)}>
        {(control) =>
          other === undefined ? (
            <CiPicker
              {...control}
              label={text('relations.other')}
              without={[brief.ref]}
              onChoose={(hit) => {
                relate.reset();
                setOther(hit);
              }}
            />
          ) : (
            <ul className="pl-tags" aria-label={text('relations.other')}>
              <li className="pl-tag" title={other.ref}>
                {other.name}
                <button
                  type="button"
                  aria-label={`${cmdb('cmdb.remove')}: ${other.name}`}
                  onClick={() => setOther(undefined)}
                >
                  ×
                </button>
              </li>
            </ul>
          )
        }
      </Field>
      <Button
        type="submit"
        appearance="primary"
        disabled={reading === undefined || other === undefined || relate.isPending}
      >
        {text('relations.add')}
      </Button>
    </form>
  );
}

const reasonOf = (error: Error): string =>
  error instanceof ApiError && error.issues.length > 0
    ? error.issues.map(({ message }) => message).join(' ')
    : error.message;
