import type { WorkflowRule, WorkflowTransition } from '../../../../emulator/jira/config/workflow-document';
import {
  ADMIN,
  AGENT,
  anApp,
  asApp,
  directed,
  id,
  incidentSite,
  NOW,
  OPTION,
  paragraph,
  PLAIN_TRANSITIONS,
  RESOLUTION,
  STATUS,
  type IncidentSite,
} from '../../../support/jira-site';
import type { Caller } from '../../../../emulator/seams';
import { moduleAri } from '../../../../emulator/seams';

const offered = async (site: IncidentSite, key: string, caller: Caller = ADMIN): Promise<string[]> => {
  const { body } = await site.call<{ transitions: { name: string }[] }>(
    `GET /rest/api/3/issue/${key}/transitions`,
    undefined,
    caller,
  );
  return body.transitions.map((transition) => transition.name);
};

/** A workflow whose way from New to In Progress carries the rules. */
const withStart = (rules: Pick<WorkflowTransition, 'conditions' | 'validators' | 'actions'>): IncidentSite =>
  incidentSite([
    { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: STATUS.new },
    directed([STATUS.new], {
      id: '11',
      name: 'Start',
      toStatusReference: STATUS.inProgress,
      transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId: '200' } },
      ...rules,
    }),
    directed([STATUS.inProgress], { id: '12', name: 'Back', toStatusReference: STATUS.new }),
  ]);

describe('a plain workflow', () => {
  it('offers the ways out of a status and the global ones', async () => {
    const site = incidentSite();
    const key = await site.incident();
    expect(await offered(site, key)).toEqual(['Start', 'Hold', 'Resolve', 'Close']);
    expect(await site.transition(key, '11')).toMatchObject({ status: 204 });
    expect(await offered(site, key)).toEqual(['Hold', 'Resolve', 'Close']);
    expect(await site.fields(key)).toMatchObject({
      status: { name: 'Working', statusCategory: { key: 'indeterminate' } },
    });
    expect(await site.history(key)).toEqual(['status: New → Working']);
  });

  it.each([
    [
      'one that does not leave the status',
      { transition: { id: '41' } },
      "Transition id '41' is not valid for this issue.",
    ],
    ['one that does not exist', { transition: { id: '99' } }, "Transition id '99' is not valid for this issue."],
    ['none', {}, "Missing 'transition' identifier"],
  ])('refuses %s', async (_, body, message) => {
    const site = incidentSite();
    const key = await site.incident();
    expect(await site.call(`POST /rest/api/3/issue/${key}/transitions`, body)).toMatchObject({
      status: 400,
      body: { errorMessages: [message] },
    });
    expect(await site.fields(key)).toMatchObject({ status: { name: 'New' } });
  });

  it('resolves with a screen: resolution, reason, comment, one history entry', async () => {
    const site = incidentSite();
    const key = await site.incident();
    expect(await site.transition(key, '31')).toMatchObject({
      status: 400,
      body: { errors: { resolution: 'Resolution is required.' } },
    });
    site.clock.jumpTo(NOW + 3_600_000);
    const fields = { resolution: { name: 'Done' }, [id('reason')]: 'Fixed' };
    expect(
      await site.transition(key, '31', { fields, update: { comment: [{ add: { body: paragraph('Done.') } }] } }),
    ).toMatchObject({ status: 204 });
    expect(await site.fields(key)).toMatchObject({
      status: { name: 'Resolved' },
      resolution: { name: 'Done' },
      resolutiondate: '2026-03-02T10:00:00.000+0000',
      statuscategorychangedate: '2026-03-02T10:00:00.000+0000',
      updated: '2026-03-02T10:00:00.000+0000',
      comment: { total: 1 },
    });
    const { body } = await site.call<{ values: { items: unknown[] }[] }>(`GET /rest/api/3/issue/${key}/changelog`);
    expect(body.values.map(({ items }) => items)).toEqual([
      [
        {
          field: 'resolution',
          fieldtype: 'jira',
          fieldId: 'resolution',
          from: null,
          fromString: null,
          to: RESOLUTION.done,
          toString: 'Done',
        },
        {
          field: 'Pending reason',
          fieldtype: 'custom',
          fieldId: id('reason'),
          from: null,
          fromString: null,
          to: null,
          toString: 'Fixed',
        },
        {
          field: 'status',
          fieldtype: 'jira',
          fieldId: 'status',
          from: STATUS.new,
          fromString: 'New',
          to: STATUS.resolved,
          toString: 'Resolved',
        },
      ],
    ]);
    expect(await site.transition(key, '41')).toMatchObject({ status: 204 });
    expect(await site.fields(key)).toMatchObject({ resolution: null, resolutiondate: null });
  });

  it('keeps a transition to its screen', async () => {
    const site = incidentSite();
    const key = await site.incident();
    const message = "Field 'summary' cannot be set. It is not on the appropriate screen, or unknown.";
    for (const transition of ['11', '31']) {
      expect(
        await site.transition(key, transition, { fields: { summary: 'x', resolution: { name: 'Done' } } }),
      ).toMatchObject({
        status: 400,
        body: { errors: { summary: message } },
      });
    }
  });

  it('shows the fields of a screen when asked', async () => {
    const site = incidentSite();
    const key = await site.incident();
    const { body } = await site.call(
      `GET /rest/api/3/issue/${key}/transitions?expand=transitions.fields&transitionId=31`,
    );
    expect(body).toMatchObject({
      transitions: [
        {
          id: '31',
          hasScreen: true,
          isConditional: false,
          fields: { resolution: { required: true, operations: ['set'] }, [id('reason')]: { required: false } },
        },
      ],
    });
  });
});

