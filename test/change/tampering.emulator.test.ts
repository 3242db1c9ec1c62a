/**
 * Who tries what, on a whole site: through the app's procedures as the platform calls them, and through Jira's REST API as a
 * script does. Each attempt is refused with the reason, the log says who tried what, and nothing is other than before.
 */
import { z } from 'zod';
import { accountIdOf, type UserName } from '../../emulator/seed/people';
import { adf } from '../../emulator/jira-client';
import type { Json } from '../../emulator/json';
import { Failure, invoke } from '../support/site';
import { SiteChanges, type Entered } from './site-changes';

let changes: SiteChanges;

beforeAll(async () => {
  changes = await SiteChanges.open();
});

/** Storage allows so many requests a minute. */
beforeEach(async () => {
  await changes.site.forge.advanceTo(changes.site.clock.now() + 60_000);
});

afterAll(async () => {
  await changes.site.close();
});

// ── The change, as the app's own record and Jira have it ─────────────────────────────────────────────────────────────

const Panel = z.object({
  ok: z.literal(true),
  value: z.object({
    kind: z.literal('change'),
    questions: z.array(z.object({ key: z.string(), choices: z.array(z.object({ key: z.string() })) })),
    answers: z.record(z.string(), z.string()),
    assessment: z.object({ level: z.string() }).nullable(),
    approval: z.object({
      state: z.string(),
      seal: z.string(),
      decisions: z.array(
        z.object({ verdict: z.string(), by: z.object({ accountId: z.string() }), counts: z.string() }),
      ),
    }),
    breaches: z.array(z.json()),
    review: z.json(),
  }),
});
type Shown = z.output<typeof Panel>['value'];

const PUBLISHED = ['Change risk', 'Change risk score', 'Change approval', 'Change state'] as const;

const call = (who: UserName, procedure: string, payload: Json): Promise<Json | undefined> =>
  invoke(changes.site, who, procedure, payload, 'plumbline-panel');

const panel = async (key: string): Promise<Shown> =>
  Panel.parse(await call('admin', 'change.panel', { issueKey: key })).value;

/** Everything that an attempt could have changed. */
async function stand(key: string): Promise<unknown> {
  const { approval, answers, assessment, breaches, review } = await panel(key);
  const published = await Promise.all(PUBLISHED.map((field) => changes.value(key, field)));
  return { status: await changes.status(key), published, approval, answers, assessment, breaches, review };
}

const logged = (from: number): string[] =>
  changes.site.forge
    .logs()
    .slice(from)
    .map(({ message }) => (typeof message === 'string' ? message : ''));
const mark = (): number => changes.site.forge.logs().length;

// ── A change on its way ──────────────────────────────────────────────────────────────────────────────────────────────

type Care = 'best' | 'worst';

/** The agent asks for it, Ruth implements it. In Authorize: assessed, and approval asked for. */
async function asked(care: Care = 'best', entered: Entered = {}, by: UserName = 'agent'): Promise<string> {
  const implementer = accountIdOf('ruth');
  const { key } = await changes.create(changes.described({ Implementer: implementer, ...slot(), ...entered }), by);
  await changes.move(key, 'Request assessment', {}, by);
  await assess(key, care);
  await changes.move(key, 'Request authorization', {}, by);
  return key;
}

let hour = 24;
/** Each change at a time of its own, that none conflicts with another. */
const slot = (): Entered => {
  hour += 6;
  return { 'Planned start': changes.at(hour), 'Planned end': changes.at(hour + 2) };
};

async function assess(key: string, care: Care): Promise<void> {
  const { questions } = await panel(key);
  const answers = Object.fromEntries(
    questions.map((question) => [question.key, question.choices.at(care === 'best' ? 0 : -1)?.key ?? '']),
  );
  Panel.parse(await call('lena', 'change.assess', { issueKey: key, answers }));
  await changes.settled();
}

interface Vote {
  readonly verdict?: 'approve' | 'reject';
  readonly onBehalfOf?: UserName;
  readonly seal?: string;
  readonly forged?: { readonly [name: string]: Json };
}

