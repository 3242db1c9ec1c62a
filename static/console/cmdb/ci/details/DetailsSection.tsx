import { useState, type ReactNode } from 'react';
import { Button, EditIcon } from '../../../../shared/components';
import type { SectionProps } from '../CiPage';
import { useCiText } from '../messages';
import { DetailsForm } from './DetailsForm';
import { DetailsView } from './DetailsView';

/** What is written down about the CI, for reading or in a form at the same place. */
export function DetailsSection({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const [editing, setEditing] = useState(false);
  return (
    <section aria-label={text('page.tab.details')}>
      {editing ? (
        <DetailsForm catalogue={catalogue} view={view} onClose={() => setEditing(false)} />
      ) : (
        <>
          {view.editable ? (
            <p>
              <Button icon={<EditIcon />} onClick={() => setEditing(true)}>
                {text('details.edit')}
              </Button>
            </p>
          ) : null}
          <DetailsView catalogue={catalogue} view={view} />
        </>
      )}
    </section>
  );
}