const rule = (ruleKey: string, parameters: Record<string, string>): WorkflowRule => ({ ruleKey, parameters });

describe('conditions hide transitions', () => {
  const groups = {
    jira: (site: IncidentSite) =>
      site.jira.site.db.prepare("SELECT group_id AS id FROM user_group WHERE name = 'jira-administrators'").get() as {
        id: string;
      },
  };
  const adminsGroup = groups.jira(incidentSite()).id;
  const team = JSON.stringify([OPTION.team]);
  const cases: readonly (readonly [string, WorkflowRule[], 'ANY' | 'ALL', Caller, Record<string, unknown>, boolean])[] =
    [
      ['role held', [rule('system:restrict-issue-transition', { roleIds: '10002' })], 'ALL', ADMIN, {}, true],
      ['role not held', [rule('system:restrict-issue-transition', { roleIds: '10002' })], 'ALL', AGENT, {}, false],
      ['group held', [rule('system:restrict-issue-transition', { groupIds: adminsGroup })], 'ALL', ADMIN, {}, true],
      [
        'group not held',
        [rule('system:restrict-issue-transition', { groupIds: adminsGroup })],
        'ALL',
        AGENT,
        {},
        false,
      ],
      [
        'reporter',
        [rule('system:restrict-issue-transition', { accountIds: 'allow-reporter' })],
        'ALL',
        ADMIN,
        {},
        true,
      ],
      [
        'not the assignee',
        [rule('system:restrict-issue-transition', { accountIds: 'allow-assignee' })],
        'ALL',
        ADMIN,
        {},
        false,
      ],
      [
        'the assignee',
        [rule('system:restrict-issue-transition', { accountIds: 'allow-assignee' })],
        'ALL',
        AGENT,
        { assignee: { accountId: 'agent-account' } },
        true,
      ],
      [
        'permission held',
        [rule('system:restrict-issue-transition', { permissionKeys: 'ADMINISTER_PROJECTS' })],
        'ALL',
        ADMIN,
        {},
        true,
      ],
      [
        'permission not held',
        [rule('system:restrict-issue-transition', { permissionKeys: 'ADMINISTER_PROJECTS' })],
        'ALL',
        AGENT,
        {},
        false,
      ],
      [
        'any of two',
        [
          rule('system:restrict-issue-transition', { roleIds: '1' }),
          rule('system:restrict-issue-transition', { accountIds: 'allow-reporter' }),
        ],
        'ANY',
        ADMIN,
        {},
        true,
      ],
      [
        'all of two',
        [
          rule('system:restrict-issue-transition', { roleIds: '1' }),
          rule('system:restrict-issue-transition', { accountIds: 'allow-reporter' }),
        ],
        'ALL',
        ADMIN,
        {},
        false,
      ],
      [
        'option equals',
        [
          rule('system:check-field-value', {
            fieldId: id('impact'),
            fieldValue: team,
            comparator: '=',
            comparisonType: 'OPTIONID',
          }),
        ],
        'ALL',
        ADMIN,
        { [id('impact')]: { id: OPTION.team } },
        true,
      ],
      [
        'option differs',
        [
          rule('system:check-field-value', {
            fieldId: id('impact'),
            fieldValue: team,
            comparator: '=',
            comparisonType: 'OPTIONID',
          }),
        ],
        'ALL',
        ADMIN,
        {},
        false,
      ],
      [
        'number is above',
        [
          rule('system:check-field-value', {
            fieldId: id('count'),
            fieldValue: '["3"]',
            comparator: '>',
            comparisonType: 'NUMBER',
          }),
        ],
        'ALL',
        ADMIN,
        { [id('count')]: 4 },
        true,
      ],
      [
        'never was there',
        [rule('system:previous-status-condition', { previousStatusIds: STATUS.inProgress, not: 'true' })],
        'ALL',
        ADMIN,
        {},
        true,
      ],
      ['users kept out', [rule('system:restrict-from-all-users', { restrictMode: 'users' })], 'ALL', ADMIN, {}, false],
      ['unknown rule', [rule('system:unheard-of', {})], 'ALL', ADMIN, {}, false],
    ];
  it.each(cases)('%s', async (_, conditions, operation, caller, fields, visible) => {
    const site = withStart({ conditions: { operation, conditions } });
    const key = await site.incident(fields);
    expect(await offered(site, key, caller)).toEqual(visible ? ['Start'] : []);
    expect(await site.transition(key, '11', {}, caller)).toMatchObject({ status: visible ? 204 : 400 });
  });

  it('nests groups', async () => {
    const no = rule('system:restrict-issue-transition', { roleIds: '1' });
    const yes = rule('system:restrict-issue-transition', { accountIds: 'allow-reporter' });
    const inner = (operation: 'ANY' | 'ALL') => ({ operation, conditions: [no, yes] });
    const open = withStart({ conditions: { operation: 'ALL', conditions: [yes], conditionGroups: [inner('ANY')] } });
    const shut = withStart({ conditions: { operation: 'ALL', conditions: [yes], conditionGroups: [inner('ALL')] } });
    expect(await offered(open, await open.incident())).toEqual(['Start']);
    expect(await offered(shut, await shut.incident())).toEqual([]);
  });

  it('keeps duties apart: who started the work may not start it again', async () => {
    const site = withStart({
      conditions: {
        operation: 'ALL',
        conditions: [rule('system:separation-of-duties', { toStatusId: STATUS.inProgress })],
      },
    });
    const key = await site.incident();
    await site.transition(key, '11');
    await site.transition(key, '12');
    expect(await offered(site, key, ADMIN)).toEqual([]);
    expect(await offered(site, key, AGENT)).toEqual(['Start']);
  });
});

