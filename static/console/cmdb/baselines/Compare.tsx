import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { Baseline, CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { Field, Select } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { ClassSelect } from '../shared/ClassSelect';
import { DiffView } from './DiffView';
import { useBaselineText } from './messages';

export interface CompareProps {
  readonly catalogue: CatalogueState;
  /** The youngest first; at least one. */
  readonly baselines: readonly Baseline[];
}

/** Two moments and a class, kept in the address. Only what is later than the first moment can be the second. */
export function Compare({ catalogue, baselines }: CompareProps): ReactNode {
  const text = useBaselineText();
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const from = baselines.find(({ id }) => id === params.get('from'));
  const later = from === undefined ? [] : baselines.filter(({ at }) => Date.parse(at) > Date.parse(from.at));
  const to = later.find(({ id }) => id === params.get('to'));
  const classKey = catalogue.classes.find(({ key }) => key === params.get('class'))?.key;
  const change = (name: 'from' | 'to' | 'class', value: string): void =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (value === '') after.delete(name);
      else after.set(name, value);
      return after;
    });
  const option = ({ id, name, at }: Baseline) => ({
    value: id,
    label: text('compare.moment', { name, at: format.dateTime(at) }),
  });
  return (
    <section aria-labelledby="baselines-compare">
      <h3 id="baselines-compare">{text('compare.title')}</h3>
      <div className="baselines-compare">
        <Field label={text('compare.from')}>
          {(control) => (
            <Select
              {...control}
              options={baselines.map(option)}
              value={from?.id}
              onChange={(id) => change('from', id)}
            />
          )}
        </Field>
        <Field label={text('compare.to')}>
          {(control) => (
            <Select
              {...control}
              options={[{ value: '', label: text('compare.now') }, ...later.map(option)]}
              value={to?.id ?? ''}
              onChange={(id) => change('to', id)}
            />
          )}
        </Field>
        <Field label={text('compare.class')}>
          {(control) => (
            <ClassSelect
              {...control}
              classes={catalogue.classes}
              value={classKey}
              all={text('compare.allClasses')}
              onChange={(key) => change('class', key)}
            />
          )}
        </Field>
      </div>
      {from === undefined ? (
        <p>{text('compare.choose')}</p>
      ) : (
        <DiffView catalogue={catalogue} from={from.at} to={to?.at ?? null} classKey={classKey} />
      )}
    </section>
  );
}
