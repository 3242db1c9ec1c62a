import { SetupJobDocument } from '../../src/setup/setup-job';
import { SiteMap } from '../../src/setup/site-map';

const oldest = {
  projects: [{ id: '10000', key: 'ITSM' }],
  issueTypes: { incident: '10100' },
  fields: { impact: 'customfield_10200' },
  priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
};

it('reads a map of a version that kept less', () => {
  expect(SiteMap.parse(oldest)).toEqual({ ...oldest, statuses: {}, roles: {}, linkTypes: {}, panels: [] });
});

it('leaves out what only another version knows', () => {
  const stored = {
    ...oldest,
    projects: [{ id: '10000', key: 'ITSM', practices: ['incident', 'knowledge'] }],
    issueTypes: { incident: '10100', knowledge: '10101' },
    fields: { impact: 'customfield_10200', riskAppetite: 'customfield_10201' },
    roles: { incidentManager: '7', fireMarshal: '8' },
  };
  expect(SiteMap.parse(stored)).toMatchObject({
    projects: [{ practices: ['incident'] }],
    issueTypes: { incident: '10100' },
    fields: { impact: 'customfield_10200' },
    roles: { incidentManager: '7' },
  });
});

it('still refuses an id that can be none', () => {
  expect(SiteMap.safeParse({ ...oldest, fields: { impact: 'impact' } }).success).toBe(false);
});

it('reads a run whose reason was kept as a sentence', () => {
  const stored = {
    choices: { project: { kind: 'existing', id: '1' }, practices: ['incident'], people: {} },
    by: 'admin',
    done: 0,
    attempts: 1,
    note: 'Impact: Jira is busy.',
  };
  expect(SetupJobDocument.parse(stored)).toMatchObject({
    choices: { agentsSetReporter: false },
    note: { code: 'refused', message: 'Impact: Jira is busy.' },
  });
});
