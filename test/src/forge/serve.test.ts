import '../../support/forge-globals';
import { NeedsAuthenticationError } from '@forge/api';
import { z } from 'zod';
import { command, query, type Access } from '../../../src/contract/rpc';
import { IssueKey } from '../../../src/contract/ids';
import type { Authoriser, Verdict } from '../../../src/forge/access';
import type { Facts } from '../../../src/forge/log';
import { serve, type Handlers } from '../../../src/forge/serve';
import { AppError } from '../../../src/kernel/errors';

const contract = {
  'note.read': query({
    access: 'viewer',
    input: z.object({ issueKey: IssueKey }),
    output: z.object({ text: z.string() }),
  }),
  'note.write': command({
    access: 'agent',
    input: z.object({ issueKey: IssueKey, note: z.object({ text: z.string().min(1), tags: z.array(z.string()) }) }),
    output: z.object({ by: z.string(), issue: z.string().nullable() }),
  }),
  'me.name': query({ access: 'user', input: z.object({}), output: z.string() }),
} as const;

type Outcome = () => Promise<{ by: string; issue: string | null }>;

function served(options: { verdict?: Verdict; write?: Outcome } = {}) {
  const asked: { access: Access; accountId: string; issueKey: string | undefined }[] = [];
  const lines: { level: string; message: string; facts?: Facts | undefined; cause?: unknown }[] = [];
  const authoriser: Authoriser = {
    async authorise(access, request) {
      asked.push({ access, ...request });
      return options.verdict ?? { allowed: true };
    },
  };
  const handlers: Handlers<typeof contract> = {
    'note.read': async () => ({ text: 'hello' }),
    'note.write': async ({ accountId, issueKey }) =>
      options.write === undefined ? { by: accountId, issue: issueKey ?? null } : options.write(),
    'me.name': async ({ accountId, issueKey }) => `${accountId}${issueKey ?? ''}`,
  };
  const resolver = serve(contract, handlers, {
    authoriser,
    log: {
      info: (message, facts) => lines.push({ level: 'info', message, facts }),
      warn: (message, facts) => lines.push({ level: 'warn', message, facts }),
      error: (message, cause, facts) => lines.push({ level: 'error', message, cause, facts }),
    },
    reference: () => '0A1B2C3D',
  });
  /** As the platform calls: the page's context and payload first, what the platform vouches for second. */
  const call = (
    functionKey: string,
    payload: unknown,
    page: Record<string, unknown> = {},
    accountId: string | undefined = 'ann',
  ) =>
    resolver(
      { call: { functionKey, payload }, context: page },
      { principal: accountId === '' ? undefined : { accountId } },
    );
  return { call, asked, lines };
}

const onIssue = (key: string) => ({ extension: { issue: { key } } });
const note = { text: 'hi', tags: [] };