describe('validators refuse input', () => {
  const validate = (parameters: Record<string, string>): WorkflowRule =>
    rule('system:validate-field-value', parameters);
  const required = validate({ ruleType: 'fieldRequired', fieldsRequired: id('reason'), errorMessage: 'Say why.' });
  const cases: readonly (readonly [string, WorkflowRule, object, string | undefined])[] = [
    ['required and given on the screen', required, { [id('reason')]: 'parts' }, undefined],
    ['required and missing', required, {}, 'Say why.'],
    [
      'required, standard words',
      validate({ ruleType: 'fieldRequired', fieldsRequired: id('impact') }),
      {},
      'Impact is required.',
    ],
    ['changed', validate({ ruleType: 'fieldChanged', fieldKey: 'summary' }), { summary: 'Other' }, undefined],
    [
      'not changed',
      validate({ ruleType: 'fieldChanged', fieldKey: 'summary' }),
      { summary: 'Mail is down' },
      'Summary must be modified before transition.',
    ],
    [
      'single value',
      validate({ ruleType: 'fieldHasSingleValue', fieldKey: id('areas') }),
      { [id('areas')]: [{ value: 'Web' }] },
      undefined,
    ],
    [
      'two values',
      validate({ ruleType: 'fieldHasSingleValue', fieldKey: id('areas') }),
      { [id('areas')]: [{ value: 'Web' }, { value: 'Mail' }] },
      'Areas must have a single value.',
    ],
    [
      'matches',
      validate({ ruleType: 'fieldMatchesRegularExpression', fieldKey: id('reason'), regexp: '[A-Z]{2}-\\d+' }),
      { [id('reason')]: 'PO-12' },
      undefined,
    ],
    [
      'does not match',
      validate({ ruleType: 'fieldMatchesRegularExpression', fieldKey: id('reason'), regexp: '[A-Z]{2}-\\d+' }),
      { [id('reason')]: 'see PO-12' },
      'Pending reason does not have the required format.',
    ],
    [
      'dates in order',
      validate({
        ruleType: 'dateFieldComparison',
        date1FieldKey: 'duedate',
        date2FieldKey: id('day'),
        conditionSelected: '>=',
      }),
      { duedate: '2026-03-05', [id('day')]: '2026-03-05' },
      undefined,
    ],
    [
      'dates out of order',
      validate({
        ruleType: 'dateFieldComparison',
        date1FieldKey: 'duedate',
        date2FieldKey: id('day'),
        conditionSelected: '>',
        errorMessage: 'Too early.',
      }),
      { duedate: '2026-03-05', [id('day')]: '2026-03-05' },
      'Too early.',
    ],
    [
      'permission held',
      rule('system:check-permission-validator', { permissionKey: 'ADMINISTER_PROJECTS' }),
      {},
      undefined,
    ],
    [
      'not been there',
      rule('system:previous-status-validator', { previousStatusIds: STATUS.onHold }),
      {},
      'The work item has not been in the required status.',
    ],
  ];
  it.each(cases)('%s', async (_, validator, fields, refusal) => {
    const site = withStart({ validators: [validator] });
    const key = await site.incident();
    const before = await site.fields(key);
    const answer = await site.transition(key, '11', { fields });
    expect([answer.status, answer.body?.errorMessages]).toEqual(
      refusal === undefined ? [204, undefined] : [400, [refusal]],
    );
    if (refusal !== undefined) {
      expect(await site.fields(key)).toEqual(before);
      expect(site.published.map((event) => event.type)).toEqual(['avi:jira:created:issue']);
    }
  });

  it('asks a function validator with what the screen changed, and shows its words', async () => {
    const asked: unknown[] = [];
    const app = anApp({
      workflowRules: [{ key: 'gate', kind: 'validator', name: 'Gate' }],
      validate: async (moduleKey, payload) => {
        asked.push([moduleKey, payload]);
        return asked.length === 1 ? { result: false, errorMessage: 'Not yet.' } : { result: true };
      },
    });
    const site = withStart({
      validators: [rule('forge:expression-validator', { key: moduleAri(app, 'gate'), config: '{"level":2}' })],
    });
    site.install(app);
    const key = await site.incident();
    const fields = { assignee: { accountId: 'agent-account' }, labels: [], [id('impact')]: { value: 'Team' } };
    expect(await site.transition(key, '11', { fields })).toMatchObject({
      status: 400,
      body: { errorMessages: ['Not yet.'] },
    });
    expect(await site.transition(key, '11')).toMatchObject({ status: 204 });
    expect(asked[0]).toMatchObject([
      'gate',
      {
        issue: { key },
        configuration: { level: 2 },
        transition: {
          from: { id: STATUS.new },
          to: { id: STATUS.inProgress },
          modifiedFields: { assignee: { accountId: 'agent-account' }, labels: null, [id('impact')]: { value: 'Team' } },
        },
      },
    ]);
  });
});

