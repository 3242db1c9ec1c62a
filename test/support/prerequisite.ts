/** For suites that need something which is not part of the repository. */
export interface Prerequisite {
  readonly present: boolean;
  /** What is missing and how to get it. */
  readonly missing: string;
  /** Continuous integration has it, so that there its absence is a failure. */
  readonly neededInCi: boolean;
}

/** `describe` where it is there; elsewhere a skip that says so in its name, or a failure. */
export function describeWith(name: string, { present, missing, neededInCi }: Prerequisite, suite: () => void): void {
  if (present) describe(name, suite);
  else if (neededInCi && process.env['CI'] === 'true')
    test(`${name}: needs what is missing`, () => {
      throw new Error(missing);
    });
  else {
    console.warn(`SKIPPED: ${name}: ${missing}`);
    test.skip(`${name}: SKIPPED, ${missing}`, () => undefined);
  }
}