describe('serve', () => {
  it('answers with the value', async () => {
    expect(await served().call('note.write', { issueKey: 'INC-1', note })).toEqual({
      ok: true,
      value: { by: 'ann', issue: 'INC-1' },
    });
  });

  it('asks for the access of the procedure, with the account of the platform', async () => {
    const { call, asked } = served();
    await call('note.write', { issueKey: 'INC-1', note, accountId: 'mallory' }, { accountId: 'mallory' });
    await call('note.read', {}, onIssue('INC-2'));
    await call('me.name', { issueKey: 'INC-3' });
    expect(asked).toEqual([
      { access: 'agent', accountId: 'ann', issueKey: 'INC-1' },
      { access: 'viewer', accountId: 'ann', issueKey: 'INC-2' },
      { access: 'user', accountId: 'ann', issueKey: undefined },
    ]);
  });

  it('refuses who is not signed in, without asking further', async () => {
    const { call, asked, lines } = served();
    expect(await call('me.name', {}, { accountId: 'mallory' }, '')).toEqual({
      ok: false,
      error: { code: 'FORBIDDEN', message: 'Sign in to Jira to use Plumbline.' },
    });
    expect(asked).toEqual([]);
    expect(lines).toMatchObject([{ level: 'warn', facts: { procedure: 'me.name', account: 'anonymous' } }]);
  });

  it('refuses what the authoriser refuses, and logs who and what', async () => {
    const { call, lines } = served({
      verdict: { allowed: false, reason: 'holds no role', message: 'Only agents can do this.' },
    });
    expect(await call('note.write', { issueKey: 'INC-1', note })).toEqual({
      ok: false,
      error: { code: 'FORBIDDEN', message: 'Only agents can do this.' },
    });
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'access refused',
        facts: { procedure: 'note.write', access: 'agent', account: 'ann', issue: 'INC-1', reason: 'holds no role' },
      },
    ]);
  });

  it('refuses an issue that is not the one on the page', async () => {
    const { call, asked } = served();
    expect(await call('note.read', { issueKey: 'INC-2' }, onIssue('INC-1'))).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
    expect(asked).toEqual([]);
    expect(await call('note.read', { issueKey: 'INC-1' }, onIssue('INC-1'))).toMatchObject({ ok: true });
  });

  it.each([
    ['no issue at all', 'note.read', {}, ['issueKey']],
    ['an issue key that is none', 'note.read', { issueKey: 'nonsense' }, ['issueKey']],
    ['a payload that is none', 'note.read', 'INC-1', ['issueKey']],
    [
      'a wrong place deep inside',
      'note.write',
      { issueKey: 'INC-1', note: { text: '', tags: ['a', 7] } },
      ['note.text', 'note.tags.1'],
    ],
  ])('names the places of invalid input: %s', async (_what, name, payload, places) => {
    const answer = await served().call(name, payload);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', issues: places.map((path) => ({ path })) },
    });
  });

  it('does not tell what is wrong with the input to who may not call', async () => {
    const { call } = served({ verdict: { allowed: false, reason: 'r', message: 'm' } });
    expect(await call('note.write', { issueKey: 'INC-1' })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  it('hands an expected failure over with everything it knows', async () => {
    const failure = new AppError('UNAVAILABLE', 'Jira is busy.', {
      retryAfterSeconds: 30,
      issues: [{ path: 'note', message: 'later' }],
    });
    const { call, lines } = served({ write: () => Promise.reject(failure) });
    expect(await call('note.write', { issueKey: 'INC-1', note })).toEqual({
      ok: false,
      error: {
        code: 'UNAVAILABLE',
        message: 'Jira is busy.',
        retryAfterSeconds: 30,
        issues: [{ path: 'note', message: 'later' }],
      },
    });
    expect(lines).toEqual([]);
  });

  it('hides a bug behind a reference that finds it in the log', async () => {
    const bug = new TypeError('undefined is not a function');
    const { call, lines } = served({ write: () => Promise.reject(bug) });
    expect(await call('note.write', { issueKey: 'INC-1', note })).toEqual({
      ok: false,
      error: { code: 'INTERNAL', message: 'Something went wrong.', reference: '0A1B2C3D' },
    });
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'procedure failed',
        cause: bug,
        facts: { procedure: 'note.write', reference: '0A1B2C3D' },
      },
    ]);
  });

  it('takes an answer that is not as promised for a bug', async () => {
    const answer: unknown = { by: 7 };
    const write = () => Promise.resolve(answer as { by: string; issue: string | null });
    expect(await served({ write }).call('note.write', { issueKey: 'INC-1', note })).toMatchObject({
      error: { code: 'INTERNAL' },
    });
  });

  it.each(['note.gone', 'toString', '__proto__'])('tells a page that asks for %s to reload', async (name) => {
    const { call, asked } = served();
    expect(await call(name, {})).toEqual({
      ok: false,
      error: { code: 'NOT_FOUND', message: 'Plumbline was updated. Reload the page.' },
    });
    expect(asked).toEqual([]);
  });

  it('leaves the question for consent to the platform', async () => {
    const write = () => Promise.reject(new NeedsAuthenticationError('Authentication Required', 'service', undefined));
    await expect(served({ write }).call('note.write', { issueKey: 'INC-1', note })).rejects.toThrow(
      'Authentication Required',
    );
  });

  it('does not compile while a procedure lacks a handler', () => {
    const partial = { 'note.read': async () => ({ text: 'x' }), 'me.name': async () => 'x' };
    // @ts-expect-error note.write has no handler
    const handlers: Handlers<typeof contract> = partial;
    expect(Object.keys(handlers)).not.toContain('note.write');
  });
});
