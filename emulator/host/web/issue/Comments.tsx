import { useId, useState } from 'react';
import { formatInstant } from '../app/format';
import { messageOf } from '../app/http';
import type { Comment } from '../app/jira-types';
import { site } from '../app/bootstrap';
import { adfToText, asDocument, textToAdf } from '../fields/adf';
import { RichText } from '../fields/RichText';
import { Avatar, Button, Failure, ProfileLink, Skeleton } from '../ui/parts';
import { useChangeIssue, useComments } from './queries';

export function Comments({ issueKey }: { readonly issueKey: string }) {
  const { data, error } = useComments(issueKey);
  const [writing, setWriting] = useState(false);
  const change = useChangeIssue(issueKey);
  return (
    <>
      {writing ? (
        <CommentForm
          label="New comment"
          initial=""
          onSave={(body) => change('POST', '/comment', { body })}
          onDone={() => setWriting(false)}
        />
      ) : (
        <div className="actions">
          <Button onClick={() => setWriting(true)}>Add a comment</Button>
        </div>
      )}
      {error !== null && <Failure error={error} what="The comments" />}
      {data === undefined && error === null && <Skeleton />}
      {data?.comments.length === 0 && !writing && <p className="unset">No comments yet.</p>}
      {data?.comments.map((comment) => (
        <CommentView key={comment.id} issueKey={issueKey} comment={comment} />
      ))}
    </>
  );
}

function CommentView({ issueKey, comment }: { readonly issueKey: string; readonly comment: Comment }) {
  const [editing, setEditing] = useState(false);
  const change = useChangeIssue(issueKey);
  const author = comment.author?.displayName ?? 'Somebody';
  const document = asDocument(comment.body);
  const own = comment.author?.accountId === site.user?.accountId;
  return (
    <article className="comment" aria-label={`Comment by ${author}`}>
      <Avatar name={author} />
      <div className="section">
        <div className="comment-head">
          <strong>
            {comment.author == null ? author : <ProfileLink name={author} accountId={comment.author.accountId} />}
          </strong>
          <small>
            {formatInstant(comment.created)}
            {comment.updated !== comment.created && ', edited'}
          </small>
        </div>
        {editing ? (
          <CommentForm
            label="Edit comment"
            initial={document === undefined ? '' : adfToText(document)}
            onSave={(body) => change('PUT', `/comment/${comment.id}`, { body })}
            onDone={() => setEditing(false)}
          />
        ) : (
          <>
            {document === undefined ? <p>{String(comment.body)}</p> : <RichText document={document} />}
            {own && (
              <div className="actions">
                <Button appearance="subtle" onClick={() => setEditing(true)}>
                  Edit
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </article>
  );
}

interface CommentFormProps {
  readonly label: string;
  readonly initial: string;
  readonly onSave: (body: object) => Promise<unknown>;
  readonly onDone: () => void;
}

function CommentForm({ label, initial, onSave, onDone }: CommentFormProps) {
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const save = async (): Promise<void> => {
    const body = textToAdf(text);
    if (body === null) return setProblem('Write something first.');
    setBusy(true);
    try {
      await onSave(body);
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <textarea
          id={id}
          autoFocus
          rows={4}
          value={text}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-error`}
          onChange={(event) => setText(event.target.value)}
        />
        <p id={`${id}-error`} className="field-error" role="alert">
          {problem}
        </p>
      </div>
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
