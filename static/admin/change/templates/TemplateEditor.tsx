import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { CiTags } from '../../../console/cmdb/shared/CiTags';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField, Said } from '../../sla/parts/Place';
import { Switch } from '../../sla/parts/Switch';
import { ClassTags } from '../parts/ClassTags';
import type { Template } from '../parts/documents';
import { useArrival } from '../parts/FindingLinks';
import { usePartsText } from '../parts/messages';
import { AreaField, LineField } from '../parts/TextFields';
import { AnswerFields } from './AnswerFields';
import { useTemplateText } from './messages';
import { StandingLine, StandingLozenge, type StandingLineProps } from './StandingLine';
import type { TemplatesProps } from './TemplatesPage';

/** The template that the address names. */
export function TemplateEditor({ templates, standings, onChange, onReinstated }: TemplatesProps): ReactNode {
  const text = useTemplateText();
  const { key } = useParams();
  const index = templates.findIndex((template) => template.key === key);
  const template = templates[index];
  useArrival();
  if (template === undefined)
    return (
      <EmptyState title={text('template.gone')} action={<Link to="/change/templates">{text('template.back')}</Link>}>
        {text('template.gone.next')}
      </EmptyState>
    );
  return (
    <Editor
      key={template.key}
      template={template}
      path={`templates.${index}`}
      standing={standings.get(template.key)}
      onReinstated={onReinstated}
      onChange={(next) => onChange(templates.map((other, at) => (at === index ? next : other)))}
    />
  );
}

export interface TemplatePartProps {
  readonly template: Template;
  readonly path: string;
  readonly onChange: (template: Template) => void;
}

type EditorProps = TemplatePartProps & Pick<StandingLineProps, 'standing' | 'onReinstated'>;

function Editor({ standing, onReinstated, ...part }: EditorProps): ReactNode {
  const text = useTemplateText();
  const parts = usePartsText();
  const { template, path, onChange } = part;
  const name = template.name.trim() || parts('parts.unnamed');
  return (
    <article className="sla-editor sla-definition" aria-labelledby="template-title">
      <Link to="/change/templates">{text('template.back')}</Link>
      <h3 id="template-title">
        {name} <StandingLozenge standing={standing} />
      </h3>
      <StandingLine name={name} standing={standing} onReinstated={onReinstated} />
      <Switch
        label={text('template.enabled')}
        checked={template.enabled}
        onChange={(enabled) => onChange({ ...template, enabled })}
      />
      <Said path={path} exactly />
      <Said path={`${path}.key`} />
      <Basics {...part} />
      <ScopeFields {...part} />
      <Plans {...part} />
      <AnswerFields {...part} />
    </article>
  );
}

function Basics({ template, path, onChange }: TemplatePartProps): ReactNode {
  const text = useTemplateText();
  const parts = usePartsText();
  const format = useFormat();
  const { key, name, description, minutes } = template;
  return (
    <>
      <div className="sla-row">
        <LineField
          path={`${path}.name`}
          label={parts('parts.name')}
          hint={parts('parts.key', { key })}
          required
          value={name}
          onChange={(next) => onChange({ ...template, name: next })}
        />
        <PlacedField
          path={`${path}.minutes`}
          label={text('template.minutes')}
          hint={
            minutes === null
              ? undefined
              : text('template.minutes.hint', { duration: format.duration(minutes * 60_000) })
          }
          required
        >
          {(control) => (
            <NumberInput
              {...control}
              className="change-lists-number"
              value={minutes ?? NaN}
              onChange={(next) => onChange({ ...template, minutes: Number.isFinite(next) ? next : null })}
            />
          )}
        </PlacedField>
      </div>
      <AreaField
        path={`${path}.description`}
        label={text('template.description')}
        hint={text('template.description.hint')}
        rows={2}
        maxLength={500}
        value={description}
        onChange={(next) => onChange({ ...template, description: next })}
      />
    </>
  );
}

function ScopeFields({ template, path, onChange }: TemplatePartProps): ReactNode {
  const text = useTemplateText();
  const { classes, cis } = template;
  return (
    <fieldset className="sla-section">
      <legend>{text('template.scope')}</legend>
      <p className="pl-hint">{text('template.scope.hint')}</p>
      <div className="sla-row">
        <PlacedField path={`${path}.classes`} label={text('template.classes')}>
          {(control) => (
            <ClassTags
              {...control}
              label={text('template.classes')}
              keys={classes}
              onChange={(next) => onChange({ ...template, classes: next })}
            />
          )}
        </PlacedField>
        <PlacedField path={`${path}.cis`} label={text('template.cis')}>
          {(control) => (
            <CiTags
              {...control}
              label={text('template.cis')}
              refs={cis}
              onChange={(next) => onChange({ ...template, cis: next })}
            />
          )}
        </PlacedField>
      </div>
    </fieldset>
  );
}

const PLANS = [
  { field: 'reason', rows: 2, required: true },
  { field: 'implementationPlan', rows: 5, required: true },
  { field: 'backoutPlan', rows: 4, required: true },
  { field: 'testPlan', rows: 3, required: false },
  { field: 'communicationPlan', rows: 3, required: false },
] as const;

function Plans({ template, path, onChange }: TemplatePartProps): ReactNode {
  const text = useTemplateText();
  return (
    <fieldset className="sla-section">
      <legend>{text('template.plans')}</legend>
      <p className="pl-hint">{text('template.plans.hint')}</p>
      {PLANS.map(({ field, rows, required }) => (
        <AreaField
          key={field}
          path={`${path}.${field}`}
          label={text(`template.${field}`)}
          rows={rows}
          maxLength={4_000}
          required={required}
          value={template[field]}
          onChange={(next) => onChange({ ...template, [field]: next })}
        />
      ))}
    </fieldset>
  );
}
