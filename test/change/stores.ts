/** What the stores of changes promise, whatever they keep things in. */
import type { ChangeRecords, Decisions, Outcomes } from '../../src/change/change.ports';
import type { Decision } from '../../src/change/decision';
import { fingerprintOf } from '../../src/change/material';
import { instant } from '../../src/kernel/time';
import { aChange, aRecord, ci, hours, MONDAY, person } from './builders';

const planned = (from: number, to: number) => ({ from: hours(from), to: hours(to) });
const at = (id: string, from: number, to: number) =>
  aRecord(aChange({ id, plannedStart: hours(from), plannedEnd: hours(to) }));
const idsOf = (records: readonly { readonly issueId: string }[]): string[] =>
  records.map(({ issueId }) => issueId).sort();

export function changeRecordSuite(name: string, open: () => ChangeRecords): void {
  describe(`${name}: records`, () => {
    it('gives back what was written, with the version to write from', async () => {
      const records = open();
      expect(await records.read('1001')).toBeUndefined();
      const record = aRecord(aChange(), { answers: { users: 'all' }, asked: { at: MONDAY, told: false } });
      expect(await records.write(undefined, record)).toBe(1);
      expect(await records.read('1001')).toEqual({ record, version: 1 });
      expect(await records.write(1, { ...record, level: 'high' })).toBe(2);
      expect((await records.readMany(['1001', '1002'])).get('1001')?.record.level).toBe('high');
      expect((await records.readMany(['1001', '1002'])).has('1002')).toBe(false);
    });

    it.each([
      ['a first write when there is one', undefined],
      ['a write from an outdated version', 1],
    ])('refuses %s', async (_what, expected) => {
      const records = open();
      await records.write(undefined, aRecord());
      await records.write(1, aRecord());
      await expect(records.write(expected, aRecord())).rejects.toMatchObject({ code: 'CONFLICT' });
    });

    it('is gone when it is removed, and removing it again is fine', async () => {
      const records = open();
      await records.write(undefined, at('1001', 0, 1));
      await records.remove('1001');
      await records.remove('1001');
      expect(await records.read('1001')).toBeUndefined();
      expect((await records.within(planned(-5, 5), 10)).records).toEqual([]);
    });

    it.each([
      ['inside', 10, 11, true],
      ['around it', 8, 20, true],
      ['into its beginning', 8, 10.5, true],
      ['out of its end', 11, 13, true],
      ['up to its beginning', 8, 10, false],
      ['from its end on', 12, 13, false],
      ['a day long, into its beginning', 10.5 - 24, 10.5, true],
      ['a little more than a day long, into its beginning', 10.5 - 24.1, 10.5, true],
      ['a day long, up to its beginning', 10 - 24, 10, false],
      ['a week long, into its beginning', 10.5 - 24 * 7, 10.5, true],
      ['more than a week long, into its beginning', 10.5 - 24 * 8, 10.5, true],
      ['a year long, out of its end', 11, 11 + 24 * 365, true],
      ['a year long, into its beginning', 10.5 - 24 * 365, 10.5, true],
    ])('finds what lies %s of a span, and nothing else', async (_where, from, to, isFound) => {
      const records = open();
      await records.write(undefined, at('1001', from, to));
      await records.write(undefined, aRecord(aChange({ id: '1002', plannedStart: undefined })));
      const { records: found, cut } = await records.within(planned(10, 12), 10);
      expect(idsOf(found)).toEqual(isFound ? ['1001'] : []);
      expect(cut).toBe(false);
    });

    it('follows a change that is moved', async () => {
      const records = open();
      await records.write(undefined, at('1001', 10, 12));
      await records.write(1, at('1001', 30, 32));
      expect((await records.within(planned(0, 24), 10)).records).toEqual([]);
      expect(idsOf((await records.within(planned(24, 48), 10)).records)).toEqual(['1001']);
      await records.write(2, aRecord(aChange({ id: '1001', plannedEnd: undefined })));
      expect((await records.within(planned(24, 48), 10)).records).toEqual([]);
    });

    it('finds all of many, and says when it left some out', async () => {
      const records = open();
      const ids = Array.from({ length: 130 }, (_, n) => String(2_000 + n));
      for (const id of ids) await records.write(undefined, at(id, 10, 12));
      expect(idsOf((await records.within(planned(11, 12), 500)).records)).toEqual(ids);
      const some = await records.within(planned(11, 12), 100);
      expect(some.records).toHaveLength(100);
      expect(some.cut).toBe(true);
    });

    it('lists what is due, the earliest first, a page at a time', async () => {
      const records = open();
      const due: readonly (readonly [string, number | null])[] = [
        ['1001', 5],
        ['1002', 3],
        ['1003', null],
        ['1004', 9],
      ];
      for (const [id, hour] of due)
        await records.write(undefined, aRecord(aChange({ id }), { nextAt: hour === null ? null : hours(hour) }));
      expect((await records.dueBefore(hours(8), undefined)).items).toEqual(['1002', '1001']);
      await records.write(1, aRecord(aChange({ id: '1002' }), { nextAt: null }));
      expect((await records.dueBefore(hours(8), undefined)).items).toEqual(['1001']);
    });
  });
}

