/** Issues found by JQL. The query and nothing else is in the address, so that it can be shared. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { get, post, query, RequestError } from '../app/http';
import { Issue } from '../app/jira-types';
import { formatNumber } from '../app/format';
import { useTitle } from '../pages/ProjectList';
import { Button, EmptyState, Failure, PageHeader, Skeleton } from '../ui/parts';
import { ResultTable, RESULT_FIELDS } from './ResultTable';

const PAGE_SIZE = 50;
/** Jira answers only bounded searches, so the query of an empty box is bounded too. */
const EVERYTHING = 'created >= "1970-01-01" ORDER BY created DESC';

const Found = z.object({
  issues: z.array(Issue),
  nextPageToken: z.string().optional(),
  isLast: z.boolean().optional(),
});
const Count = z.object({ count: z.number() });

export function Navigator() {
  useTitle('Issues');
  const [address, setAddress] = useSearchParams();
  const jql = address.get('jql') ?? '';
  const effective = jql.trim() === '' ? EVERYTHING : jql;
  /** The tokens of the pages up to the one shown; search has no page numbers. */
  const [pages, setPages] = useState<{ readonly of: string; readonly tokens: readonly string[] }>({
    of: jql,
    tokens: [],
  });
  const tokens = pages.of === jql ? pages.tokens : [];
  const setTokens = (next: readonly string[]): void => setPages({ of: jql, tokens: next });
  const token = tokens.at(-1);

  const found = useQuery({
    queryKey: ['search', effective, token],
    queryFn: () =>
      get(
        Found,
        `/rest/api/3/search/jql?${query({ jql: effective, maxResults: PAGE_SIZE, fields: RESULT_FIELDS.join(','), nextPageToken: token })}`,
      ),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    queryKey: ['search-count', effective],
    queryFn: () => post(Count, '/rest/api/3/search/approximate-count', { jql: effective }),
  });
  const badQuery = found.error instanceof RequestError && found.error.status === 400 ? found.error : null;
  const issues = found.error === null ? (found.data?.issues ?? []) : [];

  return (
    <div className="page page-wide">
      <PageHeader title="Issues" />
      <JqlBox
        key={jql}
        jql={jql}
        problem={badQuery}
        onSearch={(text) => setAddress(text.trim() === '' ? {} : { jql: text })}
      />
      {found.error !== null && badQuery === null && <Failure error={found.error} what="The issues" />}
      {found.isPending && <Skeleton lines={8} />}
      {found.isSuccess && (
        <p className="result-count" aria-live="polite">
          {count.data === undefined
            ? ' '
            : `${formatNumber(count.data.count)} ${count.data.count === 1 ? 'issue' : 'issues'}`}
        </p>
      )}
      {found.isSuccess && issues.length === 0 && (
        <EmptyState title="No issues match">
          <p>Change the query, or clear it to see every issue you can see.</p>
        </EmptyState>
      )}
      {issues.length > 0 && <ResultTable issues={issues} stale={found.isPlaceholderData} />}
      {found.isSuccess && (tokens.length > 0 || found.data.nextPageToken !== undefined) && (
        <nav className="paging" aria-label="Pages of results">
          <Button disabled={tokens.length === 0} onClick={() => setTokens(tokens.slice(0, -1))}>
            Previous
          </Button>
          <span>Page {tokens.length + 1}</span>
          <Button
            disabled={found.data.nextPageToken === undefined || found.isPlaceholderData}
            onClick={() => found.data.nextPageToken !== undefined && setTokens([...tokens, found.data.nextPageToken])}
          >
            Next
          </Button>
        </nav>
      )}
    </div>
  );
}

interface JqlBoxProps {
  readonly jql: string;
  readonly problem: RequestError | null;
  readonly onSearch: (jql: string) => void;
}

function JqlBox({ jql, problem, onSearch }: JqlBoxProps) {
  const [text, setText] = useState(jql);
  const id = useId();
  return (
    <form
      className="jql-box"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text);
      }}
    >
      <label htmlFor={`${id}-jql`}>JQL</label>
      <div className="jql-row">
        <input
          id={`${id}-jql`}
          className={problem === null ? 'text-input code-input' : 'text-input code-input invalid'}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder='for example  project = "ITSM" AND priority = Highest ORDER BY created DESC'
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-error`}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" appearance="primary">
          Search
        </Button>
        {jql !== '' && (
          <Button appearance="subtle" onClick={() => onSearch('')}>
            Clear
          </Button>
        )}
      </div>
      {problem !== null && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {problem.message}
        </p>
      )}
    </form>
  );
}
