/** Custom fields of the app that bring their own editor: a frame that submits the new value. */
import { z } from 'zod';
import { modulesOf, type UiModule } from '../app/bootstrap';
import type { FieldMeta, FieldSchema, Issue } from '../app/jira-types';
import { AppFrame } from '../frame/AppFrame';
import { Dialog } from '../ui/Dialog';
import { Button } from '../ui/parts';
import { useChangeIssue } from './queries';

export type FieldExperience = 'issue-view' | 'issue-create' | 'issue-transition';

const Entry = z.object({
  resource: z.string(),
  experience: z.array(z.string()).optional(),
  isInline: z.boolean().optional(),
});

function entryOf(module: UiModule, entryPoint: 'view' | 'edit'): z.output<typeof Entry> | undefined {
  return Entry.safeParse(module.properties[entryPoint]).data;
}

/** Without a frame of its own for this place, a field is edited as its data type is. */
export function appFieldModule(
  schema: FieldSchema,
  entryPoint: 'view' | 'edit',
  experience: FieldExperience,
): UiModule | undefined {
  const key = /\/static\/([^/]+)$/.exec(schema.custom ?? '')?.[1];
  const module = modulesOf('jira:customField').find((candidate) => candidate.key === key);
  const entry = module === undefined ? undefined : entryOf(module, entryPoint);
  return entry !== undefined && (entry.experience ?? [experience]).includes(experience) ? module : undefined;
}

interface AppFieldEditorProps {
  readonly module: UiModule;
  readonly issue: Issue;
  readonly fieldId: string;
  readonly meta: FieldMeta;
  readonly onDone: () => void;
}

/** Inline where the manifest says so, else in a dialog. */
export function AppFieldEditor({ module, issue, fieldId, meta, onDone }: AppFieldEditorProps) {
  const change = useChangeIssue(issue.key);
  const inline = entryOf(module, 'edit')?.isInline === true;
  const frame = (
    <AppFieldFrame
      module={module}
      fieldId={fieldId}
      meta={meta}
      value={issue.fields[fieldId]}
      experience="issue-view"
      place={{ issueKey: issue.key }}
      onSubmit={async (value) => {
        await change('PUT', '', { fields: { [fieldId]: value } });
        onDone();
      }}
      onClose={onDone}
    />
  );
  if (!inline) {
    return (
      <Dialog title={`Edit ${meta.name}`} onClose={onDone}>
        {frame}
      </Dialog>
    );
  }
  return (
    <div className="form">
      {frame}
      <Button appearance="subtle" onClick={onDone}>
        Cancel
      </Button>
    </div>
  );
}

interface AppFieldViewProps {
  readonly module: UiModule;
  readonly issue: Issue;
  readonly fieldId: string;
}

/** The app's own view of the value; another value opens another frame. */
export function AppFieldView({ module, issue, fieldId }: AppFieldViewProps) {
  const value = issue.fields[fieldId] ?? null;
  return (
    <AppFrame
      key={JSON.stringify(value)}
      module={module}
      resource={entryOf(module, 'view')?.resource}
      title={issue.names[fieldId] ?? module.title}
      placement={{
        kind: 'customField',
        fieldId,
        fieldType: issue.schema[fieldId]?.custom ?? '',
        fieldValue: value,
        edit: false,
        renderContext: 'issue-view',
        issueKey: issue.key,
      }}
    />
  );
}

interface AppFieldFrameProps {
  readonly module: UiModule;
  readonly fieldId: string;
  readonly meta: FieldMeta;
  readonly value: unknown;
  readonly experience: FieldExperience;
  readonly place: { readonly issueKey?: string; readonly projectKey?: string; readonly transitionId?: string };
  readonly onSubmit: (value: unknown) => Promise<void>;
  readonly onClose: () => void;
}

export function AppFieldFrame({
  module,
  fieldId,
  meta,
  value,
  experience,
  place,
  onSubmit,
  onClose,
}: AppFieldFrameProps) {
  return (
    <AppFrame
      module={module}
      resource={entryOf(module, 'edit')?.resource}
      title={`Edit ${meta.name}`}
      placement={{
        kind: 'customField',
        fieldId,
        fieldType: meta.schema.custom ?? '',
        fieldValue: value ?? null,
        edit: true,
        renderContext: experience,
        ...place,
      }}
      services={{ submit: onSubmit, close: onClose, escape: onClose }}
    />
  );
}
