import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, EmptyState, Lozenge } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { errorsOf, useFindings } from '../../sla/draft/findings';
import { newKey } from '../../sla/keys';
import { Switch } from '../../sla/parts/Switch';
import { CreateForm } from '../parts/CreateForm';
import type { Template } from '../parts/documents';
import { usePartsText } from '../parts/messages';
import { useTemplateText } from './messages';
import { newTemplate } from './new-template';
import { StandingLine, StandingLozenge, type StandingLineProps } from './StandingLine';
import type { TemplatesProps } from './TemplatesPage';

export function TemplateList({ templates, standings, onChange, onReinstated }: TemplatesProps): ReactNode {
  const text = useTemplateText();
  const parts = usePartsText();
  const navigate = useNavigate();
  const keys = templates.map(({ key }) => key);
  const add = (template: Template): void => {
    onChange([...templates, template]);
    void navigate(`/change/templates/${template.key}`);
  };
  const copied = (template: Template): Template => {
    const name = parts('parts.copyOf', { name: template.name }).slice(0, 80);
    return { ...template, key: newKey(name, keys, 'template'), name, reapprovedAt: null, reapprovedBecause: null };
  };
  return (
    <section aria-labelledby="templates-title">
      <h3 id="templates-title">{text('templates.title')}</h3>
      <p className="ad-hint">{text('templates.intro')}</p>
      {templates.length === 0 ? (
        <EmptyState title={text('templates.none')}>{text('templates.none.next')}</EmptyState>
      ) : (
        <ul className="sla-cards">
          {templates.map((template, index) => (
            <TemplateCard
              key={template.key}
              template={template}
              path={`templates.${index}`}
              standing={standings.get(template.key)}
              onReinstated={onReinstated}
              onChange={(next) => onChange(templates.map((other) => (other === template ? next : other)))}
              onDuplicate={() => add(copied(template))}
              onRemove={() => onChange(templates.filter((other) => other !== template))}
            />
          ))}
        </ul>
      )}
      <CreateForm
        label={text('templates.new')}
        hint={text('templates.new.hint')}
        action={text('templates.create')}
        onCreate={(name) => add(newTemplate(newKey(name, keys, 'template'), name))}
      />
    </section>
  );
}

interface TemplateCardProps extends Pick<StandingLineProps, 'standing' | 'onReinstated'> {
  readonly template: Template;
  readonly path: string;
  readonly onChange: (template: Template) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

function TemplateCard(props: TemplateCardProps): ReactNode {
  const { template, path, standing, onReinstated, onChange, onDuplicate, onRemove } = props;
  const text = useTemplateText();
  const parts = usePartsText();
  const format = useFormat();
  const errors = errorsOf(useFindings().under(path)).length;
  const { key, enabled, description, minutes } = template;
  const name = template.name.trim() || parts('parts.unnamed');
  return (
    <li className="sla-card" data-off={!enabled}>
      <div>
        <h4>
          <Link to={`/change/templates/${key}`}>{name}</Link> <StandingLozenge standing={standing} />{' '}
          {errors === 0 ? null : <Lozenge tone="danger">{parts('parts.errors', { count: errors })}</Lozenge>}
        </h4>
        <p>
          {minutes === null ? null : text('template.takes', { duration: format.duration(minutes * 60_000) })}{' '}
          {description}
        </p>
        <StandingLine name={name} standing={standing} onReinstated={onReinstated} />
      </div>
      <div className="sla-card-actions">
        <Switch
          label={parts('parts.enabled.named', { name })}
          labelHidden
          checked={enabled}
          onChange={(next) => onChange({ ...template, enabled: next })}
        />
        <Button appearance="subtle" aria-label={parts('parts.duplicate.named', { name })} onClick={onDuplicate}>
          {parts('parts.duplicate')}
        </Button>
        <Button appearance="subtle" aria-label={parts('parts.delete.named', { name })} onClick={onRemove}>
          {parts('parts.delete')}
        </Button>
      </div>
    </li>
  );
}
