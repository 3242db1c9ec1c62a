/** A site with a small app whose one page uses every command of the real bridge. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { Site } from '../../../emulator/site';

const FOLDER = join(__dirname, 'fixture');
export const ADMIN = `Basic ${Buffer.from('admin@acme.example:admin').toString('base64')}`;
const Myself = z.object({ accountId: z.string() });

export async function buildPages(): Promise<void> {
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
  await addProject(site, 'DEMO', 'Demonstration');
  await addIssues(site, 'DEMO', ['The printer on floor 3 is on fire', 'Mail arrives twice']);
}

async function addProject(site: Site, key: string, name: string, more: object = {}): Promise<void> {
  const { accountId } = Myself.parse(await asAdmin(site, 'GET', '/rest/api/3/myself'));
  await asAdmin(site, 'POST', '/rest/api/3/project', {
    key,
    name,
    projectTypeKey: 'software',
    leadAccountId: accountId,
    ...more,
  });
}

async function addIssues(site: Site, key: string, summaries: readonly string[]): Promise<void> {
  const meta = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { issueTypes } = meta.parse(await asAdmin(site, 'GET', `/rest/api/3/issue/createmeta/${key}/issuetypes`));
  const type = issueTypes.find(({ name }) => name === 'Task') ?? issueTypes[0];
  for (const summary of summaries) {
    await asAdmin(site, 'POST', '/rest/api/3/issue', {
      fields: { project: { key }, issuetype: { id: type?.id }, summary },
    });
  }
}

const Ids = z.object({
  values: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String), name: z.string() })),
});
const Statuses = z.array(z.object({ id: z.string(), name: z.string() }));
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));

async function idOf(site: Site, path: string, name: string): Promise<string> {
  const found = Ids.parse(await asAdmin(site, 'GET', path)).values.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${path} has no ${name}`);
  return found.id;
}

export async function fieldId(site: Site, name: string): Promise<string> {
  const field = Fields.parse(await asAdmin(site, 'GET', '/rest/api/3/field')).find((each) => each.name === name);
  if (field === undefined) throw new Error(`there is no field ${name}`);
  return field.id;
}

/** Puts a field on the screen that the default schemes use. */
export async function addToDefaultScreen(site: Site, field: string): Promise<void> {
  const screen = await idOf(site, '/rest/api/3/screens', 'Default Screen');
  const tabs = z
    .array(z.object({ id: z.number() }))
    .parse(await asAdmin(site, 'GET', `/rest/api/3/screens/${screen}/tabs`));
  await asAdmin(site, 'POST', `/rest/api/3/screens/${screen}/tabs/${tabs[0]?.id ?? ''}/fields`, { fieldId: field });
}

/** A project FLOW with one issue; its one step has a screen, and the app's validator wants the word "printer". */
export async function addFlowProject(site: Site): Promise<void> {
  const app = site.forge.app();
  const statuses = Statuses.parse(await asAdmin(site, 'GET', '/rest/api/3/status'));
  const status = (name: string, statusCategory: string): Record<string, string> => {
    const id = statuses.find((each) => each.name === name)?.id ?? '';
    return { id, name, statusCategory, statusReference: id };
  };
  const [todo, doing] = [status('To Do', 'TODO'), status('In Progress', 'IN_PROGRESS')];
  const screenId = await idOf(site, '/rest/api/3/screens', 'Default Screen');
  const key = `ari:cloud:ecosystem::extension/${app?.appId ?? ''}/${app?.environmentId ?? ''}/static/says`;
  await asAdmin(site, 'POST', '/rest/api/3/workflows/create', {
    scope: { type: 'GLOBAL' },
    statuses: [todo, doing],
    workflows: [
      {
        name: 'Printer flow',
        statuses: [todo, doing].map(({ statusReference }) => ({ statusReference, properties: {} })),
        transitions: [
          { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: todo['statusReference'] },
          {
            id: '11',
            name: 'Begin',
            type: 'DIRECTED',
            toStatusReference: doing['statusReference'],
            links: [{ fromStatusReference: todo['statusReference'] }],
            transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId } },
            validators: [{ ruleKey: 'forge:expression-validator', parameters: { key, config: '{"word":"printer"}' } }],
          },
        ],
      },
    ],
  });
  const scheme = z
    .object({ id: z.number() })
    .parse(
      await asAdmin(site, 'POST', '/rest/api/3/workflowscheme', { name: 'Printers', defaultWorkflow: 'Printer flow' }),
    );
  await addProject(site, 'FLOW', 'Printers', { workflowScheme: scheme.id });
  await addIssues(site, 'FLOW', ['The scanner is on fire', 'The copier is on fire']);
}
