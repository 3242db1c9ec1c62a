/** Opens pages of a site in a browser, each in a context of its own, and closes them together. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import type { Site } from '../../../emulator/site';
import { addDemoProject, openFixtureSite } from './fixture';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const Violations = z.array(z.object({ id: z.string(), impact: z.string().nullable(), targets: z.array(z.string()) }));
const SERIOUS: readonly (string | null)[] = ['serious', 'critical'];

export class Visit {
  readonly #contexts: BrowserContext[] = [];
  private constructor(
    readonly site: Site,
    readonly base: string,
    readonly browser: Browser,
  ) {}

  static async begin(launch: () => Promise<Browser>): Promise<Visit> {
    const site = await openFixtureSite();
    await addDemoProject(site);
    return new Visit(site, await site.listen(0), await launch());
  }

  async open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(30_000);
    this.#contexts.push(context);
    const page = await context.newPage();
    await page.goto(this.base + path);
    return page;
  }

  async end(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.browser.close();
    await this.site.close();
  }
}

/** What axe finds serious or critical on the page by WCAG 2.2 AA. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
      .then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => String(target)) })))`,
  );
  return Violations.parse(found)
    .filter(({ impact }) => SERIOUS.includes(impact))
    .map(({ id, targets }) => `${id}: ${targets.join(', ')}`);
}

/** Looks again until it holds, for ten seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It did not come to be: ${what}`);
}
