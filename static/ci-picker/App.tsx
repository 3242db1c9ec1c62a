import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, VisuallyHidden } from '../shared/components';
import { usePlatform } from '../shared/context';
import { useBriefs, type Brief } from './briefs';
import { Chosen } from './Chosen';
import { MOST_VALUES } from './field-value';
import { Finder } from './Finder';
import { recentRefs, remember } from './recent';
import { usePickerText } from './text';
import { useField } from './use-field';
import './picker.css';

/** Chooses CIs by type-ahead; what is chosen is the field's value. */
export function App(): ReactNode {
  const text = usePickerText();
  const field = useField(usePlatform());
  const { refs } = field;
  const [typed, setTyped] = useState('');
  const [recent] = useState(recentRefs);
  const [found, setFound] = useState<ReadonlyMap<string, Brief>>(new Map());
  const [said, setSaid] = useState('');
  const briefs = useBriefs([...new Set([...refs, ...recent])].slice(0, MOST_VALUES), found);
  const nameOf = (ref: string): string => briefs.byRef.get(ref)?.name ?? ref;

  const add = (brief: Brief): void => {
    setTyped('');
    remember(brief.ref);
    setFound(new Map([...found, [brief.ref, brief]]));
    setSaid(text('picker.said.added', { name: brief.name, count: refs.length + 1 }));
    field.change([...refs, brief.ref]);
  };
  const remove = (ref: string): void => {
    setSaid(text('picker.said.removed', { name: nameOf(ref), count: refs.length - 1 }));
    field.change(refs.filter((other) => other !== ref));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = refs.at(-1);
    if (event.key !== 'Backspace' || typed !== '' || last === undefined) return;
    // Not on the buttons that remove: there it would remove another one.
    if (event.target instanceof HTMLInputElement) remove(last);
  };

  return (
    <main className="pl-picker ci-picker" aria-label={text('picker.label')} onKeyDown={onKeyDown}>
      <Chosen refs={refs} briefs={briefs} onRemove={remove} />
      <Finder
        typed={typed}
        onTyped={setTyped}
        chosen={refs}
        recent={recent.flatMap((ref) => briefs.byRef.get(ref) ?? [])}
        onChoose={add}
      />
      {refs.length >= MOST_VALUES ? <p className="pl-hint">{text('picker.full')}</p> : null}
      {briefs.error === null ? null : (
        <p role="alert" className="pl-field-error">
          {briefs.error.message} <Button onClick={briefs.retry}>{text('picker.again')}</Button>
        </p>
      )}
      <Handing field={field} />
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </main>
  );
}

/** The way to Jira: a button where no form of Jira's is around the field, and what went wrong. */
function Handing({
  field: { submit, saving, refused, inForm },
}: {
  readonly field: ReturnType<typeof useField>;
}): ReactNode {
  const text = usePickerText();
  return (
    <>
      {refused === undefined ? null : (
        <p role="alert" className="pl-field-error">
          {text('picker.failed', { why: refused })}{' '}
          {inForm ? <Button onClick={submit}>{text('picker.again')}</Button> : null}
        </p>
      )}
      {inForm ? null : (
        <Button appearance="primary" disabled={saving} onClick={submit}>
          {text(saving ? 'picker.saving' : 'picker.save')}
        </Button>
      )}
    </>
  );
}
