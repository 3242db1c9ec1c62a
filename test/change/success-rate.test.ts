import fc from 'fast-check';
import { incompleteBeta, incompleteBetaInverse } from '../../src/change/incomplete-beta';
import type { Tally } from '../../src/change/review.shapes';
import { priorRate, successRate, tallyOf, worstOf } from '../../src/change/success-rate';

const tally = (successful: number, withIssues = 0, failed = 0, backedOut = 0): Tally => ({
  successful,
  withIssues,
  failed,
  backedOut,
});
const counts = fc.record({
  successful: fc.nat(300),
  withIssues: fc.nat(50),
  failed: fc.nat(50),
  backedOut: fc.nat(50),
});
const share = fc.double({ min: 0.1, max: 100, noNaN: true });
const priors = fc.record({ successes: share, failures: share });

describe('the incomplete beta function', () => {
  // SciPy 1.17, scipy.special.betainc.
  it.each([
    [0.3, 2.5, 1.5, 0.08894372317066562],
    [0.25, 0.5, 0.5, 1 / 3],
    [0.5, 10, 10, 0.5],
    [0.9, 50, 3, 0.09663328513725222],
    [0.98, 500, 10, 0.4341571049789407],
    [0.01, 0.1, 0.1, 0.3203082503756264],
  ])('I_%d(%d, %d)', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 11);
  });

  it('is the binomial tail for whole numbers (DLMF 8.17.5)', () => {
    const binomialTail = (x: number, a: number, b: number): number => {
      const n = a + b - 1;
      let [sum, choose] = [0, 1];
      for (let k = 0; k <= n; k += 1) {
        if (k >= a) sum += choose * x ** k * (1 - x) ** (n - k);
        choose = (choose * (n - k)) / (k + 1);
      }
      return sum;
    };
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 25 }),
        (x, a, b) => {
          expect(incompleteBeta(x, a, b)).toBeCloseTo(binomialTail(x, a, b), 10);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('is undone by its inverse', () => {
    const parameter = fc.double({ min: 0.5, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter, parameter, (p, a, b) => {
        const x = incompleteBetaInverse(p, a, b);
        // A density may be so steep that neighbouring doubles differ in the ninth digit: hence by both neighbourhoods.
        expect(incompleteBeta(x - 1e-13, a, b)).toBeLessThan(p + 1e-10);
        expect(incompleteBeta(x + 1e-13, a, b)).toBeGreaterThan(p - 1e-10);
      }),
      { numRuns: 1_000 },
    );
  });

  // Clopper and Pearson's exact 95 % limits for x of n, as tabulated in textbooks: quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x).
  it.each([
    [0, 10, 0, 0.3085],
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 20, 0.272, 0.728],
  ])('gives Clopper and Pearson’s limits for %d of %d', (x, n, low, high) => {
    if (x > 0) expect(incompleteBetaInverse(0.025, x, n - x + 1)).toBeCloseTo(low, 4);
    expect(incompleteBetaInverse(0.975, x + 1, n - x)).toBeCloseTo(high, 4);
  });
});

describe('a success rate', () => {
  const prior = { successes: 9, failures: 1 };

  // Quantiles by SciPy 1.17, scipy.special.betaincinv.
  it.each<[string, Tally, number, number, number]>([
    ['without any change is the prior', tally(0), 0.9, 0.7168711644368865, 0.9943169550119519],
    ['after one failure', tally(0, 0, 1), 9 / 11, 0.6058366975634952, 0.9632285621125349],
    ['after one that was backed out', tally(0, 0, 0, 1), 9 / 11, 0.6058366975634952, 0.9632285621125349],
    ['after one with issues', tally(0, 1), 9.5 / 11, 0.6694371967398653, 0.9821080119442521],
    ['after twenty successes', tally(20), 29 / 30, 0.9018553723227043, 0.9982328289994504],
    [
      'after nine good ones, one with issues and one failure',
      tally(9, 1, 1),
      18.5 / 21,
      0.7497733215413618,
      0.9706657612005122,
    ],
    ['after five hundred successes', tally(500), 509 / 510, 0.9941317606788547, 0.9998992323968704],
  ])('%s', (_case, counted, mean, low, high) => {
    const rate = successRate(counted, prior);
    expect(rate.tally).toEqual(counted);
    expect(rate.mean).toBeCloseTo(mean, 12);
    expect([rate.low, rate.high]).toEqual([expect.closeTo(low, 9), expect.closeTo(high, 9)]);
  });

  it('lies within its interval, which lies within 0 and 1 and holds nine tenths', () => {
    fc.assert(
      fc.property(counts, (counted) => {
        const { mean, low, high } = successRate(counted, prior);
        expect(0 < low && low < mean && mean < high && high < 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('falls with each failure, rises with each success, and issues lie between', () => {
    fc.assert(
      fc.property(counts, priors, (counted, believed) => {
        const mean = (more: Partial<Tally>): number => {
          const [key, n] = Object.entries(more)[0] ?? ['successful', 0];
          return successRate({ ...counted, [key]: counted[key as keyof Tally] + n }, believed).mean;
        };
        const [failed, issues, well] = [mean({ failed: 1 }), mean({ withIssues: 1 }), mean({ successful: 1 })];
        expect(failed).toBeLessThan(issues);
        expect(issues).toBeLessThan(well);
        expect(failed).toBeLessThan(mean({}));
        expect(well).toBeGreaterThan(mean({}));
        expect(mean({ backedOut: 1 })).toBe(failed);
      }),
      { numRuns: 500 },
    );
  });

  it('stays cautious with few changes: a perfect short record is believed less than a perfect long one', () => {
    const means = [0, 1, 2, 5, 20, 100].map((n) => successRate(tally(n), prior).mean);
    expect([...means].sort((a, b) => a - b)).toEqual(means);
    expect(successRate(tally(2), prior).mean).toBeLessThan(0.92);
  });

  it('is counted from entries', () => {
    const outcomes = ['successful', 'failed', 'successful', 'withIssues', 'backedOut', 'successful'] as const;
    expect(tallyOf(outcomes.map((outcome) => ({ outcome })))).toEqual(tally(3, 1, 1, 1));
    expect(tallyOf([])).toEqual(tally(0));
    expect(priorRate(prior)).toBe(0.9);
  });

  it('of several CIs is the worst', () => {
    const [good, bad, worse] = [tally(9), tally(2, 0, 3), tally(4, 0, 6)].map((counted, n) => ({
      name: n,
      rate: successRate(counted, prior),
    }));
    if (good === undefined || bad === undefined || worse === undefined) throw new Error('three records');
    expect(worstOf([good, worse, bad])).toBe(worse);
    expect(worstOf([good])).toBe(good);
    expect(worstOf([])).toBeUndefined();
    expect(worstOf([bad, { ...bad, name: 7 }])).toBe(bad);
  });
});