async function decide(who: UserName, key: string, vote: Vote = {}): Promise<Json | undefined> {
  const { verdict = 'approve', onBehalfOf, seal = (await panel(key)).approval.seal, forged = {} } = vote;
  const payload = {
    ...forged,
    issueKey: key,
    verdict,
    onBehalfOf: onBehalfOf === undefined ? null : accountIdOf(onBehalfOf),
    reason: 'Looked at.',
    seal,
  };
  const answer = await call(who, 'change.decide', payload);
  await changes.settled();
  return answer;
}

const approve = async (who: UserName, key: string): Promise<void> => {
  Panel.parse(await decide(who, key));
};

/** What the app or Jira answered; throws when it was not refused. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    const { error } = Failure.parse(await attempt);
    return `${error.code}: ${error.message}`;
  } catch (cause) {
    if (cause instanceof Error && / answered 4\d\d: /.test(cause.message)) return cause.message;
    throw cause;
  }
}

// ── The matrix ───────────────────────────────────────────────────────────────────────────────────────────────────────

const ALL: readonly UserName[] = ['customer', 'agent', 'ruth', 'lena', 'cab', 'changemanager', 'serviceowner', 'admin'];

interface Attempt {
  readonly who: UserName;
  readonly what: string;
  readonly try: (key: string, who: UserName) => Promise<unknown>;
  readonly answer: RegExp;
  /** Undefined where Jira refuses before the app is asked. */
  readonly log: RegExp | undefined;
}

const REFUSED_VOTE = /^decision refused/;
const REFUSED_ACCESS = /^access refused/;

const approving = (who: UserName, answer: RegExp, log: RegExp = REFUSED_VOTE): Attempt => ({
  who,
  what: 'approves',
  try: (key) => decide(who, key),
  answer,
  log,
});

const decidingFor = (
  who: UserName,
  owner: UserName,
  answer = /REFUSED: You may decide for somebody else only while/,
): Attempt => ({
  who,
  what: `approves for ${owner}`,
  try: (key) => decide(who, key, { onBehalfOf: owner }),
  answer,
  log: REFUSED_VOTE,
});

const calling = (who: UserName, procedure: string, payload: (key: string) => Json): Attempt => ({
  who,
  what: `calls ${procedure}`,
  try: (key) => call(who, procedure, payload(key)),
  answer: /^FORBIDDEN: /,
  log: REFUSED_ACCESS,
});

const onIssue =
  (more: Record<string, Json>) =>
  (key: string): Json => ({ issueKey: key, ...more });
const ADMINISTERING: readonly (readonly [string, Json])[] = [
  ['change.savePolicies', { expectedVersion: null, draft: { policies: [], delegation: true } }],
  ['change.saveRiskRules', { expectedVersion: null, draft: {} }],
  ['change.saveWindows', { expectedVersion: null, draft: { windows: [] } }],
  ['change.saveTemplates', { expectedVersion: null, draft: { templates: [] } }],
  ['change.reinstateTemplate', { template: 'any', reason: 'Because.' }],
];

