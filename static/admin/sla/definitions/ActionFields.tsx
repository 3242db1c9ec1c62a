import type { ReactNode } from 'react';
import { Select } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { PlacedField } from '../parts/Place';
import type { EscalationAction } from '../policy';
import { MentionPicker } from './MentionPicker';
import { PersonChoice } from './PersonChoice';

export interface ActionFieldsProps<A extends EscalationAction = EscalationAction> {
  readonly action: A;
  readonly path: string;
  readonly onChange: (action: EscalationAction) => void;
}

/** What each kind of action still has to be told. */
export function ActionFields({ action, path, onChange }: ActionFieldsProps): ReactNode {
  const text = useSlaText();
  switch (action.do) {
    case 'comment':
      return <CommentFields action={action} path={path} onChange={onChange} />;
    case 'assign':
      return (
        <PlacedField path={`${path}.to`} label={text('action.assign.to')} required>
          {(control) => (
            <PersonChoice
              {...control}
              accountId={action.to.accountId}
              onChange={(accountId) => onChange({ ...action, to: { accountId } })}
            />
          )}
        </PlacedField>
      );
    case 'raisePriority':
      return <p className="pl-hint">{text('action.raisePriority.hint')}</p>;
    case 'label':
      return (
        <PlacedField path={`${path}.label`} label={text('action.label.name')} required>
          {(control) => (
            <input
              {...control}
              className="pl-input"
              maxLength={255}
              value={action.label}
              onChange={(event) => onChange({ ...action, label: event.target.value })}
            />
          )}
        </PlacedField>
      );
    case 'link':
      return <LinkFields action={action} path={path} onChange={onChange} />;
  }
}

function CommentFields({
  action,
  path,
  onChange,
}: ActionFieldsProps<Extract<EscalationAction, { do: 'comment' }>>): ReactNode {
  const text = useSlaText();
  return (
    <>
      <PlacedField path={`${path}.text`} label={text('action.comment.text')} required>
        {(control) => (
          <textarea
            {...control}
            className="pl-input"
            rows={2}
            maxLength={1000}
            value={action.text}
            onChange={(event) => onChange({ ...action, text: event.target.value })}
          />
        )}
      </PlacedField>
      <PlacedField
        path={`${path}.mention`}
        label={text('action.comment.mention')}
        hint={text('action.comment.mention.hint')}
      >
        {(control) => (
          <MentionPicker
            {...control}
            mentions={action.mention}
            onChange={(mention) => onChange({ ...action, mention })}
          />
        )}
      </PlacedField>
    </>
  );
}

function LinkFields({
  action,
  path,
  onChange,
}: ActionFieldsProps<Extract<EscalationAction, { do: 'link' }>>): ReactNode {
  const text = useSlaText();
  const { linkTypes } = usePolicy().vocabulary;
  return (
    <div className="sla-row">
      <PlacedField path={`${path}.linkTypeId`} label={text('action.link.type')} required>
        {(control) => (
          <Select
            {...control}
            value={action.linkTypeId === '' ? undefined : action.linkTypeId}
            options={linkTypes.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(linkTypeId) => onChange({ ...action, linkTypeId })}
          />
        )}
      </PlacedField>
      <PlacedField path={`${path}.to`} label={text('action.link.to')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            placeholder="ABC-123"
            value={action.to}
            onChange={(event) => onChange({ ...action, to: event.target.value.trim().toUpperCase() })}
          />
        )}
      </PlacedField>
    </div>
  );
}
