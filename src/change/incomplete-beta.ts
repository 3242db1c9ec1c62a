/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b), and its inverse. From the NIST
 * Digital Library of Mathematical Functions (dlmf.nist.gov): 8.17.22 with the symmetry 8.17.4, ln Γ by 5.11.1 and 5.5.1; the
 * continued fraction is summed by Lentz's method as modified by Thompson and Barnett (J. Comput. Phys. 64, 1986, 490–509).
 */

/** For x from 0 to 1 and positive a and b; to some 12 digits. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return share(x, a, b, logBeta(a, b));
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** The fraction converges fast on one side of the mean only. */
const share = (x: number, a: number, b: number, norm: number): number =>
  x < (a + 1) / (a + b + 2) ? lowerTail(x, a, b, norm) : 1 - lowerTail(1 - x, b, a, norm);

/** Relative, of a sum or a root. */
const PRECISE = 1e-14;

/** Bisection alone would have the result of 53 bits by then. */
const STEPS = 60;

/** The x below which the share `p` of Beta(a, b) lies: Newton's method, within the bracket that bisection would keep. */
export function incompleteBetaInverse(p: number, a: number, b: number): number {
  const norm = logBeta(a, b);
  let [low, high] = [0, 1];
  let x = a / (a + b);
  for (let n = 0; n < STEPS; n += 1) {
    const excess = share(x, a, b, norm) - p;
    if (excess < 0) low = x;
    else high = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - norm);
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= PRECISE * x) return next;
    x = next;
  }
  return x;
}

const lowerTail = (x: number, a: number, b: number, norm: number): number =>
  Math.exp(a * Math.log(x) + b * Math.log1p(-x) - norm) / (a * continuedFraction(x, a, b));

const TINY = 1e-300;
/** Far more than √max(a, b) terms, which it takes, for any record of changes. */
const TERMS = 10_000;

/** 1 + d₁/(1 + d₂/(1 + …)) of 8.17.22. */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let n = 1; n <= TERMS; n += 1) {
    const term = coefficient(n, x, a, b);
    d = 1 / nonZero(1 + term * d);
    c = nonZero(1 + term / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < PRECISE) return value;
  }
  return value;
}

function coefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  return n % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** B₂ₖ / (2k(2k − 1)) for k from 1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** Stirling's series, after moving up to where it is precise. */
function logGamma(z: number): number {
  let shift = 0;
  let at = z;
  for (; at < 15; at += 1) shift += Math.log(at);
  const series = STIRLING.reduceRight((sum, term) => (sum + term) / (at * at), 0) * at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
