import type { ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { useCiText } from './messages';
import type { Pages } from './use-pages';

/** Asks for the next page; says so when it did not come. */
export function MoreButton({ pages }: { readonly pages: Pages<unknown> }): ReactNode {
  const text = useCiText();
  if (!pages.hasMore) return null;
  return (
    <p className="cmdb-actions">
      <Button disabled={pages.loading} onClick={pages.more}>
        {text('more')}
      </Button>
      {pages.error === null ? null : (
        <span role="alert" className="pl-field-error">
          {pages.error.message}
        </span>
      )}
    </p>
  );
}
