import { useState, type FormEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { CiRef } from '../../../../src/contract/ids';
import type { TemplateView } from '../../../../src/change/template.shapes';
import { ApiError } from '../../../shared/api';
import { Button, CheckIcon, Field, Select, SiteLink } from '../../../shared/components';
import { useChangeWords } from '../../../shared/change/terms';
import { useApiCommand } from '../../../shared/query';
import { instantOf, localOf } from '../../../shared/zoned';
import { CiTags } from '../../cmdb/shared/CiTags';
import { useCatalogueText } from './messages';
import type { Projects } from './TemplateCard';

export interface RequestFormProps {
  readonly template: TemplateView;
  readonly projects: Projects;
  readonly onClose: () => void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The next full hour but one: a start that is still ahead once the form is filled in. */
const suggestedStart = (): number => Math.ceil((Date.now() + HOUR) / HOUR) * HOUR;

const FIELDS = ['project', 'summary', 'start', 'cis'] as const;
type FieldName = (typeof FIELDS)[number];

interface Asked {
  readonly project: Projects[number]['key'] | undefined;
  readonly summary: string;
  readonly start: string;
  readonly cis: readonly CiRef[];
}

/** A change by the template; sent once, however often the button is pressed or the answer is lost. */
export function RequestForm({ template, projects, onClose }: RequestFormProps): ReactNode {
  const text = useCatalogueText();
  const { timeZone = 'UTC' } = useIntl();
  const [requestId] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState<Asked>(() => ({
    project: projects.length === 1 ? projects[0]?.key : undefined,
    summary: '',
    start: localOf(suggestedStart(), timeZone),
    cis: [],
  }));
  const [tried, setTried] = useState(false);
  const request = useApiCommand('change.request', { changes: ['change.calendar'] });
  const start = instantOf(asked.start, timeZone);
  const missing = missingIn(asked, start);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const { project, summary, cis } = asked;
    if (project === undefined || start === undefined || missing.size > 0) return;
    request.mutate({ requestId, template: template.key, project, summary, start, cis: [...cis] });
  };
  if (request.data !== undefined) return <Made issueKey={request.data.issueKey} onClose={onClose} />;
  const wrong = (field: FieldName): string | undefined => {
    if (tried && missing.has(field)) return text(`request.${field}.missing`);
    return refusedAt(request.error, field);
  };
  return (
    <form
      className="catalogue-form"
      aria-label={text('request.title', { name: template.name })}
      noValidate
      onSubmit={submit}
    >
      <RequestFields
        template={template}
        projects={projects}
        asked={asked}
        start={start}
        onChange={setAsked}
        wrong={wrong}
      />
      <Refused error={request.error} />
      <div className="catalogue-actions">
        <Button type="submit" appearance="primary" disabled={request.isPending}>
          {text(request.isPending ? 'request.sending' : 'request.send')}
        </Button>
        <Button onClick={onClose}>{text('request.cancel')}</Button>
      </div>
    </form>
  );
}

/** What has to be there before anybody is asked; whether a start lies ahead is told then, too. */
function missingIn({ project, summary, cis }: Asked, start: string | undefined): ReadonlySet<FieldName> {
  return new Set<FieldName>([
    ...(project === undefined ? (['project'] as const) : []),
    ...(summary.trim() === '' ? (['summary'] as const) : []),
    ...(start === undefined || Date.parse(start) <= Date.now() ? (['start'] as const) : []),
    ...(cis.length === 0 ? (['cis'] as const) : []),
  ]);
}

/** Of a list every entry's, as its entries have no fields of their own. */
function refusedAt(error: Error | null, field: FieldName): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const told = error.issues.filter(({ path }) => path === field || path.startsWith(`${field}.`));
  return told.length === 0 ? undefined : [...new Set(told.map(({ message }) => message))].join(' ');
}

/** What is said of no field. */
function Refused({ error }: { readonly error: Error | null }): ReactNode {
  const text = useCatalogueText();
  if (error === null || FIELDS.some((field) => refusedAt(error, field) !== undefined)) return null;
  const again = error instanceof ApiError && error.code === 'UNAVAILABLE';
  return (
    <p role="alert" className="pl-field-error">
      {error.message} {again ? text('request.again') : null}
    </p>
  );
}

interface RequestFieldsProps extends Omit<RequestFormProps, 'onClose'> {
  readonly asked: Asked;
  readonly start: string | undefined;
  readonly onChange: (asked: Asked) => void;
  readonly wrong: (field: FieldName) => string | undefined;
}

function RequestFields({ template, projects, asked, start, onChange, wrong }: RequestFieldsProps): ReactNode {
  const text = useCatalogueText();
  const words = useChangeWords();
  const { timeZone = 'UTC' } = useIntl();
  const end = start === undefined ? undefined : new Date(Date.parse(start) + template.minutes * MINUTE).toISOString();
  const [only, ...others] = template.classes;
  return (
    <>
      <Field label={text('request.project')} error={wrong('project')} required>
        {(control) => (
          <Select
            {...control}
            value={asked.project}
            options={projects.map(({ key, name }) => ({ value: key, label: `${name} (${key})` }))}
            onChange={(project) => onChange({ ...asked, project })}
          />
        )}
      </Field>
      <Field label={text('request.summary')} error={wrong('summary')} hint={text('request.summary.hint')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={255}
            autoFocus
            value={asked.summary}
            onChange={(event) => onChange({ ...asked, summary: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={text('request.start')}
        error={wrong('start')}
        hint={
          start === undefined || end === undefined
            ? text('request.zone', { zone: timeZone })
            : text('request.span', { span: words.span({ from: start, to: end }), zone: timeZone })
        }
        required
      >
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            className="pl-input"
            value={asked.start}
            onChange={(event) => onChange({ ...asked, start: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('request.cis')} error={wrong('cis')} required>
        {(control) => (
          <CiTags
            {...control}
            label={text('request.cis')}
            refs={asked.cis}
            // A template for one class offers that class; for more the server says what does not fit.
            classKey={template.cis.length === 0 && others.length === 0 ? only : undefined}
            onChange={(cis) => onChange({ ...asked, cis })}
          />
        )}
      </Field>
    </>
  );
}

function Made({ issueKey, onClose }: { readonly issueKey: string; readonly onClose: () => void }): ReactNode {
  const text = useCatalogueText();
  return (
    <div className="catalogue-made" role="status">
      <p>
        <CheckIcon /> {text('request.made')} <SiteLink to={`/browse/${issueKey}`}>{issueKey}</SiteLink>
      </p>
      <p className="pl-hint">{text('request.made.next')}</p>
      <Button onClick={onClose}>{text('request.close')}</Button>
    </div>
  );
}
