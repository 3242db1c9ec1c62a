import type { ReactNode } from 'react';
import { DataTable, EmptyState, Loaded, Lozenge } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';

export function VersionList(): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const query = useApiQuery('sla.versions', {});
  const { saved } = usePolicy();
  return (
    <section aria-labelledby="versions-title">
      <h3 id="versions-title">{text('version.title')}</h3>
      <p className="ad-hint">{text('version.intro')}</p>
      <Loaded query={query}>
        {({ versions }) =>
          versions.length === 0 ? (
            <EmptyState title={text('version.none')}>{text('version.none.next')}</EmptyState>
          ) : (
            <DataTable
              caption={text('version.title')}
              captionHidden
              columns={[
                {
                  key: 'version',
                  title: text('version.number'),
                  cell: ({ version }) => (
                    <>
                      {format.number(version)}{' '}
                      {version === saved.version ? <Lozenge tone="success">{text('version.current')}</Lozenge> : null}
                    </>
                  ),
                },
                { key: 'from', title: text('version.from'), cell: ({ from }) => format.dateTime(from) },
                { key: 'by', title: text('version.by'), cell: ({ by }) => by },
              ]}
              rows={[...versions].sort((a, b) => b.version - a.version)}
              rowKey={({ version }) => String(version)}
            />
          )
        }
      </Loaded>
    </section>
  );
}
