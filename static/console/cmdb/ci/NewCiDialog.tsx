import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { CatalogueState, ClassView } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Field } from '../../../shared/components';
import { useApiCommand } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { ClassSelect } from '../shared/ClassSelect';
import { Dialog } from '../shared/Dialog';
import { useCmdbText } from '../shared/messages';
import { ciPath } from '../shared/paths';
import { AttributeFields } from './form/AttributeFields';
import { CommonFields } from './form/CommonFields';
import { fieldErrors } from './form/field-errors';
import { FormErrors } from './form/FormErrors';
import { useFocusOnRefusal } from './form/focus-invalid';
import { attributePath, COMMON, draftOf, type Values } from './form/values';
import { ciMessages, useCiText } from './messages';
import './ci.css';

export interface NewCiDialogProps {
  readonly catalogue: CatalogueState;
  /** What the list is filtered by, taken as a first guess. */
  readonly classKey: string | undefined;
  readonly onClose: () => void;
}

export function NewCiDialog(props: NewCiDialogProps): ReactNode {
  return (
    <WithMessages messages={ciMessages}>
      <NewCi {...props} />
    </WithMessages>
  );
}

/** Class, name and everything the class asks for; what is wrong is said at its field. */
function NewCi({ catalogue, classKey, onClose }: NewCiDialogProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const create = useApiCommand('cmdb.create');
  const form = useRef<HTMLFormElement>(null);
  const [ciClass, setClass] = useState(() => concrete(catalogue, classKey));
  const [values, setValues] = useState<Values>(() => (ciClass === undefined ? {} : startOf(ciClass)));
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const errors = fieldErrors(create.error);
  useFocusOnRefusal(form, create.error);

  const choose = (key: string): void => {
    const chosen = concrete(catalogue, key);
    if (chosen === undefined) return;
    create.reset();
    setClass(chosen);
    // What the two classes have in common stays filled in.
    setValues((before) => ({ ...before, ...startOf(chosen) }));
  };
  const change = (path: string, value: string, name?: string): void => {
    setValues((before) => ({ ...before, [path]: value }));
    if (name !== undefined) setNames((before) => ({ ...before, [value]: name }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ciClass === undefined || create.isPending) return;
    create.mutate(
      { draft: draftOf(onlyOf(ciClass, values)) },
      {
        onSuccess: ({ ci }) => {
          client.removeQueries({ queryKey: ['cmdb.list'] });
          void navigate(ciPath(ci.ref));
        },
      },
    );
  };
  return (
    <Dialog title={text('new.title')} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <Field
          label={cmdb('cmdb.field.classKey')}
          required
          hint={ciClass?.help ?? undefined}
          error={errors.at('classKey')}
        >
          {(control) => (
            <ClassSelect {...control} concreteOnly classes={catalogue.classes} value={ciClass?.key} onChange={choose} />
          )}
        </Field>
        {ciClass === undefined ? (
          <p className="pl-hint">{text('new.chooseClass')}</p>
        ) : (
          <>
            <CommonFields ciClass={ciClass} values={values} names={names} errors={errors} onChange={change} />
            {ciClass.attributes.length === 0 ? null : <h3>{text('form.attributes', { name: ciClass.name })}</h3>}
            <AttributeFields ciClass={ciClass} values={values} names={names} errors={errors} onChange={change} />
          </>
        )}
        <FormErrors messages={errors.elsewhere(shownPaths(ciClass))} />
        <div className="cmdb-actions cmdb-dialog-actions">
          <Button type="submit" appearance="primary" disabled={ciClass === undefined || create.isPending}>
            {text('new.create')}
          </Button>
          <Button appearance="subtle" onClick={onClose}>
            {cmdb('cmdb.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const concrete = ({ classes }: CatalogueState, key: string | undefined): ClassView | undefined =>
  classes.find((one) => one.key === key && !one.abstract && one.readable);

/** A new CI begins in the class's first state that is in service, as the server would have it. */
function startOf({ key, states }: ClassView): Values {
  const state = states.find(({ inService }) => inService) ?? states[0];
  return { classKey: key, ...(state === undefined ? {} : { state: state.key }) };
}

const shownPaths = (ciClass: ClassView | undefined): string[] => [
  'classKey',
  ...COMMON,
  ...(ciClass?.attributes ?? []).map(({ key }) => attributePath(key)),
];

/** Without what was filled in while another class was chosen. */
function onlyOf(ciClass: ClassView, values: Values): Values {
  const shown = shownPaths(ciClass);
  return Object.fromEntries(Object.entries(values).filter(([path]) => shown.includes(path)));
}
