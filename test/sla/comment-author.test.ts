/** Who wrote a comment: the customer, an agent, or an app. */
import { seenOf, SlaIssueBean, type SlaConstants } from '../../src/forge/jira/sla-beans';

const CONSTANTS: SlaConstants = {
  appAccountId: 'app',
  fields: { due: 'd', state: 's', remaining: 'r', clocks: 'c', outcomes: 'o' },
  statusCategories: {},
};
const bean = SlaIssueBean.parse({
  id: '1',
  key: 'IT-1',
  fields: {
    issuetype: { id: '10' },
    project: { id: '100' },
    status: { id: '1', name: 'New' },
    reporter: { accountId: 'nina' },
    created: '2026-03-02T08:00:00.000+0000',
  },
});
/** Olaf reported it; at ten it was passed on to Nina. */
const passedOn = {
  id: '5',
  created: '2026-03-02T10:00:00.000+0000',
  items: [{ field: 'reporter', fieldId: 'reporter', from: 'olaf', to: 'nina' }],
};

it.each([
  ['the reporter', '11:00', 'nina', 'atlassian', 'customer'],
  ['who was the reporter then', '09:00', 'olaf', 'atlassian', 'customer'],
  ['who only became the reporter later', '09:00', 'nina', 'atlassian', 'agent'],
  ['who is the reporter no longer', '11:00', 'olaf', 'atlassian', 'agent'],
  ['another customer of the portal', '11:00', 'paul', 'customer', 'customer'],
  ['somebody else of the site', '11:00', 'sam', 'atlassian', 'agent'],
  ['an app', '11:00', 'bot', 'app', 'app'],
])('%s', (_, time, accountId, accountType, by) => {
  const comment = { id: '7', author: { accountId, accountType }, created: `2026-03-02T${time}:00.000+0000` };
  const history = { ...passedOn, items: passedOn.items.map(itemOf) };
  expect(seenOf(CONSTANTS, bean, [history], [comment]).told.comments).toMatchObject([{ by }]);
});

it('a comment whose author is not told is an agent’s, also where nobody reported the issue', () => {
  const unreported = { ...bean, fields: { ...bean.fields, reporter: null } };
  const comment = { id: '7', created: '2026-03-02T11:00:00.000+0000' };
  expect(seenOf(CONSTANTS, unreported, [], [comment]).told.comments).toMatchObject([{ by: 'agent' }]);
});

const itemOf = ({ fieldId, from, to }: (typeof passedOn.items)[number]) => ({
  field: fieldId,
  from: { id: from, text: undefined },
  to: { id: to, text: undefined },
});
