/** Links to other issues, and the form that adds one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { get, messageOf, send } from '../app/http';
import { IssueLink, type Issue } from '../app/jira-types';
import { notify } from '../ui/flags';
import { CloseIcon } from '../ui/icons';
import { Button, IconButton, StatusLozenge } from '../ui/parts';

const LinkTypes = z.object({
  issueLinkTypes: z.array(z.object({ id: z.string(), name: z.string(), inward: z.string(), outward: z.string() })),
});

export function Links({ issue }: { readonly issue: Issue }) {
  const [adding, setAdding] = useState(false);
  const links = z.array(IssueLink).catch([]).parse(issue.fields['issuelinks']);
  return (
    <section className="section" aria-label="Linked issues">
      <div className="section-head">
        <h2>Linked issues</h2>
        {!adding && (
          <Button appearance="subtle" onClick={() => setAdding(true)}>
            Link an issue
          </Button>
        )}
      </div>
      {adding && <AddLink issueKey={issue.key} onDone={() => setAdding(false)} />}
      {links.length === 0 && !adding && <p className="unset">No links yet.</p>}
      {links.length > 0 && (
        <ul className="links">
          {links.map((link) => (
            <LinkRow key={link.id} issueKey={issue.key} link={link} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LinkRow({ issueKey, link }: { readonly issueKey: string; readonly link: z.output<typeof IssueLink> }) {
  const queries = useQueryClient();
  const other = link.outwardIssue ?? link.inwardIssue;
  if (other === undefined) return null;
  const relation = link.outwardIssue === undefined ? link.type.inward : link.type.outward;
  const remove = async (): Promise<void> => {
    try {
      await send('DELETE', `/rest/api/3/issueLink/${link.id}`);
      await queries.invalidateQueries({ queryKey: ['issue', issueKey] });
    } catch (error) {
      notify('error', 'The link could not be removed', messageOf(error));
    }
  };
  return (
    <li>
      <small className="nowrap">{relation}</small>
      <Link to={`/browse/${other.key}`}>{other.key}</Link>
      <span className="link-summary">{other.fields.summary}</span>
      {other.fields.status !== undefined && <StatusLozenge status={other.fields.status} />}
      <IconButton label={`Remove the link to ${other.key}`} onClick={() => void remove()}>
        <CloseIcon />
      </IconButton>
    </li>
  );
}

function AddLink({ issueKey, onDone }: { readonly issueKey: string; readonly onDone: () => void }) {
  const types = useQuery({
    queryKey: ['issue-link-types'],
    queryFn: () => get(LinkTypes, '/rest/api/3/issueLinkType'),
  });
  const [relation, setRelation] = useState('');
  const [other, setOther] = useState('');
  const [problem, setProblem] = useState<string>();
  const queries = useQueryClient();
  const id = useId();
  const options = (types.data?.issueLinkTypes ?? []).flatMap(({ name, inward, outward }) => [
    { value: `${name}>`, label: outward },
    ...(inward === outward ? [] : [{ value: `${name}<`, label: inward }]),
  ]);
  const chosen = relation === '' ? options[0]?.value : relation;

  /** In Jira's API the source of a link is its inward issue: "A blocks B" is inward A, outward B. */
  const add = async (): Promise<void> => {
    const target = other.trim().toUpperCase();
    if (chosen === undefined || target === '') return setProblem('Enter the key of the other issue, such as ITSM-12.');
    const outward = chosen.endsWith('>');
    try {
      await send('POST', '/rest/api/3/issueLink', {
        type: { name: chosen.slice(0, -1) },
        inwardIssue: { key: outward ? issueKey : target },
        outwardIssue: { key: outward ? target : issueKey },
      });
      await queries.invalidateQueries({ queryKey: ['issue', issueKey] });
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form
      className="link-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-type`}>This issue</label>
        <select id={`${id}-type`} value={chosen} onChange={(event) => setRelation(event.target.value)}>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-key`}>Issue key</label>
        <input
          id={`${id}-key`}
          className={problem === undefined ? 'text-input' : 'text-input invalid'}
          autoFocus
          value={other}
          aria-describedby={`${id}-error`}
          onChange={(event) => setOther(event.target.value)}
        />
      </div>
      <div className="actions">
        <Button type="submit" appearance="primary">
          Link
        </Button>
        <Button appearance="subtle" onClick={onDone}>
          Cancel
        </Button>
      </div>
      <p id={`${id}-error`} className="field-error" role="alert">
        {problem}
      </p>
    </form>
  );
}
