import type { ReactNode } from 'react';
import { ClassIcon } from '../shared/cmdb/ClassIcon';
import { Button, Combobox } from '../shared/components';
import { useApiQuery } from '../shared/query';
import { useSettled } from '../shared/use-settled';
import type { Brief } from './briefs';
import { MOST_VALUES } from './field-value';
import { usePickerText } from './text';

const OFFERED = 15;

export interface FinderProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly chosen: readonly string[];
  readonly recent: readonly Brief[];
  readonly onChoose: (brief: Brief) => void;
}

/** Type-ahead over names, references and identifiers; before anything is typed, what was used last. */
export function Finder({ typed, onTyped, chosen, recent, onChoose }: FinderProps): ReactNode {
  const text = usePickerText();
  const wanted = typed.trim();
  const sought = useSettled(wanted);
  const found = useApiQuery('cmdb.search', { text: sought, limit: OFFERED }, { enabled: sought !== '', keep: true });
  const offered: readonly Brief[] = wanted === '' ? recent : (found.data?.hits ?? []);
  const hits = offered.filter(({ ref }) => !chosen.includes(ref));
  const waiting = sought !== wanted || found.isFetching;
  const none =
    wanted === '' ? text('picker.typing') : waiting ? text('picker.searching') : text('picker.none', { text: wanted });
  return (
    <>
      <Combobox
        aria-label={text('picker.label')}
        listLabel={wanted === '' && hits.length > 0 ? text('picker.recent') : text('picker.label')}
        placeholder={text('picker.placeholder')}
        disabled={chosen.length >= MOST_VALUES}
        text={typed}
        onText={onTyped}
        options={hits.map(({ ref, name, className, stateName, icon }) => ({
          value: ref,
          label: name,
          icon: <ClassIcon icon={icon} />,
          hint: text('picker.hint', { class: className, state: stateName, ref }),
        }))}
        onChoose={({ value }) => {
          const hit = hits.find(({ ref }) => ref === value);
          if (hit !== undefined) onChoose(hit);
        }}
        none={found.error === null || wanted === '' ? none : ''}
      />
      {found.error === null || wanted === '' ? null : (
        <p role="alert" className="pl-field-error">
          {found.error.message} <Button onClick={() => void found.refetch()}>{text('picker.again')}</Button>
        </p>
      )}
    </>
  );
}
