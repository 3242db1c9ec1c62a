import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CiView } from '../../../../src/cmdb/cmdb.shapes';
import { Button, CheckIcon } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { queryOf, useApiCommand } from '../../../shared/query';
import { ClassIcon } from '../shared/ClassIcon';
import { CriticalityLozenge, StateLozenge } from '../shared/lozenges';
import { useCmdbText } from '../shared/messages';
import { mapPath } from '../shared/paths';
import { DeleteDialog } from './DeleteDialog';
import { useCiText } from './messages';

/** What the CI is at a glance, and what may be done with it as a whole. */
export function CiHeader({ view }: { readonly view: CiView }): ReactNode {
  const text = useCiText();
  const [deleting, setDeleting] = useState(false);
  const { brief, editable, attestable } = view;
  return (
    <header className="cmdb-ci-header">
      <div className="cmdb-ci-title">
        <ClassIcon icon={brief.icon} />
        <h2 id="cmdb-ci-title">{brief.name}</h2>
        <StateLozenge ci={brief} />
        <CriticalityLozenge criticality={brief.criticality} />
      </div>
      <div className="cmdb-actions">
        <Link className="pl-button cmdb-button-link" to={mapPath(brief.ref)}>
          {text('page.map')}
        </Link>
        {attestable ? <Attest view={view} /> : null}
        {editable ? <Button onClick={() => setDeleting(true)}>{text('page.delete')}</Button> : null}
      </div>
      <Facts view={view} />
      {deleting ? <DeleteDialog ciRef={brief.ref} onClose={() => setDeleting(false)} /> : null}
    </header>
  );
}

function Facts({ view: { ci, brief, people } }: { readonly view: CiView }): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const format = useFormat();
  const attested =
    ci.attestedAt === null
      ? text('page.neverAttested')
      : text('page.attested', {
          at: format.date(ci.attestedAt),
          by: ci.attestedBy === null ? '–' : (people[ci.attestedBy] ?? ci.attestedBy),
        });
  const facts = [
    [cmdb('cmdb.field.classKey'), brief.className],
    [cmdb('cmdb.field.ref'), brief.ref],
    [cmdb('cmdb.field.owner'), ci.owner === null ? text('page.nobody') : (people[ci.owner] ?? ci.owner)],
    [cmdb('cmdb.field.supportGroup'), ci.supportGroup ?? cmdb('cmdb.notFilled')],
    [cmdb('cmdb.field.attestedAt'), attested],
  ] as const;
  return (
    <dl className="cmdb-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The owner says that what stands here is true, as it stands in the version they saw. */
function Attest({ view: { brief, version } }: { readonly view: CiView }): ReactNode {
  const text = useCiText();
  const client = useQueryClient();
  const attest = useApiCommand('cmdb.attest', { changes: ['cmdb.history'] });
  const { queryKey } = queryOf('cmdb.get', { ref: brief.ref });
  return (
    <>
      <Button
        icon={<CheckIcon />}
        disabled={attest.isPending}
        onClick={() =>
          attest.mutate(
            { ref: brief.ref, expectedVersion: version },
            {
              onSuccess: (after) => client.setQueryData(queryKey, after),
              // What was changed meanwhile is shown before anybody says that it is true.
              onError: () => void client.invalidateQueries({ queryKey }),
            },
          )
        }
      >
        {text('page.attest')}
      </Button>
      {attest.error === null ? null : (
        <span role="alert" className="pl-field-error">
          {attest.error.message}
        </span>
      )}
    </>
  );
}
