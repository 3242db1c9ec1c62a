import { EventLogError, readEventLog, type LoggedIncident } from '../../../emulator/replay/event-log';
import { stepsOf } from '../../../emulator/replay/mapping';

const COLUMNS =
  'number,incident_state,reassignment_count,reopen_count,sys_mod_count,caller_id,opened_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,impact,urgency,priority,assignment_group,assigned_to,closed_code,resolved_by,resolved_at,closed_at';

interface Save {
  readonly state: string;
  readonly at: string;
  readonly group?: string;
  readonly reassigned?: number;
  readonly mods?: number;
}

function aLog(saves: readonly Save[], resolvedAt = '01-03-2016 12:00', closedAt = '06-03-2016 12:00'): string {
  const rows = saves.map(({ state, at, group = 'Group 1', reassigned = 0, mods = 0 }) =>
    [
      'INC0000001',
      state,
      reassigned,
      0,
      mods,
      'Caller 1',
      '01-03-2016 08:00',
      'Updated by 1',
      at,
      'Phone',
      'Location 1',
      'Category 1',
      'Subcategory 1',
      'Symptom 1',
      '2 - Medium',
      '2 - Medium',
      '3 - Moderate',
      group,
      '?',
      'code 5',
      'Resolved by 1',
      resolvedAt,
      closedAt,
    ].join(','),
  );
  return [COLUMNS, ...rows].join('\n');
}

function theIncident(csv: string): LoggedIncident {
  const [incident] = readEventLog(csv);
  if (incident === undefined) throw new Error('no incident read');
  return incident;
}

describe('reading an event log', () => {
  it.each([
    [
      'a date that is none',
      aLog([{ state: 'New', at: '2016-03-01 08:05' }]),
      /line 2, column sys_updated_at: "2016-03-01 08:05" is not a date/,
    ],
    ['an unknown state', aLog([{ state: 'Asleep', at: '01-03-2016 08:05' }]), /line 2, column incident_state/],
    ['a row with a column too few', `${COLUMNS}\nINC1,New`, /line 2|column/i],
    ['no rows', COLUMNS, /holds no incident/],
    ['a missing column', 'number,incident_state\nINC1,New', /line 2, column reassignment_count/],
  ])('refuses %s and names the place', (_what, csv, message) => {
    expect(() => readEventLog(csv)).toThrow(EventLogError);
    expect(() => readEventLog(csv)).toThrow(message);
  });

  it('takes "?" as unknown', () => {
    expect(theIncident(aLog([{ state: 'New', at: '01-03-2016 08:05' }])).rows[0].assigned_to).toBeUndefined();
  });
});

describe('what a save of the log becomes in Jira', () => {
  const statuses = (saves: readonly Save[], resolvedAt?: string, closedAt?: string): string[] =>
    stepsOf(theIncident(aLog(saves, resolvedAt, closedAt))).map(({ state }) => state.pendingReason ?? state.status);

  it.each([
    {
      name: 'a resolution stamped again by a later save counts from the last stamp',
      saves: [
        { state: 'New', at: '01-03-2016 08:05' },
        { state: 'Resolved', at: '01-03-2016 10:00' },
        { state: 'Resolved', at: '01-03-2016 12:00' },
        { state: 'Closed', at: '06-03-2016 12:00' },
      ],
      becomes: ['New', 'Awaiting User Info', 'Resolved', 'Closed'],
    },
    {
      name: 'a resolution before a reopening is one',
      saves: [
        { state: 'Resolved', at: '01-03-2016 09:00' },
        { state: 'Active', at: '01-03-2016 10:00' },
        { state: 'Resolved', at: '01-03-2016 12:00' },
        { state: 'Closed', at: '06-03-2016 12:00' },
      ],
      becomes: ['Resolved', 'In Progress', 'Resolved', 'Closed'],
    },
    {
      name: 'a closure stamped again counts from the last stamp',
      saves: [
        { state: 'Resolved', at: '01-03-2016 12:00' },
        { state: 'Closed', at: '06-03-2016 11:00' },
        { state: 'Closed', at: '06-03-2016 12:00' },
      ],
      becomes: ['Resolved', 'Resolved', 'Closed'],
    },
  ])('$name', ({ saves, becomes }) => {
    expect(statuses(saves)).toEqual(becomes);
  });

  it('never runs backwards, whatever the stamps say', () => {
    const incident = theIncident(
      aLog([
        { state: 'New', at: '01-03-2016 07:00' },
        { state: 'Active', at: '01-03-2016 09:00' },
        { state: 'Resolved', at: '01-03-2016 12:00' },
      ]),
    );
    const times = stepsOf(incident).map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(incident.rows[0].opened_at);
  });

  it('counts a reassignment the log shows no other group for as one that came back', () => {
    const csv = aLog([
      { state: 'New', at: '01-03-2016 08:05' },
      { state: 'New', at: '01-03-2016 09:00', reassigned: 1 },
    ]);
    expect(stepsOf(theIncident(csv)).map(({ handedBack }) => handedBack)).toEqual([false, true]);
  });

  it('leaves a note for every save, also those the log skips', () => {
    const csv = aLog([
      { state: 'New', at: '01-03-2016 08:05', mods: 0 },
      { state: 'New', at: '01-03-2016 09:00', mods: 3 },
      { state: 'New', at: '01-03-2016 09:30', mods: 4 },
    ]);
    expect(stepsOf(theIncident(csv)).map(({ saves }) => saves)).toEqual([0, 3, 1]);
  });
});
