import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { CatalogueState, CiView } from '../../../../src/cmdb/cmdb.shapes';
import { ApiError } from '../../../shared/api';
import { EmptyState, Loaded, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { BROWSER } from '../shared/paths';
import { CausesSection } from './analysis/CausesSection';
import { ImpactSection } from './analysis/ImpactSection';
import { WeakPointsSection } from './analysis/WeakPointsSection';
import { CiHeader } from './CiHeader';
import { DetailsSection } from './details/DetailsSection';
import { HealthSection } from './health/HealthSection';
import { HistorySection } from './history/HistorySection';
import { IssuesSection } from './issues/IssuesSection';
import { MapSection } from './map/MapSection';
import { ciMessages, useCiText } from './messages';
import { RelationsSection } from './relations/RelationsSection';
import './ci.css';

export interface SectionProps {
  readonly catalogue: CatalogueState;
  readonly view: CiView;
}

/** In the order of the tabs. A section asks for its own data, and only once it is looked at. */
const SECTIONS = {
  details: DetailsSection,
  relations: RelationsSection,
  map: MapSection,
  impact: ImpactSection,
  causes: CausesSection,
  weakPoints: WeakPointsSection,
  issues: IssuesSection,
  history: HistorySection,
  health: HealthSection,
} as const;
type Section = keyof typeof SECTIONS;
const TABS = [
  'details',
  'relations',
  'map',
  'impact',
  'causes',
  'weakPoints',
  'issues',
  'history',
  'health',
] as const satisfies Section[];

/** One CI: what it is, what hangs on it, and what may be done with it. */
export function CiPage(): ReactNode {
  const { ref = '' } = useParams();
  return (
    <WithMessages messages={ciMessages}>
      <CiLoaded key={ref} ciRef={ref} />
    </WithMessages>
  );
}

function CiLoaded({ ciRef }: { readonly ciRef: string }): ReactNode {
  const text = useCiText();
  const found = useApiQuery('cmdb.get', { ref: ciRef });
  const catalogue = useApiQuery('cmdb.catalogue', {});
  if (found.error instanceof ApiError && (found.error.code === 'NOT_FOUND' || found.error.code === 'INVALID_INPUT'))
    return (
      <EmptyState title={text('page.missing')} action={<Link to={BROWSER}>{text('page.toBrowser')}</Link>}>
        {text('page.missing.why', { ref: ciRef })}
      </EmptyState>
    );
  return (
    <Loaded query={catalogue} skeleton={<Skeleton lines={8} height={20} />}>
      {(state) => (
        <Loaded query={found} skeleton={<Skeleton lines={8} height={20} />}>
          {(view) => <Ci catalogue={state} view={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Ci({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const [params] = useSearchParams();
  const current = TABS.find((tab) => tab === params.get('tab')) ?? 'details';
  const Shown = SECTIONS[current];
  return (
    <article aria-labelledby="cmdb-ci-title">
      <CiHeader view={view} />
      <nav className="pl-nav cmdb-ci-tabs" aria-label={text('page.tabs')}>
        {TABS.map((tab) => (
          <Link
            key={tab}
            to={{ search: tab === 'details' ? '' : `?tab=${tab}` }}
            className="pl-tab"
            aria-current={tab === current ? 'page' : undefined}
          >
            {text(`page.tab.${tab}`)}
          </Link>
        ))}
      </nav>
      <Shown catalogue={catalogue} view={view} />
    </article>
  );
}
