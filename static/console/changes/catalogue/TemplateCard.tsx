import { useId, type ReactNode } from 'react';
import type { TemplateView } from '../../../../src/change/template.shapes';
import { Button, Lozenge } from '../../../shared/components';
import type { OutputOf } from '../../../shared/api';
import { useRateWords } from '../../../shared/change/rate-words';
import { useChangeTerms } from '../../../shared/change/terms';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { useBriefs } from '../../cmdb/shared/CiTags';
import { useCatalogueText } from './messages';
import { RequestForm } from './RequestForm';

export type Projects = OutputOf<'change.catalogue'>['projects'];

export interface TemplateCardProps {
  readonly template: TemplateView;
  readonly projects: Projects;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

export function TemplateCard({ template, projects, open, onOpen }: TemplateCardProps): ReactNode {
  const text = useCatalogueText();
  const terms = useChangeTerms();
  const words = useRateWords();
  const titleId = useId();
  const { name, description, preApproved, rate } = template;
  return (
    <article className="catalogue-card" aria-labelledby={titleId}>
      <header>
        <h3 id={titleId}>{name}</h3>
        <Lozenge tone={preApproved ? 'success' : 'danger'}>
          {terms(preApproved ? 'change.template.preApproved' : 'change.template.demoted')}
        </Lozenge>
      </header>
      {description === '' ? null : <p>{description}</p>}
      <Facts template={template} />
      <p className="pl-hint">{words.behind(rate)}</p>
      <Plans template={template} />
      {preApproved ? null : (
        <p className="catalogue-demoted">
          {words.demoted(template)} {text('catalogue.demoted.next')}
        </p>
      )}
      {open ? (
        <RequestForm template={template} projects={projects} onClose={() => onOpen(false)} />
      ) : (
        <Button
          appearance="primary"
          disabled={!preApproved}
          aria-label={text('catalogue.request.named', { name })}
          onClick={() => onOpen(true)}
        >
          {text('catalogue.request')}
        </Button>
      )}
    </article>
  );
}

function Facts({ template: { minutes, rate, classes, cis } }: { readonly template: TemplateView }): ReactNode {
  const text = useCatalogueText();
  const words = useRateWords();
  const format = useFormat();
  const catalogue = useApiQuery('cmdb.catalogue', {}, { enabled: classes.length > 0 });
  const briefs = useBriefs(cis);
  const names = [
    ...classes.map((key) => catalogue.data?.classes.find((one) => one.key === key)?.name ?? key),
    ...cis.map((ref) => briefs.get(ref)?.name ?? ref),
  ];
  return (
    <dl className="catalogue-facts">
      <div>
        <dt>{text('catalogue.rate')}</dt>
        <dd className="catalogue-rate">{words.percent(rate.mean)}</dd>
      </div>
      <div>
        <dt>{text('catalogue.takes')}</dt>
        <dd>{format.duration(minutes * 60_000)}</dd>
      </div>
      <div>
        <dt>{text('catalogue.for')}</dt>
        <dd>{names.length === 0 ? text('catalogue.for.any') : format.list(names)}</dd>
      </div>
    </dl>
  );
}

const PLANS = ['reason', 'implementationPlan', 'backoutPlan', 'testPlan', 'communicationPlan'] as const;

/** What one asks for, to be read before. */
function Plans({ template }: { readonly template: TemplateView }): ReactNode {
  const text = useCatalogueText();
  return (
    <details className="catalogue-plans">
      <summary>{text('catalogue.plans')}</summary>
      <dl>
        {PLANS.filter((plan) => template[plan].trim() !== '').map((plan) => (
          <div key={plan}>
            <dt>{text(`catalogue.${plan}`)}</dt>
            <dd>{template[plan]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
