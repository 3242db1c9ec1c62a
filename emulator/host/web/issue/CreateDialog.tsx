/** Creating an issue: project, type, and the fields of that type's create screen. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { site } from '../app/bootstrap';
import { get, post, RequestError } from '../app/http';
import { CreateFields, CreateIssueTypes, type FieldMetas, type Named, type Project } from '../app/jira-types';
import { kindOf } from '../fields/kinds';
import { rememberUser } from '../fields/people';
import { projectQuery } from '../pages/ProjectList';
import { Dialog } from '../ui/Dialog';
import { notify, showFlag } from '../ui/flags';
import { Button, EmptyState, Failure, Skeleton } from '../ui/parts';
import { FormFields } from './FormFields';
import { prefilledFields } from './prefill';
import { filledFields, initialDrafts, missingFields, useFieldForm } from './useFieldForm';

const Created = z.object({ id: z.string(), key: z.string() });
type CreatedIssues = readonly { readonly issueId: string }[];

interface CreateDialogProps {
  /** The context of `CreateIssueModal` of the Jira bridge. */
  readonly prefill?: Readonly<Record<string, unknown>>;
  readonly onClose: (created: CreatedIssues) => void;
}

/** Whoever fills in the form reports the issue, unless they say otherwise. */
const OWN_DEFAULTS = site.user === null ? {} : { reporter: site.user };
if (site.user !== null) rememberUser(site.user);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function CreateDialog({ prefill = {}, onClose }: CreateDialogProps) {
  const projects = useQuery(projectQuery);
  const [projectId, setProjectId] = useState(textOf(prefill['projectId']));
  const project = projects.data?.values.find(({ id }) => id === projectId) ?? projects.data?.values[0];
  const id = useId();
  return (
    <Dialog
      title="Create issue"
      width="680px"
      closeOnOverlayClick={false}
      onClose={() => onClose([])}
      footer={
        <>
          <Button appearance="subtle" onClick={() => onClose([])}>
            Cancel
          </Button>
          <Button type="submit" form={id} appearance="primary" disabled={project === undefined}>
            Create
          </Button>
        </>
      }
    >
      <div className="form">
        {projects.error !== null && <Failure error={projects.error} what="The projects" />}
        {projects.isPending && <Skeleton lines={6} />}
        {projects.isSuccess && project === undefined && (
          <EmptyState title="There is no project to create issues in">
            <p>Create one first, for example with the app’s set-up.</p>
          </EmptyState>
        )}
        {project !== undefined && (
          <>
            <Choice label="Project" options={projects.data?.values ?? []} value={project.id} onChange={setProjectId} />
            <TypeAndFields key={project.id} formId={id} project={project} prefill={prefill} onClose={onClose} />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly Named[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        <span className="required" aria-hidden="true">
          {' *'}
        </span>
      </label>
      <select id={id} required value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypeAndFieldsProps {
  readonly formId: string;
  readonly project: Project;
  readonly prefill: Readonly<Record<string, unknown>>;
  readonly onClose: (created: CreatedIssues) => void;
}

function TypeAndFields({ formId, project, prefill, onClose }: TypeAndFieldsProps) {
  const meta = `/rest/api/3/issue/createmeta/${encodeURIComponent(project.key)}/issuetypes`;
  const types = useQuery({
    queryKey: ['createmeta', project.key],
    queryFn: () => get(CreateIssueTypes, `${meta}?maxResults=100`),
  });
  const [typeId, setTypeId] = useState(textOf(prefill['issueTypeId']));
  const usable = (types.data?.issueTypes ?? []).filter(({ subtask }) => subtask !== true);
  const type =
    usable.find(({ id }) => id === typeId) ?? usable.find(({ hierarchyLevel }) => hierarchyLevel === 0) ?? usable[0];
  const fields = useQuery({
    queryKey: ['createmeta', project.key, type?.id],
    queryFn: () => get(CreateFields, `${meta}/${type?.id ?? ''}?maxResults=200`),
    enabled: type !== undefined,
  });
  if (types.error !== null) return <Failure error={types.error} what="The issue types" />;
  if (types.isPending) return <Skeleton lines={6} />;
  if (type === undefined) {
    return (
      <EmptyState title="You cannot create issues here">
        <p>Choose another project, or sign in as somebody who may.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Choice label="Issue type" options={usable} value={type.id} onChange={setTypeId} />
      {fields.error !== null && <Failure error={fields.error} what="The fields" />}
      {fields.isPending && <Skeleton lines={6} />}
      {fields.data !== undefined && (
        <CreateForm
          key={type.id}
          formId={formId}
          project={project}
          type={type}
          metas={metasOf(fields.data)}
          prefill={prefill}
          onClose={onClose}
        />
      )}
    </>
  );
}

function metasOf({ fields }: z.output<typeof CreateFields>): FieldMetas {
  const chosenAbove = ['project', 'issuetype'];
  const usable = fields.filter(({ fieldId, schema }) => !chosenAbove.includes(fieldId) && kindOf(schema) !== 'fixed');
  return Object.fromEntries(usable.map(({ fieldId, ...meta }) => [fieldId, meta]));
}

interface CreateFormProps {
  readonly formId: string;
  readonly project: Project;
  readonly type: Named;
  readonly metas: FieldMetas;
  readonly prefill: Readonly<Record<string, unknown>>;
  readonly onClose: (created: CreatedIssues) => void;
}

function CreateForm({ formId, project, type, metas, prefill, onClose }: CreateFormProps) {
  const form = useFieldForm(initialDrafts(metas, { ...OWN_DEFAULTS, ...prefilledFields(metas, prefill) }));
  const [appValues, setAppValues] = useState<Readonly<Record<string, unknown>>>({});
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();

  const create = async (): Promise<void> => {
    if (busy) return;
    const missing = missingFields(metas, form.drafts);
    if (Object.keys(missing).length > 0) return form.fail(new RequestError(400, [], missing));
    setBusy(true);
    form.clearErrors();
    try {
      const fields = {
        ...filledFields(metas, form.drafts),
        ...appValues,
        project: { id: project.id },
        issuetype: { id: type.id },
      };
      const { id, key } = await post(Created, '/rest/api/3/issue', { fields });
      void queries.invalidateQueries();
      showFlag({
        id: `created-${key}`,
        tone: 'success',
        title: `${key} was created`,
        autoDismiss: true,
        actions: [{ text: 'Open it', onClick: () => void navigate(`/browse/${key}`) }],
      });
      onClose([{ issueId: id }]);
    } catch (error) {
      form.fail(error);
      notify('error', 'The issue was not created', 'See the messages in the form.');
      setBusy(false);
    }
  };
  return (
    <form
      id={formId}
      className="form"
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <FormFields
        metas={metas}
        form={form}
        experience="issue-create"
        place={{ projectKey: project.key }}
        appValues={appValues}
        onAppValue={(id, value) => setAppValues({ ...appValues, [id]: value })}
      />
    </form>
  );
}
