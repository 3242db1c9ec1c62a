import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { RelationType } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Field, Select } from '../../../shared/components';
import { TextInput } from './inputs';
import { useClassesText } from './messages';
import { said } from './place';
import type { Draft } from './use-draft';

export interface RelationEditorProps {
  readonly draft: Draft;
  readonly relation: RelationType;
}

const DIRECTIONS = ['toSource', 'toTarget', 'both', 'none'] as const satisfies readonly RelationType['impact'][];

/** How two CIs are related, read from either end, and where failure goes along it. */
export function RelationEditor({ draft, relation }: RelationEditorProps): ReactNode {
  const text = useClassesText();
  const navigate = useNavigate();
  const { catalogue, editable } = draft;
  const path = `relationTypes.${relation.key}`;
  const put = (relationTypes: RelationType[]): void => draft.change({ ...catalogue, relationTypes });
  const set = (changes: Partial<RelationType>): void =>
    put(catalogue.relationTypes.map((one) => (one === relation ? { ...one, ...changes } : one)));
  return (
    <article aria-labelledby="relation-name">
      <h3 id="relation-name" className="classes-name">
        {relation.name} <code>{relation.key}</code>
      </h3>
      <div className="classes-fields">
        {(['name', 'inverse'] as const).map((end) => (
          <TextInput
            key={end}
            label={text(`relation.${end}`)}
            hint={text(`relation.${end}.hint`)}
            required
            maxLength={80}
            disabled={!editable}
            value={relation[end]}
            {...said(draft, `${path}.${end}`)}
            onChange={(value) => set({ [end]: value })}
          />
        ))}
        <Field label={text('relation.impact')} {...said(draft, `${path}.impact`)}>
          {(control) => (
            <Select
              {...control}
              disabled={!editable}
              options={DIRECTIONS.map((impact) => ({
                value: impact,
                label: text(`relation.impact.${impact}`, { name: relation.name }),
              }))}
              value={relation.impact}
              onChange={(impact) => set({ impact })}
            />
          )}
        </Field>
      </div>
      <ImpactPicture relation={relation} />
      <Allowed draft={draft} relation={relation} path={path} onChange={(allowed) => set({ allowed })} />
      {editable ? (
        <Button
          onClick={() => {
            put(catalogue.relationTypes.filter((one) => one !== relation));
            void navigate('/cmdb/classes');
          }}
        >
          {text('class.remove', { name: relation.name })}
        </Button>
      ) : null}
    </article>
  );
}

/** Two boxes, the relation between them, and below it the way that failure takes. */
function ImpactPicture({ relation: { name, impact } }: { readonly relation: RelationType }): ReactNode {
  const text = useClassesText();
  return (
    <figure className="classes-picture">
      <svg viewBox="0 0 360 84" width="360" height="84" aria-hidden>
        {[
          [1, 'A'],
          [289, 'B'],
        ].map(([x, label]) => (
          <g key={label}>
            <rect x={x} y="12" width="70" height="40" rx="4" />
            <text x={Number(x) + 35} y="37">
              {label}
            </text>
          </g>
        ))}
        <path d="M75 28H283" className="classes-picture-line" />
        <text x="180" y="20">
          {name}
        </text>
        {impact === 'none' ? null : <path d="M80 44H280" className="classes-picture-impact" />}
        {impact === 'toSource' || impact === 'both' ? (
          <path d="M88 38 80 44l8 6" className="classes-picture-impact" />
        ) : null}
        {impact === 'toTarget' || impact === 'both' ? (
          <path d="m272 38 8 6-8 6" className="classes-picture-impact" />
        ) : null}
      </svg>
      <figcaption>{text(`relation.impact.${impact}`, { name })}</figcaption>
    </figure>
  );
}

type Pairs = NonNullable<RelationType['allowed']>;

interface AllowedProps extends RelationEditorProps {
  readonly path: string;
  readonly onChange: (allowed: Pairs | undefined) => void;
}

function Allowed({ draft, relation, path, onChange }: AllowedProps): ReactNode {
  const text = useClassesText();
  const pairs = relation.allowed ?? [];
  const options = draft.catalogue.classes.map(({ key, name }) => ({ value: key, label: name }));
  const [first] = options;
  const put = (changed: Pairs): void => onChange(changed.length === 0 ? undefined : changed);
  return (
    <section aria-labelledby="relation-allowed">
      <h4 id="relation-allowed">{text('allowed.title')}</h4>
      <p className="pl-hint">{text(pairs.length === 0 ? 'allowed.any' : 'allowed.hint')}</p>
      {pairs.map((pair, at) => (
        <div key={at} role="group" aria-label={text('allowed.pair', { number: at + 1 })} className="classes-rule">
          {(['from', 'to'] as const).map((end) => (
            <Select
              key={end}
              aria-label={text(`allowed.${end}`)}
              disabled={!draft.editable}
              options={options}
              value={pair[end]}
              onChange={(key) => put(pairs.map((one, place) => (place === at ? { ...one, [end]: key } : one)))}
            />
          ))}
          {draft.editable ? (
            <Button appearance="subtle" onClick={() => put(pairs.filter((_, place) => place !== at))}>
              {text('allowed.remove', { number: at + 1 })}
            </Button>
          ) : null}
          {said(draft, `${path}.allowed.${at}`).error === undefined ? null : (
            <p className="pl-field-error" role="alert">
              {said(draft, `${path}.allowed.${at}`).error}
            </p>
          )}
        </div>
      ))}
      {draft.editable && first !== undefined ? (
        <Button onClick={() => put([...pairs, { from: first.value, to: first.value }])}>{text('allowed.add')}</Button>
      ) : null}
    </section>
  );
}