/** On a change of low risk that waits for the change manager. */
const MATRIX: readonly Attempt[] = [
  // Approving what one asked for, created or implements, or what one is not asked about.
  approving('agent', /REFUSED: Who asked for it does not decide/),
  approving('ruth', /REFUSED: Who implements it does not decide/),
  approving('lena', /REFUSED: The approval policy of this change does not ask for your decision/),
  approving('cab', /REFUSED: The approval policy of this change does not ask for your decision/),
  approving('serviceowner', /REFUSED: The approval policy of this change does not ask for your decision/),
  approving('admin', /REFUSED: The approval policy of this change does not ask for your decision/),
  approving('warehouse', /REFUSED: The approval policy|FORBIDDEN: /, /^(?:decision|access) refused/),

  // Approving for another, and as another.
  ...(['agent', 'ruth', 'lena', 'cab', 'admin'] as const).map((who) =>
    decidingFor(
      who,
      'changemanager',
      who === 'agent' || who === 'ruth' ? /REFUSED: Who (?:asked|implements)/ : undefined,
    ),
  ),
  decidingFor('changemanager', 'cab'),
  ...(['lena', 'cab', 'admin'] as const).map((who): Attempt => {
    const account = accountIdOf('changemanager');
    return {
      who,
      what: 'sends somebody else’s account id along',
      try: (key) => decide(who, key, { forged: { accountId: account, by: account, context: { accountId: account } } }),
      answer: /REFUSED: The approval policy of this change does not ask for your decision/,
      log: REFUSED_VOTE,
    };
  }),

  // Calling what one may not call.
  calling('warehouse', 'change.assess', onIssue({ answers: {} })),
  ...(['agent', 'cab', 'serviceowner'] as const).map((who) =>
    calling(who, 'change.acceptConflict', onIssue({ conflict: 'x', signature: 'x', reason: 'Because.' })),
  ),
  ...(['agent', 'cab', 'changemanager'] as const).flatMap((who) =>
    ADMINISTERING.map(([procedure, payload]) => calling(who, procedure, () => payload)),
  ),

  // Skipping states: what is not offered can't be done, by whatever way.
  ...(['agent', 'changemanager', 'admin'] as const).flatMap((who): Attempt[] => [
    {
      who,
      what: 'implements it by REST',
      try: async (key) =>
        changes
          .as(who)
          .post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: await idOf('Implement') } }, z.json()),
      answer: /answered 4\d\d/,
      log: undefined,
    },
    {
      who,
      what: 'implements it as an emergency by REST',
      try: async (key) =>
        changes
          .as(who)
          .post(
            `/rest/api/3/issue/${key}/transitions`,
            { transition: { id: await idOf('Implement emergency') } },
            z.json(),
          ),
      answer: /answered 4\d\d/,
      log: undefined,
    },
    {
      who,
      what: 'schedules it by REST',
      try: async (key) =>
        changes
          .as(who)
          .post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: await idOf('Schedule') } }, z.json()),
      answer: /It can’t be scheduled yet: It needs 1 more approval/,
      log: /^change gate refused/,
    },
  ]),

  // Writing what only the app writes.
  ...(['agent', 'changemanager', 'admin'] as const).flatMap((who) =>
    PUBLISHED.map((field): Attempt => ({
      who,
      what: `edits ${field} by REST`,
      try: (key) =>
        changes.as(who).put(`/rest/api/3/issue/${key}`, { fields: { [changes.fieldId(field)]: forgery(field) } }),
      answer: /answered 400/,
      log: undefined,
    })),
  ),
];

const forgery = (field: (typeof PUBLISHED)[number]): Json => {
  if (field === 'Change state') return ['approval.approved', 'route.emergency', 'route.standard'];
  return field === 'Change risk score' ? 1 : 'Approved';
};

const ids = new Map<string, string>();
/** Of a transition that is not offered: found on a change to which it is. */
async function idOf(name: string): Promise<string> {
  const known = ids.get(name);
  if (known !== undefined) return known;
  throw new Error(`${name} was never offered`);
}

const learn = async (key: string, name: string): Promise<void> => {
  ids.set(name, await changes.transitionId(key, name, 'agent'));
};

