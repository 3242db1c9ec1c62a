/** Sends the third-party client on its tour of a listening site, and gathers what it says. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { moduleAri } from '../../emulator/seams';
import type { Site } from '../../emulator/site';
import { jiraAs } from '../support/site';

const SCRIPT = join(__dirname, 'jira-client.mts');
const Line = z.union([
  z.strictObject({ call: z.string(), ok: z.boolean(), message: z.string().optional() }),
  z.strictObject({ findings: z.int() }),
]);

export interface CallReport {
  readonly call: string;
  readonly ok: boolean;
  readonly message?: string | undefined;
}

/** Expects a site with set-up applied to the project IT. */
export async function tourByJiraClient(site: Site): Promise<CallReport[]> {
  await aDashboardWithTheGadget(site);
  const url = await site.listen(0);
  const lines = (await output(url)).trim().split('\n');
  const reports = lines.map((line) => Line.parse(JSON.parse(line)));
  if (!reports.some((line) => 'findings' in line)) throw new Error(`the tour broke off: ${lines.at(-1) ?? ''}`);
  return reports.flatMap((line) => ('call' in line ? [line] : []));
}

/** The client has no calls to make a dashboard, only such that work on one. */
async function aDashboardWithTheGadget(site: Site): Promise<void> {
  const app = site.forge.app();
  if (app === undefined) throw new Error('the app is not installed');
  const admin = jiraAs(site, 'admin');
  const body = { name: 'Service desk', sharePermissions: [{ type: 'authenticated' }], editPermissions: [] };
  const { id } = await admin.post('/rest/api/3/dashboard', body, z.looseObject({ id: z.string() }));
  const gadget = { moduleKey: moduleAri(app, 'incident-backlog'), position: { row: 0, column: 0 } };
  await admin.post(`/rest/api/3/dashboard/${id}/gadget`, gadget, z.json());
}

function output(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, url, 'IT'], {
      cwd: join(__dirname, '../..'),
      env: { ...process.env, AUDIT_SCHEMAS: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, complained] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`the client ended with ${code}: ${complained}\n${said.slice(-500)}`));
    });
  });
}
