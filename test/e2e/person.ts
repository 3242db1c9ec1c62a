/** A person at the browser: finds things by what they are called, and keeps what the page complained about. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

export const ARTIFACTS = join(__dirname, '../../artifacts');
/** Two cores may be busy with another suite at the same time. */
const PATIENCE_MS = 45_000;

export type Theme = 'light' | 'dark';

interface Arrival {
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
}

export class Person {
  readonly page: Page;
  readonly #base: string;
  readonly #complaints: string[] = [];

  private constructor(page: Page, base: string) {
    this.page = page;
    this.#base = base;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#complaints.push(error.message));
  }

  static async arrive(browser: Browser, base: string, { theme = 'light', size }: Arrival = {}): Promise<Person> {
    const context = await browser.newContext({
      viewport: size ?? { width: 1280, height: 900 },
      colorScheme: theme,
      locale: 'en-GB',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Person(await context.newPage(), base);
  }

  /** Errors on the console since last asked; a violated content security policy is one. */
  complaints(): string[] {
    return this.#complaints.splice(0);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(this.#base + path);
  }

  /** What a frame of the app with this title shows. */
  app(title = 'Plumbline'): FrameLocator {
    return this.page.frameLocator(`iframe[title="${title}"]`);
  }

  /** Through the menu at the top right; the page starts anew as that person. */
  async switchUser(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Signed in as/ }).click();
    await this.page
      .getByRole('button', { name: new RegExp(`^${name}|${name} `) })
      .last()
      .click();
    await this.page.getByRole('button', { name: new RegExp(`^Signed in as ${name}`) }).waitFor();
  }

  async openAdminPage(): Promise<FrameLocator> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await this.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
    const app = this.app();
    await app.getByRole('navigation', { name: 'Administration' }).waitFor();
    return app;
  }

  /** By the clock control; comes back when the site has worked through everything that fell due on the way. */
  async letTimePass(step: '15 minutes' | 'one hour' | 'one day' | 'one week', times = 1): Promise<void> {
    const menu = this.page.getByRole('button', { name: /^Site time/ });
    await menu.click();
    const clock = this.page.getByRole('group', { name: 'Site clock' });
    for (let count = 0; count < times; count += 1) {
      // A page of the app that takes the focus meanwhile closes the menu.
      if (!(await clock.isVisible())) await menu.click();
      const moved = this.page.waitForResponse(
        (answer) => answer.url().endsWith('/_emulator/clock') && answer.request().method() === 'POST',
      );
      await clock.getByRole('button', { name: `Forward ${step}` }).click();
      await moved;
      await busy(this.page).waitFor({ state: 'detached' });
    }
    for (let tries = 0; tries < 3 && (await clock.isVisible()); tries += 1) {
      await menu.click();
      await clock.waitFor({ state: 'detached', timeout: 2000 }).catch(() => undefined);
    }
    await clock.waitFor({ state: 'detached' });
  }

  async chooseStep(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Status: / }).click();
    await this.page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  }

  async hasStatus(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Status: ${name}. Change it` }).waitFor();
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** What is in the window: frames taller than it come out blank in a picture of the whole page. */
  async picture(name: string): Promise<void> {
    const path = join(ARTIFACTS, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.mouse.move(0, 0);
    await this.page.screenshot({ path, animations: 'disabled' });
  }
}

const busy = (page: Page): Locator =>
  page.getByRole('group', { name: 'Site clock' }).and(page.locator('[aria-busy="true"]'));

type Test = (name: string, act: () => Promise<void>) => void;

/** Tests whose failure leaves a picture of what the person saw. */
export const seenBy =
  (person: () => Person | undefined): Test =>
  (name, act) =>
    it(name, () => picturing(name, person, act));

/** One story told in several tests: after the first that fails, the others only say so. */
export function inOrder(person: () => Person | undefined): Test {
  let failed: string | undefined;
  return (name, act) =>
    it(name, async () => {
      if (failed !== undefined) throw new Error(`not tried: "${failed}" failed before`);
      try {
        await picturing(name, person, act);
      } catch (error) {
        failed = name;
        throw error;
      }
    });
}

async function picturing(name: string, person: () => Person | undefined, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const file = `failures/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 80)}`;
    await person()
      ?.picture(file)
      .catch(() => undefined);
    const complaints = person()?.complaints() ?? [];
    if (error instanceof Error && complaints.length > 0) error.message += `\nOn the console:\n${complaints.join('\n')}`;
    throw error;
  }
}