const vote = (id: string, changes: Partial<Decision> = {}): Decision => ({
  id,
  issueId: '1001',
  verdict: 'approve',
  by: person('mia'),
  onBehalfOf: null,
  reason: '',
  at: MONDAY,
  fingerprint: fingerprintOf(aChange(), {}),
  policy: { key: 'normal', version: 1 },
  steps: ['manager'],
  ...changes,
});

export function decisionSuite(name: string, open: () => Decisions): void {
  describe(`${name}: decisions`, () => {
    it('keeps those of a change in the order of their ids', async () => {
      const decisions = open();
      await decisions.add(vote('00002-b', { verdict: 'reject', reason: 'No test plan' }));
      await decisions.add(vote('00001-a'));
      await decisions.add(vote('00001-a', { issueId: '1002' }));
      expect((await decisions.of('1001')).map(({ id }) => id)).toEqual(['00001-a', '00002-b']);
      expect((await decisions.of('1001'))[1]).toEqual(vote('00002-b', { verdict: 'reject', reason: 'No test plan' }));
      expect(await decisions.of('1003')).toEqual([]);
    });

    it('takes the same decision twice for one', async () => {
      const decisions = open();
      await decisions.add(vote('00001-a'));
      await decisions.add(vote('00001-a'));
      expect(await decisions.of('1001')).toHaveLength(1);
    });

    it('lets nothing take the place of a decision', async () => {
      const decisions = open();
      await decisions.add(vote('00001-a', { verdict: 'reject' }));
      await expect(decisions.add(vote('00001-a'))).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await decisions.of('1001'))[0]?.verdict).toBe('reject');
    });

    it('keeps more than a page of them', async () => {
      const decisions = open();
      const ids = Array.from({ length: 105 }, (_, n) => String(n + 1).padStart(5, '0'));
      for (const id of ids) await decisions.add(vote(id));
      expect((await decisions.of('1001')).map(({ id }) => id)).toEqual(ids);
    });
  });
}

export function outcomeSuite(name: string, open: () => Outcomes): void {
  const web = { of: 'ci', ref: ci('server:web-01') } as const;
  const team = { of: 'team', team: 'Web & Middleware / Köln' } as const;
  const template = { of: 'template', template: 'renew-certificate' } as const;
  describe(`${name}: outcomes`, () => {
    it('counts a change once for each of what it touched, newest first', async () => {
      const outcomes = open();
      await outcomes.put({ issueId: '1', outcome: 'failed', at: hours(1) }, [web, team, template]);
      await outcomes.put({ issueId: '2', outcome: 'successful', at: hours(2) }, [web]);
      expect(await outcomes.of(web, MONDAY)).toEqual([
        { issueId: '2', outcome: 'successful', at: hours(2) },
        { issueId: '1', outcome: 'failed', at: hours(1) },
      ]);
      expect(await outcomes.of(team, MONDAY)).toHaveLength(1);
      expect(await outcomes.of(template, hours(1))).toHaveLength(1);
      expect(await outcomes.of(template, instant('2026-02-02T09:00:00.001Z'))).toEqual([]);
      expect(await outcomes.of({ of: 'team', team: 'Web' }, MONDAY)).toEqual([]);
    });

    it('replaces what stood for a change, also where it no longer counts', async () => {
      const outcomes = open();
      await outcomes.put({ issueId: '1', outcome: 'successful', at: hours(1) }, [web, team]);
      await outcomes.put({ issueId: '1', outcome: 'backedOut', at: hours(1) }, [web, template]);
      await outcomes.put({ issueId: '1', outcome: 'backedOut', at: hours(1) }, [web, template]);
      expect(await outcomes.of(web, MONDAY)).toEqual([{ issueId: '1', outcome: 'backedOut', at: hours(1) }]);
      expect(await outcomes.of(team, MONDAY)).toEqual([]);
      expect(await outcomes.of(template, MONDAY)).toHaveLength(1);
    });

    it('takes more subjects than one request holds', async () => {
      const outcomes = open();
      const subjects = Array.from({ length: 60 }, (_, n) => ({ of: 'ci' as const, ref: ci(`server:web-${n}`) }));
      await outcomes.put({ issueId: '1', outcome: 'successful', at: hours(1) }, subjects);
      for (const subject of subjects) expect(await outcomes.of(subject, MONDAY)).toHaveLength(1);
    });
  });
}