describe('post functions', () => {
  const cases: readonly (readonly [string, WorkflowRule, Record<string, unknown>])[] = [
    [
      'set a resolution',
      rule('system:update-field', { field: 'resolution', value: RESOLUTION.wontDo }),
      { resolution: expect.objectContaining({ name: "Won't Do" }) },
    ],
    [
      'set a priority by name',
      rule('system:update-field', { field: 'priority', value: 'High' }),
      { priority: expect.objectContaining({ name: 'High' }) },
    ],
    [
      'set an option',
      rule('system:update-field', { field: id('impact'), value: OPTION.team }),
      { [id('impact')]: expect.objectContaining({ value: 'Team' }) as unknown },
    ],
    ['set a text', rule('system:update-field', { field: id('reason'), value: 'auto' }), { [id('reason')]: 'auto' }],
    ['set a number', rule('system:update-field', { field: id('count'), value: '7' }), { [id('count')]: 7 }],
    [
      'append a text',
      rule('system:update-field', { field: 'summary', value: '!', mode: 'append' }),
      { summary: 'Mail is down!' },
    ],
    ['clear a field', rule('system:update-field', { field: 'duedate', value: '' }), { duedate: null }],
    [
      'assign to the one who moves',
      rule('system:change-assignee', { type: 'to-current-user' }),
      { assignee: expect.objectContaining({ accountId: 'admin-account' }) },
    ],
    [
      'assign to somebody',
      rule('system:change-assignee', { type: 'to-selected-user', accountId: 'agent-account' }),
      { assignee: expect.objectContaining({ accountId: 'agent-account' }) },
    ],
    [
      'copy a value',
      rule('system:copy-value-from-other-field', { sourceFieldKey: 'summary', targetFieldKey: id('reason') }),
      { [id('reason')]: 'Mail is down' },
    ],
  ];
  it.each(cases)('%s', async (_, action, expected) => {
    const site = withStart({ actions: [action] });
    const key = await site.incident({ duedate: '2026-04-01' });
    expect(await site.transition(key, '11')).toMatchObject({ status: 204 });
    expect(await site.fields(key)).toMatchObject(expected);
  });

  it('queues an app’s function with the transition and its changelog', async () => {
    const queued: unknown[] = [];
    const app = anApp({
      workflowRules: [{ key: 'after', kind: 'postFunction', name: 'After' }],
      postFunction: (moduleKey, payload) => void queued.push([moduleKey, payload]),
    });
    const site = withStart({
      actions: [rule('forge:workflow-post-function', { key: moduleAri(app, 'after'), config: '{"a":1}' })],
    });
    site.install(app);
    const key = await site.incident();
    await site.transition(key, '11');
    expect(queued).toMatchObject([
      [
        'after',
        {
          issue: { key },
          configuration: { a: 1 },
          transition: { id: '11', to: { id: STATUS.inProgress } },
          changelog: { items: [{ field: 'status' }] },
        },
      ],
    ]);
  });
});

