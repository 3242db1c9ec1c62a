/** The workflow's gates on a whole site: for people, with a transition's own input, in bulk, and against forged fields. */
import { z } from 'zod';
import { SiteChanges } from './site-changes';

let changes: SiteChanges;

beforeAll(async () => {
  changes = await SiteChanges.open();
});

afterAll(async () => {
  await changes.site.close();
});

it('publishes how a new change stands', async () => {
  const { key } = await changes.create(changes.described());
  expect(await changes.value(key, 'Change approval')).toBe('Not asked for');
  expect(await changes.value(key, 'Change state')).toEqual(['type.normal', 'approval.notAsked', 'conflict.none']);
  expect(await changes.value(key, 'Change risk')).toBeNull();
});

it('does not send a change to assessment that nobody described', async () => {
  const { key } = await changes.create({});
  await expect(changes.move(key, 'Request assessment')).rejects.toThrow(
    /It can’t be assessed yet: Fill in change type, planned start, planned end, reason and configuration items/,
  );
  expect(await changes.status(key)).toBe('New');
});

it('counts what is entered on the transition’s screen', async () => {
  const { key } = await changes.create({});
  await changes.move(key, 'Request assessment', changes.described());
  expect(await changes.status(key)).toBe('Assess');
});

it('refuses what is taken away on the transition’s screen', async () => {
  const { key } = await changes.create(changes.described());
  await expect(changes.move(key, 'Request assessment', { 'Reason for change': null })).rejects.toThrow(
    /Fill in reason/,
  );
});

it('takes no CI that the CMDB does not have: its freezes would never be met', async () => {
  const { key } = await changes.create(changes.described({ 'Configuration items': ['server:nowhere'] }));
  await expect(changes.move(key, 'Request assessment')).rejects.toThrow(/The CMDB does not have server:nowhere/);
  await expect(
    changes.move(key, 'Request assessment', { 'Configuration items': ['server:web-01', 'server:elsewhere'] }),
  ).rejects.toThrow(/The CMDB does not have server:elsewhere/);
  await changes.move(key, 'Request assessment', { 'Configuration items': ['server:web-01'] });
  expect(await changes.status(key)).toBe('Assess');
});

it('asks for an assessment before authorization', async () => {
  const { key } = await changes.create(changes.described());
  await changes.move(key, 'Request assessment');
  await expect(changes.move(key, 'Request authorization')).rejects.toThrow(/Its risk has not been assessed/);
});

it.each([
  ['Normal', []],
  ['Standard', ['Schedule standard change']],
  ['Emergency', []],
] as const)('offers a %s change only its own short way', async (type, short) => {
  const { key } = await changes.create(changes.described({ 'Change type': type }));
  const offered = await changes.offered(key);
  expect(offered.filter((name) => /standard|emergency|^Schedule$|^Implement$/.test(name))).toEqual(short);
});

it('schedules no standard change without a template', async () => {
  const { key } = await changes.create(changes.described({ 'Change type': 'Standard' }));
  await expect(changes.move(key, 'Schedule standard change')).rejects.toThrow(/A standard change follows a template/);
});

it('judges by what is there now: a type changed a moment ago opens no way', async () => {
  const { key } = await changes.create(changes.described({ 'Change type': 'Standard' }));
  const id = await changes.transitionId(key, 'Schedule standard change');
  await changes.as('agent').put(`/rest/api/3/issue/${key}`, { fields: changes.fields({ 'Change type': 'Normal' }) });
  await expect(
    changes.as('agent').post(`/rest/api/3/issue/${key}/transitions`, { transition: { id } }, z.unknown()),
  ).rejects.toThrow(/Only standard changes are scheduled without assessment/);
});

it('holds in bulk, for each issue by itself', async () => {
  const good = await changes.create(changes.described());
  const bad = await changes.create(changes.described({ 'Planned end': changes.at(23) }));
  const id = await changes.transitionId(good.key, 'Request assessment', 'admin');
  const result = await changes.moveInBulk([good.key, bad.key], id, 'admin');
  expect(result.processedAccessibleIssues).toEqual([Number(good.id)]);
  expect(result.failedAccessibleIssues[bad.id]?.join(' ')).toMatch(
    /The planned end has to come after the planned start/,
  );
  expect(await changes.status(bad.key)).toBe('New');
});

it.each(['Change risk', 'Change risk score', 'Change approval', 'Change state'])(
  'lets nobody write %s',
  async (name) => {
    const { key } = await changes.create(changes.described());
    const forged =
      name === 'Change state' ? ['route.emergency', 'approval.approved'] : name === 'Change risk score' ? 1 : 'Low';
    const before = await changes.value(key, name);
    for (const user of ['agent', 'changemanager', 'admin'] as const)
      await expect(
        changes.as(user).put(`/rest/api/3/issue/${key}`, { fields: { [changes.fieldId(name)]: forged } }),
      ).rejects.toThrow(/answered 400/);
    expect(await changes.value(key, name)).toEqual(before);
  },
);

it('says in a cancelled change why', async () => {
  const { key } = await changes.create(changes.described());
  await expect(changes.move(key, 'Cancel')).rejects.toThrow(/Say in the resolution notes why it is cancelled/);
  await changes.move(key, 'Cancel', { 'Resolution notes': 'No longer needed.' });
  expect(await changes.status(key)).toBe('Cancelled');
});
