/** `npm run replay -- <csv>`: carries an event log over to a site in memory, and holds the outcome against the log. */
import { readFileSync } from 'node:fs';
import { applySetUp } from '../seed/apply-set-up';
import { JiraClient } from '../jira-client';
import { emailOf } from '../seed/people';
import { Site } from '../site';
import { differences, type Difference } from './compare';
import { EventLogError, readEventLog, type LoggedIncident } from './event-log';
import { Replay, type ReplayedIncident } from './replay';
import { leaveClosingToTheLog } from './site-policy';
import { prepareSite } from './site';

const PROJECT = 'LOG';
const DAY = 86_400_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) throw new EventLogError('usage: npm run replay -- <csv>');
  const incidents = readEventLog(readFileSync(file, 'utf8'));
  const first = Math.min(...incidents.map((incident) => incident.rows[0].opened_at));
  const site = await Site.open({ data: ':memory:', clock: { mode: 'manual', startAt: first - DAY } });
  try {
    await applySetUp(site, { projectKey: PROJECT, projectName: 'Replayed log' });
    await leaveClosingToTheLog(site);
    return await carryOver(site, incidents);
  } finally {
    await site.close();
  }
}

async function carryOver(site: Site, incidents: readonly LoggedIncident[]): Promise<number> {
  const jira = new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf('admin'), 'admin');
  const prepared = await prepareSite(jira, incidents);
  const time = {
    moveTo: (epoch: number) => site.forge.advanceTo(Math.max(epoch, site.clock.now())),
    drain: () => site.forge.drain(),
  };
  const started = Date.now();
  const replayed = await new Replay(jira, prepared, time, PROJECT).run(incidents, everyTenth);
  say(`Carried over ${incidents.length} incidents in ${((Date.now() - started) / 1000).toFixed(0)} s.`);

  const found: Difference[] = [];
  for (const one of replayed) found.push(...(await differences(jira, prepared, one)));
  sayOverrides(replayed);
  for (const { number, key, what, log, jira: inJira } of found)
    say(`${number} (${key}) ${what}: the log has ${log}, Jira ${inJira}`);
  const differing = new Set(found.map(({ number }) => number)).size;
  say(`${incidents.length - differing}/${incidents.length} incidents match`);
  return differing === 0 ? 0 : 1;
}

function sayOverrides(replayed: readonly ReplayedIncident[]): void {
  const counts = new Map<string, number>();
  for (const reason of replayed.flatMap(({ overrides }) => overrides))
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, count] of counts) say(`Priority overridden ${count} times: ${reason}`);
}

let tenths = 0;
function everyTenth(done: number, of: number): void {
  if (Math.floor((done * 10) / of) === tenths) return;
  tenths = Math.floor((done * 10) / of);
  say(`${tenths * 10} %`);
}

main(process.argv[2])
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof EventLogError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(2);
  });