describe('Forge custom fields', () => {
  const app = anApp();
  const furnished = async () => {
    const site = incidentSite(PLAIN_TRANSITIONS);
    site.install(app);
    const key = await site.incident();
    const field = (
      site.jira.site.db.prepare("SELECT id FROM field WHERE forge_key = 'priority-basis'").get() as { id: string }
    ).id;
    const put = (caller: Caller, value: unknown, name = field) =>
      site.call(`PUT /rest/api/3/app/field/${name}/value`, { updates: [{ issueIds: [10000], value }] }, caller);
    return { site, key, field, put };
  };

  it('are written by their app acting as itself, by id or key', async () => {
    const { site, key, field, put } = await furnished();
    expect(await put(asApp(app), 'Because.')).toMatchObject({ status: 204 });
    expect((await site.fields(key))[field]).toBe('Because.');
    expect(await put(asApp(app), 'Still.', `${app.appId}__${app.environmentId}__static__priority-basis`)).toMatchObject(
      { status: 204 },
    );
    expect(await site.history(key)).toEqual(['Priority basis: ∅ → Because.', 'Priority basis: Because. → Still.']);
    expect(await put(asApp(app), 7)).toMatchObject({ status: 400 });
    expect((await site.fields(key))[field]).toBe('Still.');
  });

  it.each([
    ['an administrator', ADMIN],
    [
      'a user through the app',
      { accountId: 'admin-account', app: { appId: app.appId, as: 'user', scopes: app.scopes } } satisfies Caller,
    ],
    ['another app', asApp(app, { appId: 'other' })],
  ])('are not written by %s', async (_, caller) => {
    const { site, key, field, put } = await furnished();
    expect(await put(caller, 'x')).toMatchObject({ status: 403 });
    expect((await site.fields(key))[field]).toBeNull();
  });

  it('are not edited like ordinary fields', async () => {
    const { site, key, field } = await furnished();
    site.jira.site.db
      .prepare('INSERT INTO screen_tab_field (tab_id, field_id, position) VALUES (200, ?, 99)')
      .run(field);
    expect(await site.edit(key, { [field]: 'x' })).toMatchObject({
      status: 400,
      body: { errors: { [field]: expect.stringContaining('cannot be set') as string } },
    });
  });
});
