import { useState, type FormEvent, type ReactNode } from 'react';
import type { InputIssue } from '../../../src/contract/rpc';
import type { OutputOf } from '../../shared/api';
import { usePlatform } from '../../shared/context';
import { Button, Field, Loaded, Select } from '../../shared/components';
import { useApiQuery } from '../../shared/query';
import { PeoplePicker, type Person } from '../roles/PeoplePicker';
import { useText } from '../text';
import type { Choices } from './SetupPage';

type Options = OutputOf<'setup.options'>;
type Practice = Options['practices'][number]['key'];
type Role = Options['roles'][number]['key'];

export interface Draft {
  readonly where: 'new' | 'existing';
  readonly key: string;
  readonly name: string;
  readonly projectId: string | undefined;
  readonly practices: readonly Practice[];
  readonly people: Readonly<Partial<Record<Role, readonly Person[]>>>;
}

export const emptyDraft: Draft = {
  where: 'new',
  key: 'ITSM',
  name: 'IT service management',
  projectId: undefined,
  practices: ['incident', 'problem', 'change', 'request', 'release', 'improvement'],
  people: {},
};

export interface ChoicesFormProps {
  readonly draft: Draft;
  /** What the backend said of the last try. */
  readonly refused: readonly InputIssue[];
  readonly onChange: (draft: Draft) => void;
  readonly onSubmit: (choices: Choices) => void;
}

export function ChoicesForm(props: ChoicesFormProps): ReactNode {
  const options = useApiQuery('setup.options', {});
  return <Loaded query={options}>{(data) => <Form {...props} options={data} />}</Loaded>;
}

/** What is missing before the backend can be asked; it checks the rest. */
function missingIn(draft: Draft): 'project' | 'practices' | undefined {
  if (draft.where === 'existing' && draft.projectId === undefined) return 'project';
  return draft.practices.length === 0 ? 'practices' : undefined;
}

function Form({
  draft,
  refused,
  onChange,
  onSubmit,
  options,
}: ChoicesFormProps & { readonly options: Options }): ReactNode {
  const text = useText();
  const { accountId = '' } = usePlatform();
  const [tried, setTried] = useState(false);
  const missing = tried ? missingIn(draft) : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missingIn(draft) === undefined) onSubmit(choicesOf(draft, accountId));
  };
  return (
    <div className="ad-form">
      <form id="choices" noValidate onSubmit={submit}>
        <WhereSection
          draft={draft}
          onChange={onChange}
          options={options}
          missing={missing === 'project'}
          refused={refused}
        />
        <PracticesSection draft={draft} onChange={onChange} options={options} missing={missing === 'practices'} />
      </form>
      <section className="ad-section" aria-labelledby="people-title">
        <h2 id="people-title">{text('setup.people')}</h2>
        <p>{text('setup.people.hint')}</p>
        {options.roles.map(({ key, name, description }) => (
          <details key={key}>
            <summary>
              {name} ({draft.people[key]?.length ?? 0}) <small>{description}</small>
            </summary>
            <PeoplePicker
              role={name}
              people={draft.people[key] ?? []}
              onAdd={(person) => onChange(withPeople(draft, key, [...(draft.people[key] ?? []), person]))}
              onRemove={({ accountId: gone }) =>
                onChange(
                  withPeople(
                    draft,
                    key,
                    (draft.people[key] ?? []).filter((one) => one.accountId !== gone),
                  ),
                )
              }
            />
          </details>
        ))}
      </section>
      <div className="ad-actions">
        <Button type="submit" form="choices" appearance="primary">
          {text('setup.showPlan')}
        </Button>
      </div>
    </div>
  );
}

const withPeople = (draft: Draft, role: Role, people: readonly Person[]): Draft => ({
  ...draft,
  people: { ...draft.people, [role]: people },
});

interface SectionProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly options: Options;
  readonly missing: boolean;
}

function WhereSection({
  draft,
  onChange,
  options,
  missing,
  refused,
}: SectionProps & Pick<ChoicesFormProps, 'refused'>): ReactNode {
  const text = useText();
  const wrong = (path: string): string | undefined => refused.find((issue) => issue.path === path)?.message;
  return (
    <fieldset className="ad-section">
      <legend>{text('setup.where')}</legend>
      {(['new', 'existing'] as const).map((where) => (
        <label key={where} className="ad-choice">
          <input
            type="radio"
            name="where"
            checked={draft.where === where}
            onChange={() => onChange({ ...draft, where })}
          />
          {text(`setup.where.${where}`)}
        </label>
      ))}
      {draft.where === 'new' ? (
        <>
          <Field label={text('setup.key')} hint={text('setup.key.hint')} error={wrong('project.key')} required>
            {(control) => (
              <input
                {...control}
                className="pl-input"
                value={draft.key}
                maxLength={10}
                onChange={(event) => onChange({ ...draft, key: event.target.value.toUpperCase() })}
              />
            )}
          </Field>
          <Field label={text('setup.name')} error={wrong('project.name')} required>
            {(control) => (
              <input
                {...control}
                className="pl-input"
                value={draft.name}
                maxLength={80}
                onChange={(event) => onChange({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : (
        <Field
          label={text('admin.project')}
          error={missing ? text('setup.chooseProject') : wrong('project.id')}
          required
        >
          {(control) => (
            <Select
              {...control}
              options={options.projects.map(({ id, key, name }) => ({ value: id, label: `${name} (${key})` }))}
              value={draft.projectId}
              onChange={(projectId) => onChange({ ...draft, projectId })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}

function PracticesSection({ draft, onChange, options, missing }: SectionProps): ReactNode {
  const text = useText();
  const toggle = (practice: Practice, chosen: boolean): void =>
    onChange({
      ...draft,
      practices: options.practices
        .map(({ key }) => key)
        .filter((key) => (key === practice ? chosen : draft.practices.includes(key))),
    });
  return (
    <fieldset className="ad-section">
      <legend>{text('setup.practices')}</legend>
      {options.practices.map(({ key, name, description }) => (
        <label key={key} className="ad-choice">
          <input
            type="checkbox"
            checked={draft.practices.includes(key)}
            onChange={(event) => toggle(key, event.target.checked)}
          />
          <span>
            {name}
            <small>{description}</small>
          </span>
        </label>
      ))}
      {missing ? (
        <p className="pl-field-error" role="alert">
          {text('setup.practices.none')}
        </p>
      ) : null}
    </fieldset>
  );
}

function choicesOf(draft: Draft, accountId: string): Choices {
  return {
    project:
      draft.where === 'new'
        ? { kind: 'new', key: draft.key, name: draft.name, leadAccountId: accountId }
        : { kind: 'existing', id: draft.projectId ?? '' },
    practices: [...draft.practices],
    people: Object.fromEntries(
      Object.entries(draft.people).map(([role, people]) => [role, people.map((person) => person.accountId)]),
    ),
  };
}
