import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyState, Loaded, Lozenge, Skeleton } from '../../../../shared/components';
import type { OutputOf } from '../../../../shared/api';
import { useFormat } from '../../../../shared/format';
import { useApiQuery } from '../../../../shared/query';
import { ciPath } from '../../shared/paths';
import type { SectionProps } from '../CiPage';
import { useCiText } from '../messages';

type Health = OutputOf<'cmdb.healthOf'>;
type Finding = Health['findings'][number];

/** What is wrong with the CI now, and what to do about it. */
export function HealthSection({ view }: SectionProps): ReactNode {
  const text = useCiText();
  const query = useApiQuery('cmdb.healthOf', { ref: view.brief.ref });
  return (
    <section aria-label={text('page.tab.health')}>
      <Loaded query={query} skeleton={<Skeleton lines={4} height={28} />}>
        {(health) => <Findings health={health} name={view.brief.name} />}
      </Loaded>
    </section>
  );
}

function Findings({ health, name }: { readonly health: Health; readonly name: string }): ReactNode {
  const text = useCiText();
  const format = useFormat();
  const { examined, findings, asOf } = health;
  return (
    <>
      {!examined ? (
        <EmptyState title={text('health.retired', { name })}>{text('health.retired.why')}</EmptyState>
      ) : findings.length === 0 ? (
        <EmptyState title={text('health.well', { name })}>{text('health.well.why')}</EmptyState>
      ) : (
        <ul className="cmdb-plain-list cmdb-findings">
          {findings.map((finding) => (
            <li key={finding.rule}>
              <Lozenge tone="warning">{text(`health.${finding.rule}`)}</Lozenge>
              <What finding={finding} />
            </li>
          ))}
        </ul>
      )}
      <p className="pl-hint">
        {text('health.asOf', { at: format.dateTime(asOf) })} <Link to="/cmdb/health">{text('health.page')}</Link>
      </p>
    </>
  );
}

/** Of what is missing and of doubles the names are all there is to say. */
function What({ finding: { rule, details } }: { readonly finding: Finding }): ReactNode {
  const text = useCiText();
  const format = useFormat();
  if (rule === 'incomplete') return <p>{text('health.incomplete.next', { names: format.list(details) })}</p>;
  if (rule === 'duplicate')
    return (
      <div>
        <p>{text('health.duplicate.next', { refs: format.list(details) })}</p>
        <ul className="cmdb-plain-list">
          {details.map((ref) => (
            <li key={ref}>
              <Link to={ciPath(ref)}>{ref}</Link>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <div>
      {details.map((detail) => (
        <p key={detail}>{detail}</p>
      ))}
      <p className="pl-hint">{text(`health.${rule}.next`)}</p>
    </div>
  );
}
