import { faultsOf, type Proof } from '../../../emulator/replay/clocks';

const HOUR = 3_600_000;
const SOUND: Proof = {
  clock: {
    definition: { key: 'resolution', name: 'Time to resolution' },
    cycle: 1,
    state: 'met',
    open: false,
    startedAt: 0,
    stoppedAt: 4 * HOUR,
    breachedAt: null,
    goal: { targetMs: 4 * HOUR },
    elapsedMs: 3 * HOUR,
    remainingMs: HOUR,
  },
  asOf: 9 * HOUR,
  segments: [
    { from: 0, to: 2 * HOUR, kind: 'running', countedMs: 2 * HOUR },
    { from: 2 * HOUR, to: 3 * HOUR, kind: 'paused', countedMs: 0 },
    { from: 3 * HOUR, to: 4 * HOUR, kind: 'running', countedMs: HOUR },
  ],
  totals: [
    { kind: 'running', durationMs: 3 * HOUR, countedMs: 3 * HOUR },
    { kind: 'paused', durationMs: HOUR, countedMs: 0 },
  ],
};
const [first, second, third] = SOUND.segments;
if (first === undefined || second === undefined || third === undefined) throw new Error('three parts are meant');

it('a sheet that accounts for its clock has no faults', () => {
  expect(faultsOf(SOUND)).toEqual([]);
});

it.each<[string, Proof, RegExp]>([
  ['a millisecond more', { ...SOUND, clock: { ...SOUND.clock, elapsedMs: 3 * HOUR + 1 } }, /counts .* the clock/],
  ['a hole', { ...SOUND, segments: [first, third] }, /hole/],
  ['an end too early', { ...SOUND, segments: [first, second] }, /does not end with the clock/],
  ['a pause that counts', { ...SOUND, segments: [first, { ...second, countedMs: 1 }, third] }, /halt counts/],
  ['totals that lack a kind', { ...SOUND, totals: SOUND.totals.slice(0, 1) }, /totals do not last/],
  [
    'a met clock beyond its target',
    { ...SOUND, clock: { ...SOUND.clock, goal: { targetMs: HOUR } } },
    /is met with more/,
  ],
  ['a breached clock within its target', { ...SOUND, clock: { ...SOUND.clock, state: 'breached' } }, /with less than/],
])('%s is found', (_what, proof, fault) => {
  expect(faultsOf(proof).join('\n')).toMatch(fault);
});
