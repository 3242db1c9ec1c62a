import { useState, type ReactNode } from 'react';
import { Button, ErrorState } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { useFormat } from '../../shared/format';
import { useApiQuery } from '../../shared/query';
import { useQueryClient } from '@tanstack/react-query';
import type { PanelCi } from './CiCard';
import { ConsoleLink } from './ConsoleLink';
import { useCiText } from './messages';

type Known = NonNullable<PanelCi['impact']>;
type Service = Known['services'][number];

/** Services shown at once; the map has all of them. */
const SHOWN = 5;

/** Which services fall with the CI, as last analysed; why they do, and a fresh analysis, when somebody asks. */
export function Impact({ ci }: { readonly ci: PanelCi }): ReactNode {
  const text = useCiText();
  const { impact, brief } = ci;
  return (
    <div className="cis-impact">
      {impact === null ? <p>{text('panel.cis.impact.never')}</p> : <Counts impact={impact} />}
      {impact === null ? null : <Services ci={ci} services={impact.services} />}
      <div className="panel-actions">
        {impact === null || impact.outdated ? <Analyse ci={ci} /> : null}
        <ConsoleLink
          path={`/cmdb/map?ci=${brief.ref}&impact=1`}
          label={text('panel.cis.map.label', { name: brief.name })}
        >
          {text('panel.cis.map')}
        </ConsoleLink>
      </div>
    </div>
  );
}

function Counts({ impact: { counts, outdated, truncated, asOf } }: { readonly impact: Known }): ReactNode {
  const text = useCiText();
  const format = useFormat();
  return (
    <p>
      {counts.impacted === 0 ? text('panel.cis.impact.nothing') : text('panel.cis.impact.counts', counts)}
      {truncated ? <span className="cis-note"> {text('panel.cis.impact.truncated')}</span> : null}
      {outdated ? (
        <span className="cis-note"> {text('panel.cis.impact.outdated', { at: format.dateTime(asOf) })}</span>
      ) : null}
    </p>
  );
}

/** Asks for the analysis, which the panel's next read then finds. */
function Analyse({ ci: { brief, impact } }: { readonly ci: PanelCi }): ReactNode {
  const text = useCiText();
  const client = useQueryClient();
  const query = useApiQuery('cmdb.impact', { refs: [brief.ref] }, { enabled: false });
  const analyse = async (): Promise<void> => {
    const { isSuccess } = await query.refetch();
    if (isSuccess) await client.invalidateQueries({ queryKey: ['cmdb.panel'] });
  };
  const kind = impact === null ? 'analyse' : 'again';
  return (
    <>
      <Button
        disabled={query.isFetching}
        aria-label={text(`panel.cis.impact.${kind}.label`, { name: brief.name })}
        onClick={() => void analyse()}
      >
        {query.isFetching ? text('panel.cis.impact.running') : text(`panel.cis.impact.${kind}`)}
      </Button>
      {query.error === null ? null : <ErrorState error={query.error} />}
    </>
  );
}

function Services({ ci, services }: { readonly ci: PanelCi; readonly services: readonly Service[] }): ReactNode {
  const text = useCiText();
  const [asked, setAsked] = useState<string>();
  const all = ci.impact?.counts.services ?? services.length;
  const shown = services.slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <ul className="cis-services">
      {shown.map((service) => (
        <li key={service.ref}>
          <ConsoleLink path={`/cmdb/ci/${service.ref}`} label={text('panel.cis.opens', { name: service.name })}>
            {service.name}
          </ConsoleLink>{' '}
          <button
            type="button"
            className="cis-why"
            aria-expanded={asked === service.ref}
            aria-label={text('panel.cis.why.label', { service: service.name, name: ci.brief.name })}
            onClick={() => setAsked(asked === service.ref ? undefined : service.ref)}
          >
            {text('panel.cis.why')}
          </button>
          {asked === service.ref ? <Why ci={ci} service={service} /> : null}
        </li>
      ))}
      {all > shown.length ? (
        <li className="cis-note">{text('panel.cis.impact.unlisted', { count: all - shown.length })}</li>
      ) : null}
    </ul>
  );
}

/** The path from the CI to the service, by name. */
function Why({ ci, service }: { readonly ci: PanelCi; readonly service: Service }): ReactNode {
  const text = useCiText();
  const query = useApiQuery('cmdb.impact', { refs: [ci.brief.ref] });
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <p role="status">{text('panel.cis.impact.running')}</p>;
  return (
    <p className="cis-path" role="status">
      {reason(query.data, service, text)}
    </p>
  );
}

function reason(view: OutputOf<'cmdb.impact'>, { ref }: Service, text: ReturnType<typeof useCiText>): string {
  const found = view.impacted.find(({ id }) => id === ref);
  if (found === undefined) return text('panel.cis.why.gone');
  const names = new Map(view.nodes.flatMap((node) => (node.kind === 'ci' ? [[node.id, node.name] as const] : [])));
  const path = found.path.map((id) => names.get(id) ?? text('panel.cis.why.restricted')).join(' → ');
  const { because } = found;
  if (because.kind === 'direct') return path;
  const left = because.inService - because.failed;
  return `${path}. ${text('panel.cis.why.redundancy', { need: because.need, of: because.inService, left })}`;
}
