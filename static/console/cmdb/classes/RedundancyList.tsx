import type { ReactNode } from 'react';
import type { RedundancyRule } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Select } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { useClassesText } from './messages';
import { said } from './place';
import type { Draft } from './use-draft';

/** How many of a group of suppliers a CI of the class needs, unless it says otherwise itself. */
export function RedundancyList({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const { redundancy } = spec;
  const [first] = draft.catalogue.relationTypes;
  const put = (rules: RedundancyRule[]): void => onChange({ redundancy: rules });
  const found = draft.findings.filter(({ path }) => path.startsWith(`classes.${spec.key}.redundancy`));
  return (
    <section aria-labelledby="class-redundancy">
      <h4 id="class-redundancy">{text('redundancy.title')}</h4>
      <p className="pl-hint">{text('redundancy.hint')}</p>
      {redundancy.map((rule, at) => (
        <div key={at} role="group" aria-label={text('redundancy.rule', { number: at + 1 })} className="classes-rule">
          <RuleFields
            draft={draft}
            rule={rule}
            onChange={(changed) => put(redundancy.map((one, place) => (place === at ? changed : one)))}
          />
          {draft.editable ? (
            <Button appearance="subtle" onClick={() => put(redundancy.filter((_, place) => place !== at))}>
              {text('redundancy.remove', { number: at + 1 })}
            </Button>
          ) : null}
        </div>
      ))}
      {found.map(({ path, message }) => (
        <p key={`${path} ${message}`} className="pl-field-error" role="alert">
          {said(draft, path).error ?? message}
        </p>
      ))}
      {draft.editable && first !== undefined ? (
        <Button
          onClick={() =>
            put([
              ...redundancy,
              { group: { by: 'relationType', relationType: first.key }, need: { kind: 'atLeast', count: 1 } },
            ])
          }
        >
          {text('redundancy.add')}
        </Button>
      ) : null}
    </section>
  );
}

interface RuleFieldsProps {
  readonly draft: Draft;
  readonly rule: RedundancyRule;
  readonly onChange: (rule: RedundancyRule) => void;
}

function RuleFields({ draft, rule, onChange }: RuleFieldsProps): ReactNode {
  const text = useClassesText();
  const { group, need } = rule;
  const { classes, relationTypes } = draft.catalogue;
  const amount = need.kind === 'atLeast' ? need.count : need.percent;
  const groups = [
    ...relationTypes.map(({ key, name }) => ({ value: `relationType ${key}`, label: text('redundancy.by', { name }) })),
    ...classes.map(({ key, name }) => ({ value: `class ${key}`, label: text('redundancy.ofClass', { name }) })),
  ];
  const setGroup = (chosen: string): void => {
    const [by, key = ''] = chosen.split(' ');
    onChange({ ...rule, group: by === 'class' ? { by, classKey: key } : { by: 'relationType', relationType: key } });
  };
  const setNeed = (kind: 'atLeast' | 'percent', value: number): void =>
    onChange({ ...rule, need: kind === 'atLeast' ? { kind, count: value } : { kind, percent: value } });
  return (
    <>
      <span>{text('redundancy.needs')}</span>
      <input
        type="number"
        className="pl-input classes-number"
        aria-label={text('redundancy.amount')}
        min={0}
        max={need.kind === 'percent' ? 100 : 100_000}
        disabled={!draft.editable}
        value={Number.isFinite(amount) ? amount : ''}
        onChange={(event) => setNeed(need.kind, event.target.valueAsNumber)}
      />
      <Select
        aria-label={text('redundancy.kind')}
        disabled={!draft.editable}
        options={(['atLeast', 'percent'] as const).map((kind) => ({ value: kind, label: text(`redundancy.${kind}`) }))}
        value={need.kind}
        onChange={(kind) => setNeed(kind, amount)}
      />
      <Select
        aria-label={text('redundancy.group')}
        disabled={!draft.editable}
        options={groups}
        value={group.by === 'class' ? `class ${group.classKey}` : `relationType ${group.relationType}`}
        onChange={setGroup}
      />
    </>
  );
}
