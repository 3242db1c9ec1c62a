import type { ReactNode } from 'react';
import { Button, SiteLink, WarningIcon } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { navigatorPath } from '../../shared/paths';
import type { Failure } from '../failure';
import { useMapText } from '../messages';
import { CiButton } from './CiButton';
import { LongList } from './LongList';
import type { SidePanelProps } from './SidePanel';

interface FailurePanelProps extends SidePanelProps {
  readonly failure: Failure;
}

/** What breaks, business services first. */
export function FailurePanel(props: FailurePanelProps): ReactNode {
  const { failure, words, settings, actions } = props;
  const text = useMapText();
  const format = useFormat();
  const { counts, unknown } = failure.view;
  const named = settings.fails.map((id) => words.name(id));
  return (
    <section aria-labelledby="map-fails">
      <h2 id="map-fails" className="map-side-title">
        <WarningIcon />{' '}
        {text(named.length > 1 ? 'map.fails.headings' : 'map.fails.heading', { names: format.list(named) })}
      </h2>
      {settings.fails.length > 1 ? <Failing {...props} /> : null}
      <p role="status">
        {counts.impacted === 0
          ? text('map.fails.none')
          : text('map.fails.counts', { services: counts.services, others: counts.impacted - counts.services })}
        {counts.spared > 0 ? `; ${text('map.fails.spared', { count: counts.spared })}` : ''}.
      </p>
      <Button onClick={actions.endFailure}>{text('map.fails.end')}</Button>
      {unknown.length === 0 ? null : <p>{text('map.fails.unknown', { refs: format.list(unknown) })}</p>}
      <Hit {...props} />
      <OnTheWay {...props} />
    </section>
  );
}

function Failing({ settings, words, actions }: FailurePanelProps): ReactNode {
  const text = useMapText();
  return (
    <ul className="pl-tags">
      {settings.fails.map((id) => (
        <li key={id} className="pl-tag">
          {words.name(id)}
          <button
            type="button"
            aria-label={text('map.fails.remove', { name: words.name(id) })}
            onClick={() => actions.unfail(id)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function Hit({ failure, selected, actions, words }: FailurePanelProps): ReactNode {
  const text = useMapText();
  const all = [...failure.impacted.values()];
  const parts = [
    ['map.fails.services', all.filter(({ service }) => service).map(({ id }) => id)],
    ['map.fails.others', all.filter(({ service }) => !service).map(({ id }) => id)],
    ['map.fails.sparedList', [...failure.spared.keys()]],
  ] as const;
  const notListed = failure.view.counts.impacted - all.length;
  return (
    <>
      {parts.map(([title, ids]) =>
        ids.length === 0 ? null : (
          <div key={title}>
            <h3 className="map-side-subtitle">{text(title)}</h3>
            <LongList items={ids}>
              {(id) => (
                <CiButton
                  id={id}
                  node={failure.named.get(id)}
                  current={id === selected}
                  onSelect={actions.show}
                  note={
                    title === 'map.fails.services' ? <span className="map-ci-why">{words.why(failure, id)}</span> : null
                  }
                />
              )}
            </LongList>
          </div>
        ),
      )}
      {notListed > 0 ? <p className="pl-hint">{text('map.fails.notListed', { count: notListed })}</p> : null}
      {failure.offMap.length > 0 ? (
        <p className="pl-hint">{text('map.fails.offMap', { count: failure.offMap.length })}</p>
      ) : null}
    </>
  );
}

function OnTheWay({ failure: { view } }: FailurePanelProps): ReactNode {
  const text = useMapText();
  const { count, jql, cut } = view.open;
  if (jql === null || count === 0) return null;
  return (
    <p>
      <SiteLink to={navigatorPath(jql)}>{text('map.fails.open', { count })}</SiteLink>
      {cut ? <span className="pl-hint"> {text('map.fails.openCut')}</span> : null}
    </p>
  );
}
