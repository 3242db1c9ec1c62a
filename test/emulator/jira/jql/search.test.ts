/** Queries and the incidents they find, on a desk of six. */
import {
  countIssues,
  explain,
  isBounded,
  matches,
  searchIssues,
  UNBOUNDED,
  validateJql,
} from '../../../../emulator/jira/jql';
import { JiraError } from '../../../../emulator/jira/http';
import type { Caller } from '../../../../emulator/seams';
import { ADMIN, AGENT, ANONYMOUS, NOW } from '../site';
import { addIssue, aDesk, daysAgo, insert, OPTION, STATUS, type Desk } from './site';

const MIDNIGHT_UTC = Date.parse('2026-02-20T00:00:00.000Z');

/** OPS-1 … OPS-4 everybody sees, SEC-5 administrators, PRV-6 its reporter (the agent). */
function fill({ db }: Desk): void {
  addIssue(db, {
    id: 1001,
    columns: {
      summary: 'Mail gateway down in London',
      priority_id: 1,
      description_text: 'Nobody receives e-mail since noon.',
      due_date: '2026-03-05',
    },
    labels: ['Mail', 'outage'],
    items: {
      service: [{ text: 'Mail gateway' }],
      impact: [{ text: 'Enterprise', number: OPTION.Enterprise }],
      affected: [
        { text: 'London', number: OPTION.London },
        { text: 'Paris', number: OPTION.Paris },
      ],
      cost: [{ number: 12.5 }],
      manager: [{ text: 'admin-account' }],
      tags: [{ text: 'VIP' }],
      basis: [{ text: 'Enterprise × Critical' }],
    },
    comments: ['Restarted the gateway twice'],
    properties: {
      'sla.clock': {
        minutes: 30,
        state: 'running',
        note: { text: 'first response' },
        owner: 'agent-account',
        due: '2026-03-02T12:00:00Z',
        steps: ['a', 'b'],
      },
    },
    watchers: ['admin-account'],
  });
  addIssue(db, {
    id: 1002,
    columns: {
      summary: 'Printer jam',
      status_id: STATUS['In Progress'],
      assignee: 'agent-account',
      created: daysAgo(5),
      updated: daysAgo(3),
      priority_id: 4,
    },
    labels: ['printer'],
    items: {
      impact: [{ text: 'Team', number: OPTION.Team }],
      cost: [{ number: 3 }],
      reviewOn: [{ number: MIDNIGHT_UTC }],
      outageStart: [{ number: daysAgo(6) }],
    },
    properties: { 'sla.clock': { minutes: 90, state: 'paused' } },
    history: [
      { at: daysAgo(4), by: 'agent-account', field: 'assignee', from: null, to: 'agent-account' },
      {
        at: daysAgo(3),
        by: 'agent-account',
        field: 'status',
        from: String(STATUS.New),
        to: String(STATUS['In Progress']),
      },
    ],
  });
  addIssue(db, {
    id: 1003,
    columns: {
      summary: 'VPN slow',
      status_id: STATUS.Resolved,
      resolution_id: 10000,
      resolution_date: daysAgo(1),
      assignee: 'admin-account',
      created: daysAgo(8),
      parent_id: 1001,
    },
    items: { affected: [{ text: 'Paris', number: OPTION.Paris }] },
    history: [
      { at: daysAgo(7), by: 'agent-account', field: 'status', from: String(STATUS.New), to: String(STATUS['On Hold']) },
      {
        at: daysAgo(1),
        by: 'admin-account',
        field: 'status',
        from: String(STATUS['On Hold']),
        to: String(STATUS.Resolved),
      },
      { at: daysAgo(1), by: 'admin-account', field: 'resolution', from: null, to: '10000' },
    ],
  });
  addIssue(db, {
    id: 1004,
    columns: {
      summary: 'Laptop battery',
      priority_id: null,
      reporter: null,
      created: daysAgo(2),
      issue_type_id: 10002,
    },
  });
  addIssue(db, { id: 2005, project: [2, 'SEC'], columns: { summary: 'Phishing mail', reporter: 'admin-account' } });
  addIssue(db, { id: 3006, project: [3, 'PRV'], columns: { summary: 'Badge lost' } });
  insert(db, 'issue_link', { id: 1, type_id: linkType(db), source_id: 1001, destination_id: 1002 });
}

function linkType(db: Desk['db']): number {
  insert(db, 'issue_link_type', { id: 40001, name: 'Cause', inward: 'is caused by', outward: 'causes' });
  return 40001;
}

const desk = aDesk();
fill(desk);

