/** A site with a small app whose one page uses every command of the real bridge. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { Site } from '../../../emulator/site';

const FOLDER = join(__dirname, 'fixture');
export const ADMIN = `Basic ${Buffer.from('admin@acme.example:admin').toString('base64')}`;
const Myself = z.object({ accountId: z.string() });

async function buildPages(): Promise<void> {
  const dist = join(FOLDER, 'dist');
  cpSync(join(FOLDER, 'pages'), dist, { recursive: true, filter: (file) => !file.endsWith('.ts') });
  await build({
    entryPoints: [join(FOLDER, 'pages/page.ts')],
    outdir: dist,
    bundle: true,
    format: 'esm',
    target: 'es2022',
  });
}

export async function openFixtureSite(): Promise<Site> {
  await buildPages();
  return Site.open({
    data: ':memory:',
    manifestPath: join(FOLDER, 'manifest.yml'),
    clock: { mode: 'manual', startAt: Date.parse('2026-03-02T09:00:00Z') },
  });
}

export async function asAdmin(site: Site, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await site.server.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { authorization: ADMIN, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** A project DEMO with the default schemes, and two issues. */
export async function addDemoProject(site: Site): Promise<void> {
  const { accountId } = Myself.parse(await asAdmin(site, 'GET', '/rest/api/3/myself'));
  await asAdmin(site, 'POST', '/rest/api/3/project', {
    key: 'DEMO',
    name: 'Demonstration',
    projectTypeKey: 'software',
    leadAccountId: accountId,
  });
  const meta = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { issueTypes } = meta.parse(await asAdmin(site, 'GET', '/rest/api/3/issue/createmeta/DEMO/issuetypes'));
  const type = issueTypes.find(({ name }) => name === 'Task') ?? issueTypes[0];
  for (const summary of ['The printer on floor 3 is on fire', 'Mail arrives twice']) {
    await asAdmin(site, 'POST', '/rest/api/3/issue', {
      fields: { project: { key: 'DEMO' }, issuetype: { id: type?.id }, summary },
    });
  }
}
