/** What axe finds on a page and in each frame of the app by itself: a frame comes from another origin. */
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { z } from 'zod';
import type { Person } from './person';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const AUDIT = `axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => String(target)) })))`;
const Violations = z.array(z.object({ id: z.string(), impact: z.string().nullable(), targets: z.array(z.string()) }));
const SERIOUS: readonly (string | null)[] = ['serious', 'critical'];

export async function seriousFindings(person: Person): Promise<string[]> {
  const found: string[] = [];
  for (const frame of person.page.frames()) found.push(...(await findingsIn(frame)));
  return found;
}

async function findingsIn(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  const violations = Violations.parse(await frame.evaluate(AUDIT));
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact))
    .map(({ id, targets }) => `${id}: ${targets.join(', ')} (${new URL(frame.url()).pathname})`);
}
