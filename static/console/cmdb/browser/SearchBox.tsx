import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Combobox } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { ciPath } from '../shared/paths';
import { useSettled } from '../shared/use-settled';
import { useBrowserText } from './messages';

export interface SearchBoxProps {
  /** The words that the list is filtered by. */
  readonly text: string;
  readonly classKey: string | undefined;
  readonly onSearch: (text: string) => void;
}

const OFFERED = 8;
/** No ref looks like this. */
const WHOLE_LIST = '*';

/** Goes to a CI that is known by its first letters, or, by Enter, shows everything with these words. */
export function SearchBox({ text: words, classKey, onSearch }: SearchBoxProps): ReactNode {
  const text = useBrowserText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(words);
  const [shown, setShown] = useState(words);
  if (shown !== words) {
    // The address changed: a view was chosen, or somebody went back.
    setShown(words);
    setTyped(words);
  }
  const sought = useSettled(typed.trim());
  const found = useApiQuery(
    'cmdb.search',
    { text: sought, limit: OFFERED, ...(classKey === undefined ? {} : { classKey }) },
    { enabled: sought !== '' && sought !== words.trim(), keep: true },
  );
  const own = typed.trim();
  const hits = own === '' || own === words.trim() ? [] : (found.data?.hits ?? []);
  const options = [
    ...(own === '' || own === words.trim() ? [] : [{ value: WHOLE_LIST, label: text('search.all', { words: own }) }]),
    ...hits.map((hit) => ({ value: hit.ref, label: hit.name, hint: `${hit.className} · ${hit.ref}` })),
  ];
  return (
    <div className="cmdb-search">
      <Combobox
        aria-label={text('search.label')}
        listLabel={text('search.label')}
        placeholder={text('search.placeholder')}
        text={typed}
        onText={(next) => {
          setTyped(next);
          if (next.trim() === '' && words !== '') onSearch('');
        }}
        options={options}
        onChoose={({ value }) => {
          if (value === WHOLE_LIST) onSearch(own);
          else void navigate(ciPath(value));
        }}
        none=""
      />
    </div>
  );
}
