import type { ReactNode } from 'react';
import { Loaded, SiteLink, Skeleton } from '../../../../shared/components';
import { useApiQuery } from '../../../../shared/query';
import { navigatorPath } from '../../shared/paths';
import type { SectionProps } from '../CiPage';
import { useCiText } from '../messages';
import { IssueList } from './IssueList';

/** The issues that name this CI: open ones listed, all of them a click away. */
export function IssuesSection({ view }: SectionProps): ReactNode {
  const text = useCiText();
  const issues = useApiQuery('cmdb.issues', { ref: view.brief.ref });
  return (
    <section aria-label={text('page.tab.issues')}>
      <Loaded query={issues} skeleton={<Skeleton lines={4} height={28} />}>
        {({ open, all }) => (
          <>
            <h3>{text('issues.open')}</h3>
            <IssueList found={open} none={text('issues.none', { name: view.brief.name })} />
            <h3>{text('issues.all')}</h3>
            {all === null ? (
              <p>{text('issues.noField')}</p>
            ) : (
              <p>
                <SiteLink to={navigatorPath(all.jql)}>
                  {text('issues.counts', { closed: all.count - open.count, count: all.count })}
                </SiteLink>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
