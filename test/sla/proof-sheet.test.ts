import { judge } from '../../src/sla/judge';
import { proofSheet, totalsOf, type Segment } from '../../src/sla/proof-sheet';
import type { Definition } from '../../src/sla/policy';
import { aGoal, aLife, ALWAYS, always, anOffice, aPolicy, at, inHours, shown, type Event } from './support';

const WHY: Readonly<Record<Exclude<Segment['because'][number]['why'], 'step'>, string>> = {
  hours: 'hours',
  'extra-hours': 'extra hours',
  holiday: 'holiday',
  'outside-hours': 'outside hours',
};

const row = (segment: Segment): string => {
  const because = segment.because.map((one) =>
    one.why === 'step' ? one.steps.join('+') : 'name' in one ? `${WHY[one.why]} ${one.name}` : WHY[one.why],
  );
  const dst = segment.dst === undefined ? '' : ` [${segment.dst}]`;
  return `${shown(segment.from)} ${segment.kind} ${inHours(segment.countedMs)} h: ${because.join(', ')} (${segment.goal?.name ?? 'no goal'})${dst}`;
};

function sheet(
  parts: Partial<Definition>,
  events: readonly Event[],
  now: string,
  calendar = anOffice(),
  created = '2026-03-02 10:00',
) {
  const versions = always(aPolicy({ goals: [aGoal({ calendar: 'office' })], ...parts }, [calendar, ALWAYS]));
  const [report] = judge(aLife({ created, events }), versions, () => true, at(now));
  if (report === undefined) throw new Error('no clock');
  const segments = proofSheet(report, versions);
  expect(segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(report.elapsedMs);
  return segments;
}

describe('a proof sheet', () => {
  it('tells running, paused, outside hours and holiday apart', () => {
    const calendar = anOffice({
      holidays: [{ kind: 'dates', name: 'Founders’ day', from: '2026-03-03', to: '2026-03-03' }],
    });
    const events: Event[] = [
      ['2026-03-02 12:00', 'status', 'hold'],
      ['2026-03-02 16:00', 'status', 'progress'],
    ];
    const segments = sheet({}, events, '2026-03-04 10:00', calendar);
    expect(segments.map(row)).toEqual([
      '2026-03-02 10:00 running 2 h: started (All others)',
      '2026-03-02 12:00 paused 0 h: paused (All others)',
      '2026-03-02 16:00 running 1 h: resumed (All others)',
      '2026-03-02 17:00 outside-hours 0 h: outside hours (All others)',
      '2026-03-03 09:00 holiday 0 h: holiday Founders’ day (All others)',
      '2026-03-03 17:00 outside-hours 0 h: outside hours (All others)',
      '2026-03-04 09:00 running 1 h: hours (All others)',
    ]);
    expect(
      totalsOf(segments).map(({ kind, durationMs, countedMs }) => [kind, inHours(durationMs), inHours(countedMs)]),
    ).toEqual([
      ['running', 4, 4],
      ['paused', 4, 0],
      ['outside-hours', 32, 0],
      ['holiday', 8, 0],
    ]);
  });

  it('has a line for another target, and counts all in its calendar', () => {
    const goals = [
      aGoal({
        key: 'urgent',
        name: 'Urgent',
        when: [{ field: 'priority', is: 'in', values: ['1'] }],
        calendar: 'always',
      }),
      aGoal({ calendar: 'office' }),
    ];
    expect(sheet({ goals }, [['2026-03-02 19:00', 'priority', '1']], '2026-03-02 20:00').map(row)).toEqual([
      '2026-03-02 10:00 running 9 h: started (All others)',
      '2026-03-02 19:00 running 1 h: retargeted (Urgent)',
    ]);
  });

  it('shows the time between a stop and a reopening that continues', () => {
    const events: Event[] = [
      ['2026-03-02 12:00', 'status', 'resolved'],
      ['2026-03-02 14:00', 'status', 'reopened'],
    ];
    expect(sheet({ onReopen: 'continue' }, events, '2026-03-02 15:00').map(row)).toEqual([
      '2026-03-02 10:00 running 2 h: started (All others)',
      '2026-03-02 12:00 stopped 0 h: stopped (All others)',
      '2026-03-02 14:00 running 1 h: continued (All others)',
    ]);
  });

  it('remarks the change of the clocks', () => {
    const night = anOffice({ timeZone: 'Europe/Berlin', weekly: [{ day: 'sunday', from: 0, to: 6 * 60 }] });
    expect(sheet({}, [], '2026-03-29 04:00', night, '2026-03-28 22:30').map(row)).toEqual([
      '2026-03-28 22:30 outside-hours 0 h: started, outside hours (All others)',
      '2026-03-28 23:00 running 5 h: hours (All others) [gap]',
    ]);
  });
});
