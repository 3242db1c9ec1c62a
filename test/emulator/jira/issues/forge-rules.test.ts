import type { InstalledApp } from '../../../../emulator/seams';
import { moduleAri } from '../../../../emulator/seams';
import { AGENT, anApp, directed, id, incidentSite, OPTION, STATUS } from '../../../support/jira-site';

/** A Start transition guarded by one expression of the app; `config` as the rule keeps it. */
async function guarded(kind: 'validator' | 'condition', expression: string, config?: object, installed = true) {
  const app: InstalledApp = anApp({
    workflowRules: [{ key: 'gate', kind, name: 'Gate', expression, errorMessage: 'The gate is shut.' }],
  });
  const parameters = {
    key: moduleAri(app, 'gate'),
    ...(config === undefined ? {} : { config: JSON.stringify(config) }),
  };
  const rule = { id: 'rule-1', ruleKey: `forge:expression-${kind}`, parameters };
  const site = incidentSite([
    { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: STATUS.new },
    directed([STATUS.new], {
      id: '11',
      name: 'Start',
      toStatusReference: STATUS.inProgress,
      transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId: '200' } },
      ...(kind === 'validator' ? { validators: [rule] } : { conditions: { operation: 'ALL', conditions: [rule] } }),
    }),
  ]);
  site.install(installed ? app : undefined);
  return { site, key: await site.incident() };
}

const REQUIRED = 'issue[config.field] != null ? true : config.message';
const config = { field: id('reason'), message: 'A reason is needed.' };

describe('an expression validator', () => {
  it.each([
    ['true', 'true', undefined, {}, undefined],
    ['false', 'false', undefined, {}, 'The gate is shut.'],
    ['a string', "'Not today.'", undefined, {}, 'Not today.'],
    ['a number', '1', undefined, {}, 'The gate is shut.'],
    ['null', 'null', undefined, {}, 'The gate is shut.'],
    ['an error', 'issue.nothing.at.all', undefined, {}, 'The gate is shut.'],
    ['the field missing', REQUIRED, config, {}, 'A reason is needed.'],
    ['the field given on the screen', REQUIRED, config, { [id('reason')]: 'parts' }, undefined],
    [
      'an option’s value',
      `issue.${id('impact')}.value == 'Team'`,
      undefined,
      { [id('impact')]: { id: OPTION.team } },
      undefined,
    ],
    ['what the screen changed', 'issue.summary != originalIssue.summary', undefined, { summary: 'Other' }, undefined],
    ['what the screen left alone', 'issue.summary != originalIssue.summary', undefined, {}, 'The gate is shut.'],
    [
      'the transition',
      `transition.to.id == ${STATUS.inProgress} && transition.from.id == ${STATUS.new}`,
      undefined,
      {},
      undefined,
    ],
    ['the user', "user.accountId == 'admin-account'", undefined, {}, undefined],
    ['an overriding expression', 'false', { expression: 'true' }, {}, undefined],
    ['an overriding message', 'true', { expression: 'false', errorMessage: 'Configured.' }, {}, 'Configured.'],
  ])('given %s', async (_, expression, configuration, fields, refusal) => {
    const { site, key } = await guarded('validator', expression, configuration);
    const answer = await site.transition(key, '11', { fields });
    expect([answer.status, answer.body?.errorMessages]).toEqual(
      refusal === undefined ? [204, undefined] : [400, [refusal]],
    );
    expect(await site.fields(key)).toMatchObject({
      status: { name: refusal === undefined ? 'Working' : 'New' },
      summary: refusal === undefined && 'summary' in fields ? 'Other' : 'Mail is down',
    });
  });

  it('refuses when its app is gone', async () => {
    const { site, key } = await guarded('validator', 'true', undefined, false);
    expect(await site.transition(key, '11')).toMatchObject({ status: 400 });
  });
});

describe('an expression condition', () => {
  it.each([
    ['true', 'true', true],
    ['a string', "'no'", false],
    ['an error', '1 == "1"', false],
    ['the user’s account', "user.accountId == 'agent-account'", true],
    ['how it is combined', "groupOperator == 'AND'", true],
  ])('given %s', async (_, expression, visible) => {
    const { site, key } = await guarded('condition', expression);
    const { body } = await site.call<{ transitions: unknown[] }>(
      `GET /rest/api/3/issue/${key}/transitions`,
      undefined,
      AGENT,
    );
    expect(body.transitions).toHaveLength(visible ? 1 : 0);
  });
});

describe('an expression that fails', () => {
  const failures = (site: Awaited<ReturnType<typeof guarded>>['site']) =>
    site.published.filter(({ type }) => type === 'avi:jira:failed:expression');

  it.each([
    ['validator', 'issue.nothing.at.all', true],
    ['validator', '1', true],
    ['validator', "'Not today.'", false],
    ['validator', 'false', false],
    ['condition', 'issue.nothing.at.all', true],
    ['condition', "'no'", true],
    ['condition', 'false', false],
  ] as const)('as a %s, %s: the app hears of it: %s', async (kind, expression, heard) => {
    const { site, key } = await guarded(kind, expression);
    await site.transition(key, '11');
    expect(failures(site).length > 0).toBe(heard);
    expect(await site.fields(key)).toMatchObject({ status: { name: 'New' } });
  });

  it('is told with its place, the errors and the issue, though the refusal undoes everything else', async () => {
    const { site, key } = await guarded('validator', 'issue.nothing.at.all');
    await site.transition(key, '11', { fields: { summary: 'Other' } });
    expect(failures(site)).toEqual([
      {
        type: 'avi:jira:failed:expression',
        actor: { accountId: 'admin-account' },
        payload: {
          extensionId: moduleAri(anApp(), 'gate'),
          workflowId: expect.any(String) as unknown,
          workflowName: expect.any(String) as unknown,
          validatorId: 'rule-1',
          expression: 'issue.nothing.at.all',
          errorMessages: [expect.stringContaining('nothing')],
          context: {
            issue: { id: expect.any(String) as unknown, key },
            project: { id: expect.any(String) as unknown },
            user: { accountId: 'admin-account' },
          },
        },
      },
    ]);
  });
});