describe('on a change of low risk that waits for the change manager', () => {
  let key: string;

  beforeAll(async () => {
    // A change that goes its way shows which ids the transitions have.
    const done = await asked();
    await learn(done, 'Schedule');
    await approve('changemanager', done);
    await changes.move(done, 'Schedule');
    await learn(done, 'Implement');
    const emergency = await asked('best', { 'Change type': 'Emergency' });
    await learn(emergency, 'Implement emergency');
    key = await asked();
  });

  it.each(MATRIX.map((attempt) => [attempt.who, attempt.what, attempt] as const))(
    '%s %s: refused, logged, nothing changed',
    async (who, _what, attempt) => {
      const before = await stand(key);
      const from = mark();
      expect(await refusal(attempt.try(key, who))).toMatch(attempt.answer);
      const { log } = attempt;
      if (log !== undefined) {
        const line = logged(from).find((message) => log.test(message));
        // A function validator is not told who moves the issue.
        expect(line).toContain(log.source.includes('gate') ? key : accountIdOf(who));
        expect(line).not.toContain('Looked at.');
      }
      expect(await stand(key)).toEqual(before);
    },
  );

  it('has met every role', () => {
    const tried = new Set(MATRIX.map(({ who }) => who));
    expect(ALL.filter((who) => who !== 'customer' && !tried.has(who))).toEqual([]);
  });

  it.each(['agent', 'admin'] as const)('%s skips states in bulk: refused for each', async (who) => {
    const before = await stand(key);
    for (const name of ['Implement', 'Implement emergency', 'Schedule']) {
      const result = await bulk(who, '/rest/api/3/bulk/issues/transition', {
        bulkTransitionInputs: [{ selectedIssueIdsOrKeys: [key], transitionId: await idOf(name) }],
      });
      expect(result).not.toBe('done');
    }
    expect(await stand(key)).toEqual(before);
  });

  it.each(['agent', 'admin'] as const)('%s edits published fields in bulk: refused', async (who) => {
    const before = await stand(key);
    const result = await bulk(who, '/rest/api/3/bulk/issues/fields', {
      selectedIssueIdsOrKeys: [key],
      selectedActions: [changes.fieldId('Change approval')],
      editedFieldsInput: {
        singleLineTextFields: [{ fieldId: changes.fieldId('Change approval'), text: 'Approved' }],
      },
    });
    expect(result).not.toBe('done');
    expect(await stand(key)).toEqual(before);
  });

  it('whatever is written into issue properties counts for nothing', async () => {
    const before = await stand(key);
    for (const name of ['change', 'change-decision', 'approval', 'plumbline'])
      await changes.as('agent').put(`/rest/api/3/issue/${key}/properties/${name}`, { state: 'approved', level: 'low' });
    await changes.settled();
    expect(await stand(key)).toEqual(before);
    await expect(changes.move(key, 'Schedule')).rejects.toThrow(/It needs 1 more approval/);
  });

  it('the owner’s own vote is taken once', async () => {
    await approve('changemanager', key);
    const before = await stand(key);
    const from = mark();
    expect(await refusal(decide('changemanager', key))).toBe(
      'REFUSED: You have approved this change already, as it is; it counts once.',
    );
    expect(logged(from).join('\n')).toContain('"reason":"repeated"');
    expect(await stand(key)).toEqual(before);
  });
});

/** 'done', or why not: refused as a whole, or for the issue. */
async function bulk(who: UserName, path: string, body: Json): Promise<string> {
  const Progress = z.object({ failedAccessibleIssues: z.record(z.string(), z.array(z.string())) });
  try {
    const { taskId } = await changes.as(who).post(path, body, z.object({ taskId: z.string() }));
    await changes.settled();
    const { failedAccessibleIssues } = await changes.as(who).get(`/rest/api/3/bulk/queue/${taskId}`, Progress);
    return Object.values(failedAccessibleIssues).flat().join(' ') || 'done';
  } catch (cause) {
    if (cause instanceof Error && / answered 4\d\d: /.test(cause.message)) return cause.message;
    throw cause;
  }
}

