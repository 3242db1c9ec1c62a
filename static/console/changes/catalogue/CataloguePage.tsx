import { useState, type ReactNode } from 'react';
import { EmptyState, Loaded, Skeleton } from '../../../shared/components';
import type { OutputOf } from '../../../shared/api';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { catalogueMessages, useCatalogueText } from './messages';
import { TemplateCard } from './TemplateCard';
import './catalogue.css';

/** Standard changes that anybody may ask for: what is pre-approved, how well it goes, and the form that asks for it. */
export function CataloguePage(): ReactNode {
  return (
    <WithMessages messages={catalogueMessages}>
      <Catalogue />
    </WithMessages>
  );
}

function Catalogue(): ReactNode {
  const text = useCatalogueText();
  const catalogue = useApiQuery('change.catalogue', {});
  return (
    <section aria-labelledby="catalogue-title">
      <h2 id="catalogue-title">{text('catalogue.title')}</h2>
      <p className="catalogue-intro">{text('catalogue.intro')}</p>
      <Loaded query={catalogue} skeleton={<Skeleton lines={4} height={140} />}>
        {(found) => <Cards found={found} />}
      </Loaded>
    </section>
  );
}

/** From so many on a search box is a help. */
const MANY = 7;

function Cards({ found: { templates, projects } }: { readonly found: OutputOf<'change.catalogue'> }): ReactNode {
  const text = useCatalogueText();
  const [sought, setSought] = useState('');
  const [asked, setAsked] = useState<string>();
  if (projects.length === 0)
    return <EmptyState title={text('catalogue.noProjects')}>{text('catalogue.noProjects.next')}</EmptyState>;
  if (templates.length === 0)
    return <EmptyState title={text('catalogue.none')}>{text('catalogue.none.next')}</EmptyState>;
  const words = sought.trim().toLocaleLowerCase();
  const shown = templates
    .filter(({ name, description }) => `${name} ${description}`.toLocaleLowerCase().includes(words))
    .sort((a, b) => Number(b.preApproved) - Number(a.preApproved) || a.name.localeCompare(b.name));
  return (
    <>
      {templates.length < MANY ? null : (
        <input
          type="search"
          className="pl-input catalogue-search"
          aria-label={text('catalogue.search')}
          placeholder={text('catalogue.search')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState title={text('catalogue.nothing')}>{text('catalogue.nothing.next')}</EmptyState>
      ) : null}
      <ul className="catalogue-cards">
        {shown.map((template) => (
          <li key={template.key} data-open={asked === template.key}>
            <TemplateCard
              template={template}
              projects={projects}
              open={asked === template.key}
              onOpen={(open) => setAsked(open ? template.key : undefined)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
