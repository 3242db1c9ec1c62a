/** A field as read; where the edit screen has it, a click edits it in place. */
import { useState } from 'react';
import type { UiModule } from '../app/bootstrap';
import { messageOf, RequestError } from '../app/http';
import type { FieldMeta, Issue } from '../app/jira-types';
import { asDocument, isPlain } from '../fields/adf';
import { FieldInput } from '../fields/FieldInput';
import { FieldValue, isUnset } from '../fields/FieldValue';
import { isList, kindOf, toDraft, toRest, type Draft } from '../fields/kinds';
import { EditIcon } from '../ui/icons';
import { Button, IconButton } from '../ui/parts';
import { AppFieldEditor, appFieldModule, AppFieldView } from './AppField';
import { useChangeIssue, useEditMeta } from './queries';

interface EditableFieldProps {
  readonly issue: Issue;
  readonly fieldId: string;
  /** Shown as the page's title. */
  readonly prominent?: boolean;
}

export function EditableField({ issue, fieldId, prominent = false }: EditableFieldProps) {
  const [editing, setEditing] = useState(false);
  const meta = useEditMeta(issue.key)[fieldId];
  const value = issue.fields[fieldId];
  const viewModule = viewModuleOf(issue, fieldId);
  const shown =
    viewModule === undefined ? (
      <FieldValue value={value} schema={issue.schema[fieldId]} />
    ) : (
      <AppFieldView module={viewModule} issue={issue} fieldId={fieldId} />
    );
  const appModule = meta === undefined ? undefined : appFieldModule(meta.schema, 'edit', 'issue-view');
  if (
    meta === undefined ||
    !meta.operations.includes('set') ||
    (kindOf(meta.schema) === 'fixed' && appModule === undefined)
  ) {
    return <div className="read-only">{shown}</div>;
  }
  if (editing && appModule !== undefined)
    return (
      <AppFieldEditor module={appModule} issue={issue} fieldId={fieldId} meta={meta} onDone={() => setEditing(false)} />
    );
  if (editing) return <InlineEditor issue={issue} fieldId={fieldId} meta={meta} onDone={() => setEditing(false)} />;
  // Frames, lists and rich text may hold links, which do not belong inside a button.
  const isBlock =
    viewModule !== undefined ||
    (!isUnset(value) && (kindOf(meta.schema) === 'textarea' || isList(kindOf(meta.schema))));
  if (isBlock) {
    return (
      <div className="editable-block">
        <div className="read-only">{shown}</div>
        <IconButton label={`Edit ${meta.name}`} onClick={() => setEditing(true)}>
          <EditIcon />
        </IconButton>
      </div>
    );
  }
  return (
    <button
      type="button"
      className={prominent ? 'editable summary-title' : 'editable'}
      onClick={() => setEditing(true)}
    >
      {shown}
      <span className="visually-hidden">, edit {meta.name}</span>
      <EditIcon />
    </button>
  );
}

function viewModuleOf(issue: Issue, fieldId: string): UiModule | undefined {
  const schema = issue.schema[fieldId];
  return schema === undefined ? undefined : appFieldModule(schema, 'view', 'issue-view');
}

interface EditorProps {
  readonly issue: Issue;
  readonly fieldId: string;
  readonly meta: FieldMeta;
  readonly onDone: () => void;
}

function InlineEditor({ issue, fieldId, meta, onDone }: EditorProps) {
  const kind = kindOf(meta.schema);
  const value = issue.fields[fieldId];
  const [draft, setDraft] = useState<Draft>(() => toDraft(kind, value));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const change = useChangeIssue(issue.key);
  const document = asDocument(value);
  const losesFormatting = kind === 'textarea' && document !== undefined && !isPlain(document);

  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await change('PUT', '', { fields: { [fieldId]: toRest(kind, draft) } });
      onDone();
    } catch (error) {
      setProblem(error instanceof RequestError ? (error.fields[fieldId] ?? error.message) : messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      className="form inline-edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <FieldInput
        bare
        autoFocus
        meta={meta}
        kind={kind}
        draft={draft}
        onChange={setDraft}
        error={problem}
        scope={fieldId === 'assignee' ? { assignableTo: { issueKey: issue.key } } : {}}
        hint={losesFormatting ? 'Saving turns the formatting into plain text.' : undefined}
      />
      <div className="actions">
        <Button type="submit" appearance="primary" disabled={busy}>
          {busy ? 'Saving…' : 'Save'}
        </Button>
        <Button appearance="subtle" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
