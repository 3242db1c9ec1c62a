/** Why a clock stands as it does, in parts for the browser: the same as the sentences, and what its contract says. */
import { clockView } from '../../src/sla/clock-view';
import type { FieldName } from '../../src/sla/clock-words';
import { judge } from '../../src/sla/judge';
import { proofSheet } from '../../src/sla/proof-sheet';
import { segmentView } from '../../src/sla/segment-view';
import { ClockView, SegmentView } from '../../src/sla/sla.contract';
import { aGoal, aLife, always, aPolicy, at, type Event } from './support';

const nameOf: FieldName = (id) => (id === 'priority' ? 'Priority' : id === 'status' ? 'Status' : id);
const status = { id: 'status', name: 'Status' };
const priority = { id: 'priority', name: 'Priority' };
const long = { name: 'All others', target: { amount: 8, unit: 'hour' }, calendar: '24×7' };
const short = { name: 'High', target: { amount: 2, unit: 'hour' }, calendar: '24×7' };

const GOALS = [
  aGoal({
    key: 'high',
    name: 'High',
    when: [{ field: 'priority', is: 'in', values: ['high'] }],
    target: { amount: 2, unit: 'hour' },
  }),
  aGoal(),
];

function views(events: readonly Event[], now: string) {
  const versions = always(aPolicy({ goals: GOALS }));
  const [report] = judge(aLife({ created: '2026-03-02 10:00', events }), versions, () => true, at(now));
  if (report === undefined) throw new Error('no clock');
  const clock = ClockView.parse(clockView(report, nameOf));
  return {
    clock,
    segments: proofSheet(report, versions).map((one) => SegmentView.parse(segmentView(one, nameOf))),
  };
}

it('a new clock: what started it, and the goal that takes what is left', () => {
  const { clock } = views([], '2026-03-02 11:00');
  expect(clock.reasons).toEqual([
    { why: 'started', by: [{ cause: 'created' }] },
    { why: 'goal', goal: long, fields: [] },
  ]);
  expect(clock.haltedBy).toBeUndefined();
});

it('a paused clock under another goal: both with what brought them about', () => {
  const { clock, segments } = views(
    [
      ['2026-03-02 10:30', 'priority', 'high'],
      ['2026-03-02 11:00', 'status', 'hold'],
    ],
    '2026-03-02 12:00',
  );
  const held = { cause: 'changed', field: status, value: 'hold' };
  const raised = { cause: 'changed', field: priority, value: 'high' };
  expect(clock.haltedBy).toEqual([held]);
  expect(clock.reasons).toEqual([
    { why: 'started', by: [{ cause: 'created' }] },
    { why: 'goal', goal: short, fields: [priority] },
    { why: 'retargeted', by: [raised], from: long, to: short },
    { why: 'paused', by: [held] },
  ]);
  expect(clock.reasons).toHaveLength(clock.because.length);
  expect(segments.map(({ reasons }) => reasons)).toEqual([
    [{ why: 'step', by: [{ cause: 'created' }] }],
    [{ why: 'step', by: [raised], goal: 'High' }],
    [{ why: 'step', by: [held] }],
  ]);
});

it('a breach that was lifted says when', () => {
  const { clock } = views(
    [
      ['2026-03-02 10:00', 'priority', 'high'],
      ['2026-03-02 13:00', 'priority', 'low'],
    ],
    '2026-03-02 14:00',
  );
  expect(clock.reasons).toContainEqual({
    why: 'lifted',
    goal: 'High',
    breachedAt: '2026-03-02T12:00:00.000Z',
    liftedAt: '2026-03-02T13:00:00.000Z',
  });
});
