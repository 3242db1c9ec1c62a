import { useDeferredValue, useState, type ReactNode } from 'react';
import { view } from '@forge/bridge';
import { Button, Combobox } from '../shared/components';
import { usePlatform } from '../shared/context';
import { useApiQuery } from '../shared/query';
import { Chosen } from './Chosen';
import { isPartOfForm, MOST_VALUES, valueIn } from './field-value';
import { usePickerText } from './text';

/** Chooses CIs by type-ahead; what is chosen is the field's value. */
export function App(): ReactNode {
  const text = usePickerText();
  const context = usePlatform();
  const [refs, setRefs] = useState(() => valueIn(context));
  const [typed, setTyped] = useState('');
  const [failed, setFailed] = useState(false);
  const sought = useDeferredValue(typed.trim());
  const found = useApiQuery('cmdb.search', { text: sought, limit: 15 }, { enabled: sought !== '', keep: true });
  const inForm = isPartOfForm(context);
  const hits = sought === '' ? [] : (found.data?.hits ?? []).filter(({ ref }) => !refs.includes(ref));

  const submit = (value: readonly string[]): void => {
    setFailed(false);
    view.submit(value.length === 0 ? null : [...value]).catch(() => setFailed(true));
  };
  const change = (value: string[]): void => {
    setRefs(value);
    if (inForm) submit(value);
  };

  return (
    <div className="pl-picker">
      <Chosen refs={refs} onRemove={(ref) => change(refs.filter((other) => other !== ref))} />
      <Combobox
        aria-label={text('picker.label')}
        listLabel={text('picker.label')}
        placeholder={text('picker.placeholder')}
        disabled={refs.length >= MOST_VALUES}
        text={typed}
        onText={setTyped}
        options={hits.map(({ ref, name, className, stateName }) => ({
          value: ref,
          label: name,
          hint: `${className} · ${stateName} · ${ref}`,
        }))}
        onChoose={({ value }) => {
          setTyped('');
          change([...refs, value]);
        }}
        none={sought === '' || found.isPending ? text('picker.typing') : text('picker.none')}
      />
      {refs.length >= MOST_VALUES ? <p className="pl-hint">{text('picker.full')}</p> : null}
      {failed || found.isError ? (
        <p role="alert" className="pl-field-error">
          {found.isError ? found.error.message : text('picker.failed')}
        </p>
      ) : null}
      {inForm ? null : (
        <Button appearance="primary" onClick={() => submit(refs)}>
          {text('picker.save')}
        </Button>
      )}
    </div>
  );
}
