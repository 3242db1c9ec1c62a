import { BLUEPRINT, blueprintFor, fieldsOf, type WorkflowSpec } from '../../src/setup/blueprint';

const reachable = (workflow: WorkflowSpec): Set<string> => {
  const reached = new Set([workflow.start]);
  for (const _ of workflow.statuses) {
    for (const { from, to } of workflow.transitions) if (from.some((status) => reached.has(status))) reached.add(to);
  }
  return reached;
};

/** Where a lifecycle may end. */
const FINAL = ['closed', 'cancelled'];

describe.each(BLUEPRINT.workflows)('$name', (workflow) => {
  it('reaches every status from its start', () => {
    expect([...reachable(workflow)].sort()).toEqual([...workflow.statuses].sort());
  });

  it.each(workflow.statuses)('%s has a way out, or is final', (status) => {
    const leaves = workflow.transitions.some(({ from }) => from.includes(status));
    expect(leaves).toBe(!FINAL.includes(status));
  });

  it('has one transition that creates, into its start', () => {
    const creating = workflow.transitions.filter(({ from }) => from.length === 0);
    expect(creating.map(({ to }) => to)).toEqual([workflow.start]);
  });

  it('names each transition once', () => {
    const names = workflow.transitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers only to statuses, screens and fields there are', () => {
    const statuses = BLUEPRINT.statuses.map(({ key }) => key);
    const screens = BLUEPRINT.screens.map(({ key }) => key);
    const fields: string[] = BLUEPRINT.fields.map(({ key }) => key);
    for (const { from, to, screen, rules = [] } of workflow.transitions) {
      for (const status of [...from, to]) {
        expect(statuses).toContain(status);
        expect(workflow.statuses).toContain(status);
      }
      if (screen !== undefined) expect(screens).toContain(screen);
      for (const field of fieldsOf(rules)) expect(fields).toContain(field);
    }
  });

  it('shows every field it requires on the transition’s own screen', () => {
    for (const { screen, rules = [] } of workflow.transitions) {
      const required = rules.flatMap((rule) => (rule.rule === 'require-field' ? [rule.field] : []));
      const shown = BLUEPRINT.screens.find(({ key }) => key === screen)?.fields ?? [];
      for (const field of required) expect(shown).toContainEqual({ custom: field });
    }
  });

  it('sets a resolution on the way into its done statuses, and clears it on the way out', () => {
    const done = (key: string): boolean => BLUEPRINT.statuses.find((status) => status.key === key)?.category === 'DONE';
    for (const { from, to, rules = [] } of workflow.transitions) {
      const kinds = rules.map(({ rule }) => rule);
      if (done(to) && !from.every(done)) expect(kinds).toContain('set-resolution');
      if (!done(to) && from.some(done)) expect(kinds).toContain('clear-resolution');
    }
  });
});

it.each([
  ['issue types', BLUEPRINT.issueTypes],
  ['fields', BLUEPRINT.fields],
  ['statuses', BLUEPRINT.statuses],
  ['workflows', BLUEPRINT.workflows],
  ['screens', BLUEPRINT.screens],
  ['screen schemes', BLUEPRINT.screenSchemes],
  ['link types', BLUEPRINT.linkTypes],
  ['roles', BLUEPRINT.roles],
])('%s have keys and names of their own', (_, things) => {
  for (const property of ['key', 'name'] as const) {
    const values = things.map((thing) => thing[property].toLowerCase());
    expect(new Set(values).size).toBe(values.length);
  }
});

it('brings of the incident practice only what incidents need', () => {
  const incident = blueprintFor(['incident']);
  expect(incident.issueTypes.map(({ name }) => name)).toEqual(['Incident']);
  expect(incident.statuses.map(({ name }) => name)).toEqual([
    'New',
    'In Progress',
    'On Hold',
    'Reopened',
    'Resolved',
    'Closed',
    'Cancelled',
  ]);
  expect(incident.fields.map(({ name }) => name)).toEqual([
    'Impact',
    'Urgency',
    'Category',
    'Contact type',
    'Support group',
    'Affected services',
    'Pending reason',
    'Resolution code',
    'Resolution notes',
    'Priority override reason',
  ]);
  expect(incident.roles).toEqual(BLUEPRINT.roles);
});