describe('whoever holds the role', () => {
  it('does not approve a change of their own', async () => {
    const key = await asked('best', {}, 'changemanager');
    expect(await refusal(decide('changemanager', key))).toMatch(/Who asked for it does not decide/);
    expect((await panel(key)).approval).toMatchObject({ state: 'waiting', decisions: [] });
  });

  it('nor one that they are to implement, whoever asked for it', async () => {
    const key = await asked('best', { Implementer: accountIdOf('changemanager') });
    expect(await refusal(decide('changemanager', key))).toMatch(/Who implements it does not decide/);
  });

  it('nor one that they asked for and passed on to somebody else', async () => {
    const key = await asked();
    for (const user of ['changemanager', 'lena'] as const) {
      const fields = { reporter: { id: accountIdOf(user) } };
      await changes.as('admin').put(`/rest/api/3/issue/${key}`, { fields });
      await changes.settled();
    }
    expect(await refusal(decide('changemanager', key))).toMatch(/Who asked for it does not decide/);
    expect((await panel(key)).approval).toMatchObject({ state: 'waiting', decisions: [] });
  });

  it('nor does becoming no implementer afterwards help: the vote is refused, and the edit asks for a new one', async () => {
    const key = await asked('best', { Implementer: accountIdOf('changemanager') });
    const { seal } = (await panel(key)).approval;
    await changes.edit(key, { Implementer: accountIdOf('ruth') });
    expect(await refusal(decide('changemanager', key, { seal }))).toMatch(/^CONFLICT: .*implementer/);
  });
});

describe('an edit after the approval', () => {
  const approved = async (): Promise<string> => {
    const key = await asked();
    await approve('changemanager', key);
    expect((await panel(key)).approval.state).toBe('approved');
    return key;
  };

  it('takes it back: an old approval can’t be played again', async () => {
    const key = await asked();
    const { seal } = (await panel(key)).approval;
    await approve('changemanager', key);
    await changes.edit(key, { 'Back-out plan': 'None, there is no way back.' });
    expect((await panel(key)).approval.state).toBe('edited');
    const before = await stand(key);
    const from = mark();
    expect(await refusal(decide('changemanager', key, { seal }))).toMatch(
      /^CONFLICT: The change was edited after you looked at it: back-out plan/,
    );
    expect(logged(from).join('\n')).toContain('"reason":"edited-since"');
    expect(await stand(key)).toEqual(before);
    await expect(changes.move(key, 'Schedule')).rejects.toThrow(/edited since it was approved/);
  });

  it('on the transition’s own screen counts, too', async () => {
    const key = await approved();
    const id = await changes.transitionId(key, 'Schedule');
    const fields = { [changes.fieldId('Back-out plan')]: adf('None.') };
    await expect(
      changes.as('agent').post(`/rest/api/3/issue/${key}/transitions`, { transition: { id }, fields }, z.json()),
    ).rejects.toThrow(/answered 400/);
    expect(await changes.status(key)).toBe('Authorize');
  });

  it('and before the implementation closes the way to it', async () => {
    const key = await approved();
    await changes.move(key, 'Schedule');
    await changes.edit(key, { 'Implementation plan': 'Something else altogether, and more of it.' });
    const from = mark();
    await expect(changes.move(key, 'Implement')).rejects.toThrow(/edited since it was approved/);
    expect(logged(from).find((line) => /^change gate refused/.test(line))).toContain('approved.edited');
    expect(await changes.status(key)).toBe('Scheduled');
  });

  it('of the type opens no shorter way', async () => {
    const key = await approved();
    await changes.edit(key, { 'Change type': 'Emergency' });
    await expect(changes.move(key, 'Implement emergency')).rejects.toThrow(/approv|assessed/);
    await changes.edit(key, { 'Change type': 'Standard' });
    await expect(changes.move(key, 'Schedule')).rejects.toThrow(/can’t be scheduled/);
    expect(await changes.status(key)).toBe('Authorize');
  });
});

describe('a change of high risk', () => {
  it('is not scheduled on the change manager’s word alone, who sits on the board, too', async () => {
    const key = await asked('worst');
    const level = (await panel(key)).assessment?.level;
    expect(['high', 'veryHigh']).toContain(level);
    await approve('changemanager', key);
    await expect(changes.move(key, 'Schedule')).rejects.toThrow(/It needs/);
    await approve('cab', key);
    if (level === 'veryHigh') await approve('serviceowner', key);
    expect((await panel(key)).approval.state).toBe('approved');
    await changes.move(key, 'Schedule');
    expect(await changes.status(key)).toBe('Scheduled');
  });
});