function keys(jql: string, caller: Caller = AGENT): string[] {
  const { ids } = searchIssues(desk.site, caller, jql, { limit: 100 });
  return ids.map(
    (id) => desk.db.prepare<[number], { key: string }>('SELECT key FROM issue WHERE id = ?').get(id)?.key ?? '',
  );
}
const inOrder = (jql: string, caller?: Caller): string => keys(jql, caller).join(' ');
const found = (jql: string, caller?: Caller): string => keys(jql, caller).sort().join(' ');

describe('finds', () => {
  it.each([
    // fields of the issue itself
    ['project = OPS', 'OPS-1 OPS-2 OPS-3 OPS-4'],
    ['project in (ops, "Private requests")', 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
    ['key = ops-1', 'OPS-1'],
    ['issue in (OPS-1, 1003)', 'OPS-1 OPS-3'],
    ['issuekey > OPS-2', 'OPS-3 OPS-4'],
    ['key >= OPS-2 AND key < OPS-4', 'OPS-2 OPS-3'],
    ['status = "in progress"', 'OPS-2'],
    [`status in (New, ${STATUS.Resolved})`, 'OPS-1 OPS-3 OPS-4 PRV-6'],
    ['statusCategory = Done', 'OPS-3'],
    ['statusCategory != "To Do"', 'OPS-2 OPS-3'],
    ['priority = Highest', 'OPS-1'],
    ['priority > Low', 'OPS-1 OPS-3 PRV-6'],
    ['priority <= Medium', 'OPS-2 OPS-3 PRV-6'],
    ['priority != Highest', 'OPS-2 OPS-3 PRV-6'],
    ['priority is EMPTY', 'OPS-4'],
    ['resolution = Unresolved', 'OPS-1 OPS-2 OPS-4 PRV-6'],
    ['resolution != Unresolved', 'OPS-3'],
    ['resolution in (Done, Unresolved)', 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
    ['assignee = currentUser()', 'OPS-2'],
    ['assignee = "agent@acme.example"', 'OPS-2'],
    ['assignee != currentUser()', 'OPS-3'],
    ['NOT assignee = currentUser()', 'OPS-3'],
    ['assignee in (EMPTY, "Admin Person")', 'OPS-1 OPS-3 OPS-4 PRV-6'],
    ['assignee not in membersOf(jira-administrators)', 'OPS-2'],
    ['reporter is null', 'OPS-4'],
    ['issuetype in standardIssueTypes() and type != 10002', 'OPS-1 OPS-2 OPS-3 PRV-6'],
    ['parent = OPS-1', 'OPS-3'],
    ['labels = MAIL', 'OPS-1'],
    ['labels != mail', 'OPS-2'],
    ['labels is not EMPTY and labels not in (printer)', 'OPS-1'],
    ['watcher = admin-account', 'OPS-1'],
    ['watchers > 0', 'OPS-1'],
    ['issueLinkType = causes', 'OPS-1'],
    ['issueLinkType = "is caused by"', 'OPS-2'],
    ['issueLinkType is EMPTY', 'OPS-3 OPS-4 PRV-6'],
    ['issue in linkedIssues(OPS-1)', 'OPS-2'],
    ['issue in linkedIssues(OPS-2, "is caused by")', 'OPS-1'],
    ['issue in linkedIssues(OPS-2, causes)', ''],
    ['issue in watchedIssues()', ''],
    ['issue in updatedBy(admin-account)', 'OPS-3'],
    [
      'project in projectsLeadByUser() and project in projectsWhereUserHasPermission("Browse Projects")',
      'OPS-1 OPS-2 OPS-3 OPS-4',
    ],
    // dates; now is Monday 2 March 2026, 09:00 UTC
    ['created >= -5d', 'OPS-2 OPS-4'],
    ['created > -5d', 'OPS-4'],
    ['created < "2026-02-23"', 'OPS-1 OPS-3 PRV-6'],
    ['created = "2026/02/25 09:00"', 'OPS-2'],
    ['created >= startOfMonth()', ''],
    ['created >= startOfDay(-2) and created <= endOfDay("-2d")', 'OPS-4'],
    ['updated <= "-2d 12h"', 'OPS-2'],
    ['resolved is not EMPTY and resolutiondate >= startOfWeek()', 'OPS-3'],
    ['due < 1w', 'OPS-1'],
    ['duedate = "2026-03-05"', 'OPS-1'],
    ['due <= now()', ''],
    // text
    ['summary ~ "gateway mail"', 'OPS-1'],
    ['summary ~ "\\"mail gateway\\""', 'OPS-1'],
    ['summary ~ "\\"gateway mail\\""', ''],
    ['summary ~ "print*"', 'OPS-2'],
    ['summary ~ "j?m OR vpn"', 'OPS-2 OPS-3'],
    ['summary ~ "laptop -battery"', ''],
    ['summary !~ mail', 'OPS-2 OPS-3 OPS-4 PRV-6'],
    ['description ~ "e-mail"', 'OPS-1'],
    ['description is EMPTY', 'OPS-2 OPS-3 OPS-4 PRV-6'],
    ['comment ~ restarted', 'OPS-1'],
    ['text ~ gateway', 'OPS-1'],
    // custom fields
    ['Impact = Enterprise', 'OPS-1'],
    ['Impact != Enterprise', 'OPS-2'],
    [`cf[10102] in (${OPTION.Team}, enterprise)`, 'OPS-1 OPS-2'],
    ['"Impact[Dropdown]" is EMPTY', 'OPS-3 OPS-4 PRV-6'],
    ['"Affected offices" = Paris', 'OPS-1 OPS-3'],
    ['"Affected offices" != London', 'OPS-3'],
    ['Cost > 3', 'OPS-1'],
    ['Cost = 3.0', 'OPS-2'],
    ['"Outage start" < -5d', 'OPS-2'],
    ['"Review on" = "2026-02-20"', 'OPS-2'],
    ['"Review on" < "2026-02-20"', ''],
    ['Manager in membersOf("jira-administrators")', 'OPS-1'],
    ['Tags = vip', 'OPS-1'],
    ['Service ~ mail', 'OPS-1'],
    ['"Service[Paragraph]" ~ mail', ''],
    ['"Priority basis" = "Enterprise × Critical"', 'OPS-1'],
    ['priority-basis is not EMPTY', 'OPS-1'],
    // entity properties
    ['issue.property[sla.clock].minutes > 30', 'OPS-2'],
    ['slaMinutes = 30', 'OPS-1'],
    ['slaState = paused', 'OPS-2'],
    ['slaState is EMPTY', 'OPS-3 OPS-4 PRV-6'],
    ['issue.property["sla.clock"].note.text ~ response', 'OPS-1'],
    ['slaOwner = currentUser()', 'OPS-1'],
    ['slaDue > now()', 'OPS-1'],
    ['issue.property[sla.clock].steps = b', 'OPS-1'],
    // history
    ['status was New', 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
    ['status was not "On Hold"', 'OPS-1 OPS-2 OPS-4 PRV-6'],
    ['status was "On Hold" on "2026-02-24"', 'OPS-3'],
    ['status was "On Hold" before "2026-02-20"', ''],
    ['status was "On Hold" after "2026-02-28"', 'OPS-3'],
    ['status was New after -6d', 'OPS-1 OPS-2 OPS-4 PRV-6'],
    ['status was Resolved by admin-account', 'OPS-3'],
    ['status was in ("On Hold", "In Progress") during ("2026-02-01", "2026-02-24")', 'OPS-3'],
    ['status changed', 'OPS-2 OPS-3'],
    ['NOT status changed', 'OPS-1 OPS-4 PRV-6'],
    ['status changed from New to "On Hold"', 'OPS-3'],
    ['status changed to Resolved by currentUser()', ''],
    ['status changed after -2d', 'OPS-3'],
    ['status changed on "2026-02-27"', 'OPS-2'],
    ['assignee was EMPTY', 'OPS-1 OPS-2 OPS-4 PRV-6'],
    ['assignee changed from EMPTY', 'OPS-2'],
    ['resolution was Unresolved and resolution = Done', 'OPS-3'],
    // logic
    ['project = OPS and (status = New or assignee = admin-account) and not labels = mail', ''],
    ['not (status = New or status = Resolved)', 'OPS-2'],
    ['status = New and priority = Highest or status = Resolved', 'OPS-1 OPS-3'],
    ['', 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
  ])('%s', (jql, expected) => {
    expect(found(jql)).toBe(expected);
  });
});

describe('orders', () => {
  it.each([
    ['', 'OPS-4 OPS-2 OPS-3 PRV-6 OPS-1'],
    ['order by key', 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
    ['order by priority', 'OPS-4 OPS-1 PRV-6 OPS-3 OPS-2'],
    ['order by priority asc, key desc', 'OPS-2 PRV-6 OPS-3 OPS-1 OPS-4'],
    ['project = OPS order by status desc, created asc', 'OPS-3 OPS-2 OPS-1 OPS-4'],
    ['project = OPS order by summary', 'OPS-4 OPS-1 OPS-2 OPS-3'],
    ['project = OPS order by Impact, key', 'OPS-1 OPS-2 OPS-3 OPS-4'],
    ['project = OPS order by Cost, key', 'OPS-2 OPS-1 OPS-3 OPS-4'],
    ['project = OPS order by assignee, key', 'OPS-3 OPS-2 OPS-1 OPS-4'],
    ['project = OPS order by slaMinutes desc, key', 'OPS-3 OPS-4 OPS-2 OPS-1'],
  ])('%s', (jql, expected) => {
    expect(inOrder(jql)).toBe(expected);
  });
});

describe('hides what the caller may not browse', () => {
  it.each<readonly [string, Caller, string]>([
    ['administrator', ADMIN, 'OPS-1 OPS-2 OPS-3 OPS-4 SEC-5'],
    ['agent', AGENT, 'OPS-1 OPS-2 OPS-3 OPS-4 PRV-6'],
    ['nobody', ANONYMOUS, ''],
  ])('from the %s', (_name, caller, expected) => {
    expect(found('created is not EMPTY', caller)).toBe(expected);
    expect(countIssues(desk.site, caller, '')).toBe(expected === '' ? 0 : expected.split(' ').length);
  });
  it('and does not let on that it exists', () => {
    expect(validateJql(desk.site, AGENT, 'project = SEC')).toEqual([
      "The value 'SEC' does not exist for the field 'project'.",
    ]);
    expect(validateJql(desk.site, AGENT, 'key = SEC-5')).toEqual([
      "An issue with key 'SEC-5' does not exist for field 'key'.",
    ]);
  });
});

describe('refuses', () => {
  const SYMBOLS =
    "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";
  const syntax = (text: string): string => `Error in the JQL Query: ${text}`;
  it.each<readonly [string, ...string[]]>([
    ['project x', syntax(`Expecting operator but got 'x'. ${SYMBOLS} (line 1, character 9)`)],
    ['project', syntax(`Expecting operator before the end of the query. ${SYMBOLS}`)],
    ['project =', syntax('Expecting either a value, list or function before the end of the query.')],
    ['project = OPS and', syntax('Expecting a field name before the end of the query.')],
    ['project = OPS\nstatus = New', syntax("Expecting either 'OR' or 'AND' but got 'status'. (line 2, character 1)")],
    ['(project = OPS', syntax("Expecting ')' before the end of the query.")],
    ['project = "OPS', syntax("The quoted string 'OPS' has not been completed. (line 1, character 11)")],
    [
      'project = select',
      syntax(
        "'select' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 11)",
      ),
    ],
    ['foo = 1', "Field 'foo' does not exist or you do not have permission to view it."],
    ['issue.property[x].y = 1', "Field 'issue.property[x].y' does not exist or you do not have permission to view it."],
    ['status = x', "The value 'x' does not exist for the field 'status'."],
    [
      'status = x and foo = 1 or Impact = Huge',
      "The value 'x' does not exist for the field 'status'.",
      "Field 'foo' does not exist or you do not have permission to view it.",
      "The option 'Huge' for field 'Impact' does not exist.",
    ],
    [
      'status in (x, y)',
      "The value 'x' does not exist for the field 'status'.",
      "The value 'y' does not exist for the field 'status'.",
    ],
    ['summary = x', "The operator '=' is not supported by the 'summary' field."],
    ['status > New', "The operator '>' is not supported by the 'status' field."],
    ['labels was mail', "History searches do not support the 'labels' field."],
    ['status in New', syntax("Expecting '(' before the end of the query.")],
    ['status = (New)', syntax("Expecting either a value, list or function but got '('. (line 1, character 10)")],
    ['status in currentUser()', "A value provided by the function 'currentUser' is invalid for the field 'status'."],
    [
      'assignee in currentUser()',
      "Operator 'in' does not support the non-list value 'currentUser()' for field 'assignee'.",
    ],
    [
      'assignee = membersOf(site-admins)',
      "Operator '=' does not support the list value 'membersOf(site-admins)' for field 'assignee'.",
    ],
    ['assignee = nobody()', "Unable to find JQL function 'nobody()'."],
    ['assignee in membersOf()', "Function 'membersOf' expected '1' arguments but received '0'."],
    [
      'assignee in membersOf(ghosts)',
      "Function 'membersOf' can not generate a list of usernames for group 'ghosts'; the group does not exist.",
    ],
    ['status = currentUser()', "A value provided by the function 'currentUser' is invalid for the field 'status'."],
    [
      'created > yesterday',
      "Date value 'yesterday' for field 'created' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
    ],
    ['created > "2026-02-30"', expect.stringContaining("Date value '2026-02-30'") as string],
    ['summary ~ "*x"', "The text query '*x' for field 'summary' is not allowed to start with character '*'."],
    ['Cost = cheap', "Value 'cheap' is invalid for the 'Cost' field. Valid values are numbers."],
    ['project = OPS order by comment', "Not able to sort using field 'comment'."],
    ['project = OPS order by foo', "Field 'foo' does not exist or you do not have permission to view it."],
  ])('%s', (jql, ...messages) => {
    expect(validateJql(desk.site, AGENT, jql)).toEqual(messages);
    expect(() => countIssues(desk.site, AGENT, jql.replace(/ order by .*/, ' and foo = 1'))).toThrow(JiraError);
  });

  it.each(['voter = x', 'sprint = 1', 'assignee = currentLogin()', 'summary ~ "mial~"'])('%s, honestly', (jql) => {
    expect(() => searchIssues(desk.site, AGENT, jql, { limit: 1 })).toThrow(
      expect.objectContaining({ status: 501 }) as Error,
    );
  });
});

describe('pages', () => {
  it.each(['', 'order by priority', 'order by Cost desc, priority', 'order by summary desc'])(
    'through "%s" without loss or repetition',
    (jql) => {
      const seen: number[] = [];
      let after: string | undefined;
      do {
        const page = searchIssues(desk.site, AGENT, jql, { limit: 2, ...(after === undefined ? {} : { after }) });
        seen.push(...page.ids);
        after = page.next;
      } while (after !== undefined && seen.length <= 5);
      expect(seen).toEqual(searchIssues(desk.site, AGENT, jql, { limit: 100 }).ids);
    },
  );

  it('stay where they are when an issue arrives before them', () => {
    const own = aDesk();
    fill(own);
    const first = searchIssues(own.site, AGENT, '', { limit: 2 });
    addIssue(own.db, { id: 1007, columns: { created: NOW } });
    expect(searchIssues(own.site, AGENT, '', { limit: 2, after: first.next ?? '' }).ids).toEqual([1003, 3006]);
  });

  it('refuse a token that is not of this query', () => {
    const { next = '' } = searchIssues(desk.site, AGENT, '', { limit: 1 });
    for (const after of [next, 'garbage', '']) {
      expect(() => searchIssues(desk.site, AGENT, 'project = OPS', { limit: 1, after })).toThrow(
        'The provided next page token is invalid or expired.',
      );
    }
  });
});

it('tells bounded queries from unbounded ones', () => {
  expect(['', 'order by key', 'project = OPS', 'not status = New order by key'].map(isBounded)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(UNBOUNDED).toContain('Unbounded JQL');
});

it('says which of some issues match', () => {
  expect(matches(desk.site, AGENT, 'status = New', [2005, 1002, 1001])).toEqual([1001]);
});

it('reads days in the zone of the user', () => {
  const own = aDesk();
  addIssue(own.db, { id: 1001, columns: { created: Date.parse('2026-02-10T23:30:00.000Z') } });
  const count = (): number => countIssues(own.site, AGENT, 'created >= "2026-02-11"');
  expect(count()).toBe(0);
  own.db.prepare("UPDATE user_account SET time_zone = 'Europe/Madrid' WHERE account_id = 'agent-account'").run();
  expect(count()).toBe(1);
});

it('binds what users write instead of writing it into SQL', () => {
  const evil = `x' OR 1=1 --`;
  const statement = explain(desk.site, AGENT, `labels = "${evil}" or summary ~ "${evil}" order by created`);
  expect(statement.text).not.toContain('1=1');
  expect(found(`labels = "${evil}"`)).toBe('');
});

describe('uses an index for', () => {
  it.each([
    ['key = OPS-1', 'SEARCH i USING INTEGER PRIMARY KEY'],
    ['updated >= -1d', 'SEARCH i USING INDEX issue_updated (updated>'],
    ['created < -30d', 'SEARCH i USING INDEX issue_created (created<'],
    ['status = New', 'SEARCH i USING INDEX issue_status'],
    ['Service ~ mail', 'SEARCH v USING INDEX'],
    ['Cost > 100', 'issue_value_number (field_id=? AND number>?)'],
  ])('%s', (jql, plan) => {
    const { text, values } = explain(desk.site, AGENT, jql);
    const steps = desk.db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...values);
    expect(steps.map(({ detail }) => detail).join('\n')).toContain(plan);
  });
});
