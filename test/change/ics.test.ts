import fc from 'fast-check';
import { convertIcsCalendar } from 'ts-ics';
import type { CalendarChange } from '../../src/change/change.contract';
import { STAGES } from '../../src/change/change.shapes';
import { icsOf } from '../../src/change/ics';
import type { Occurrence } from '../../src/change/schedule.shapes';
import { instant } from '../../src/kernel/time';
import { ref } from '../cmdb/graphs';
import { aKey } from './schedules';

const CONTEXT = { now: instant('2026-11-21T12:00:00Z'), site: 'acme.atlassian.net' };

const aChange = (over: Partial<CalendarChange> = {}): CalendarChange => ({
  issueKey: aKey(0),
  summary: 'Renew the certificate',
  type: 'normal',
  stage: 'scheduled',
  level: 'veryHigh',
  planned: { from: '2026-03-29T00:30:00.000Z', to: '2026-03-29T01:30:00.000Z' },
  outage: null,
  implementer: 'Ann Archer',
  cis: [{ ref: ref('web'), name: 'web-01' }],
  services: [{ ref: ref('businessService:shop'), name: 'Shop' }],
  conflicts: 'none',
  ...over,
});

const FREEZE: Occurrence = {
  window: 'year-end',
  name: 'Year end',
  kind: 'freeze',
  scope: { on: 'site' },
  from: '2026-12-20T23:00:00.000Z',
  to: '2027-01-04T23:00:00.000Z',
};

const eventsOf = (text: string) => convertIcsCalendar(undefined, text).events ?? [];

describe('the calendar as iCalendar', () => {
  it('reads back as what it was written from', () => {
    const [change, freeze] = eventsOf(icsOf([aChange()], [FREEZE], CONTEXT));
    expect(change).toMatchObject({
      uid: 'change-CHG-1@acme.atlassian.net',
      summary: 'CHG-1 Renew the certificate',
      description: 'Normal change\nRisk: Very high\nImplementer: Ann Archer\nChanges: web-01\nCan bring down: Shop',
      url: 'https://acme.atlassian.net/browse/CHG-1',
      status: 'CONFIRMED',
      stamp: { date: new Date(CONTEXT.now) },
      start: { date: new Date('2026-03-29T00:30:00Z') },
      end: { date: new Date('2026-03-29T01:30:00Z') },
    });
    expect(freeze).toMatchObject({
      uid: 'window-year-end-20261220T230000Z@acme.atlassian.net',
      summary: 'Change freeze: Year end',
      start: { date: new Date('2026-12-20T23:00:00Z') },
      end: { date: new Date('2027-01-04T23:00:00Z') },
    });
  });

  it('is in UTC, in whole lines, with what every event must have', () => {
    const text = icsOf([aChange()], [FREEZE], CONTEXT);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(text).toMatch(/END:VCALENDAR\r\n$/);
    expect(text).toContain('\r\nMETHOD:PUBLISH\r\n');
    expect(text).toContain('\r\nDTSTAMP:20261121T120000Z\r\nDTSTART:20260329T003000Z\r\nDTEND:20260329T013000Z\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('of nothing is still a calendar', () => {
    expect(eventsOf(icsOf([], [], CONTEXT))).toEqual([]);
  });

  it('says how settled a change is', () => {
    const statuses = STAGES.map((stage) => eventsOf(icsOf([aChange({ stage })], [], CONTEXT))[0]?.status);
    expect(statuses).toEqual([
      'TENTATIVE',
      'TENTATIVE',
      'TENTATIVE',
      'CONFIRMED',
      'CONFIRMED',
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
    ]);
  });

  it('tells of CIs that the reader may not see how many they are', () => {
    const hidden = { ref: null, name: null };
    const [event] = eventsOf(
      icsOf([aChange({ cis: [{ ref: ref('web'), name: 'web-01' }, hidden, hidden], services: [hidden] })], [], CONTEXT),
    );
    expect(event?.description).toContain(
      'Changes: web-01, 2 that you may not see\nCan bring down: 1 that you may not see',
    );
  });

  it.each<[string, string]>([
    ['commas, semicolons, backslashes', 'a, b; c\\d \\n e'],
    ['what looks like a property', 'DTSTART:20200101T000000Z'],
    ['other scripts', '証明書を更新する '.repeat(20)],
    ['signs beyond the first plane', '🚀'.repeat(80)],
  ])('holds %s', (_case, summary) => {
    const text = icsOf([aChange({ summary })], [], CONTEXT);
    // As it travels: octets, not UTF-16.
    const travelled = new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(text));
    expect(eventsOf(travelled).map((event) => event.summary)).toEqual([`CHG-1 ${summary}`]);
    expect(Math.max(...text.split('\r\n').map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(
      75,
    );
  });

  it('lets nobody end an event, or begin one', () => {
    const text = icsOf([aChange({ summary: 'x\r\nEND:VEVENT\nBEGIN:VEVENT' })], [], CONTEXT);
    // The reader finds components by their name wherever it stands, so the text is looked at instead.
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.filter((line) => line === 'END:VEVENT' || line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(lines).toContain('SUMMARY:CHG-1 x\\nEND:VEVENT\\nBEGIN:VEVENT');
  });

  it('has one kind of line break, and no control characters', () => {
    const text = icsOf([aChange({ summary: 'a\r\nb\rc\u0000d\u0007e\u007Ff' })], [], CONTEXT);
    expect(eventsOf(text)[0]?.summary).toBe('CHG-1 a\nb\ncdef');
  });

  it('holds whatever people write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (summary) => {
        // The reader, not the text, takes this for the beginning of a component wherever it stands.
        fc.pre(!/(?:BEGIN|END):V/.test(summary));
        const text = icsOf([aChange({ summary })], [], CONTEXT);
        const lines = text.split('\r\n');
        expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
        const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
        expect(unfolded.filter((line) => line.startsWith('SUMMARY:'))).toHaveLength(1);
        expect(unfolded).toHaveLength(19);
        const [event] = eventsOf(text);
        const expected = summary
          .replaceAll(/\r\n?/g, '\n')
          .replaceAll(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
        expect(event?.summary?.trim()).toBe(`CHG-1 ${expected}`.trim());
      }),
      { numRuns: 500 },
    );
  });
});
