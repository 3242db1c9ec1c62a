/** A Chromium or Chrome found on the machine; tests that need one say so when there is none. */
import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) return named;
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // not this one
    }
  }
  return undefined;
}

/** `describe` where a browser is found; a loudly named skip where none is, and a failure in continuous integration. */
export function describeInBrowser(name: string, suite: (launch: () => Promise<Browser>) => void): void {
  const executablePath = findBrowser();
  if (executablePath !== undefined) {
    describe(name, () => suite(() => chromium.launch({ executablePath, args: FLAGS })));
  } else if (process.env['CI'] === 'true') {
    test(`${name}: needs Chromium or Chrome`, () => {
      throw new Error('No Chromium or Chrome on this machine: install one, or name it in CHROMIUM_PATH');
    });
  } else {
    test.skip(`${name}: SKIPPED, no Chromium or Chrome on this machine (install one, or name it in CHROMIUM_PATH)`, () =>
      undefined);
  }
}
