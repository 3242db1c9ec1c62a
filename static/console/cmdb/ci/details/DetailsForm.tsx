import { useRef, type FormEvent, type ReactNode } from 'react';
import type { CatalogueState, ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, Field, WarningIcon } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { ClassSelect } from '../../shared/ClassSelect';
import { useCmdbText } from '../../shared/messages';
import type { SectionProps } from '../CiPage';
import { AttributeFields } from '../form/AttributeFields';
import { CommonFields } from '../form/CommonFields';
import { fieldErrors } from '../form/field-errors';
import { useFocusOnRefusal } from '../form/focus-invalid';
import { FormErrors } from '../form/FormErrors';
import { IdentifierFields } from '../form/IdentifierFields';
import { RedundancyFields } from '../form/RedundancyFields';
import { rowPaths } from '../form/rows';
import { at, attributePath, COMMON, leftBehind, type Values } from '../form/values';
import { useCiText } from '../messages';
import { OvertakenNotice } from './OvertakenNotice';
import { useEdit } from './use-edit';

export interface DetailsFormProps extends SectionProps {
  readonly onClose: () => void;
}

/** Saves only what was changed here, onto the version that was seen. */
export function DetailsForm({ catalogue, view, onClose }: DetailsFormProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const form = useRef<HTMLFormElement>(null);
  const edit = useEdit(view, catalogue.classes);
  const { values, names } = edit;
  const ciClass = catalogue.classes.find(({ key }) => key === at(values, 'classKey'));
  const errors = fieldErrors(edit.error);
  useFocusOnRefusal(form, edit.error);
  const shown = [
    'classKey',
    ...COMMON,
    ...(ciClass?.attributes ?? []).map(({ key }) => attributePath(key)),
    ...rowPaths(at(values, 'redundancy'), at(values, 'identifiers')),
  ];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!edit.saving) edit.save(onClose);
  };
  const fields = { values, names, errors, onChange: edit.change };
  return (
    <form ref={form} className="cmdb-details-form" aria-label={text('details.edit')} onSubmit={submit} noValidate>
      {edit.overtaken === null ? null : (
        <OvertakenNotice
          overtaken={edit.overtaken}
          catalogue={catalogue}
          values={values}
          names={names}
          onTake={edit.change}
        />
      )}
      <Field label={cmdb('cmdb.field.classKey')} required error={errors.at('classKey')}>
        {(control) => (
          <ClassSelect
            {...control}
            concreteOnly
            classes={catalogue.classes}
            value={at(values, 'classKey')}
            onChange={(key) => edit.change('classKey', key)}
          />
        )}
      </Field>
      {ciClass === undefined ? null : (
        <>
          <LeftBehind catalogue={catalogue} before={view.ci.classKey} ciClass={ciClass} values={values} />
          <CommonFields ciClass={ciClass} {...fields} />
          {ciClass.attributes.length === 0 ? null : <h3>{text('form.attributes', { name: ciClass.name })}</h3>}
          <AttributeFields ciClass={ciClass} {...fields} />
          <RedundancyFields
            catalogue={catalogue}
            ciClass={ciClass}
            value={at(values, 'redundancy')}
            errors={errors}
            onChange={(rules) => edit.change('redundancy', rules)}
          />
          <IdentifierFields
            value={at(values, 'identifiers')}
            errors={errors}
            onChange={(identifiers) => edit.change('identifiers', identifiers)}
          />
        </>
      )}
      <FormErrors messages={errors.elsewhere(shown)} />
      <div className="cmdb-actions">
        <Button type="submit" appearance="primary" disabled={edit.saving || !edit.dirty}>
          {cmdb('cmdb.save')}
        </Button>
        <Button appearance="subtle" onClick={onClose}>
          {cmdb('cmdb.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface LeftBehindProps {
  readonly catalogue: CatalogueState;
  /** The class that the CI has so far. */
  readonly before: string;
  readonly ciClass: ClassView;
  readonly values: Values;
}

/** Says which values have no place in the class, before they go. */
function LeftBehind({ catalogue, before, ciClass, values }: LeftBehindProps): ReactNode {
  const text = useCiText();
  const format = useFormat();
  const paths = leftBehind(values, ciClass);
  if (paths.length === 0) return null;
  const was = catalogue.classes.find(({ key }) => key === before);
  const named = paths.map(
    (path) => was?.attributes.find(({ key }) => attributePath(key) === path)?.name ?? path.slice(11),
  );
  return (
    <p className="cmdb-notice" data-tone="warning" role="status">
      <WarningIcon />
      {text('form.leftBehind', { name: ciClass.name, attributes: format.list(named) })}
    </p>
  );
}
