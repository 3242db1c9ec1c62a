/** `npm run replay -- <csv>`: carries an event log over to a site in memory, and prints how it ended. */
import { readFileSync } from 'node:fs';
import { carryOver } from './carry-over';
import { EventLogError, readEventLog } from './event-log';
import type { ReplayedIncident } from './replay';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) throw new EventLogError('usage: npm run replay -- <csv>');
  const incidents = readEventLog(contentOf(file));
  const started = Date.now();
  const { replayed, differences, matching } = await carryOver(incidents, sayTenths());
  say(`Carried over ${incidents.length} incidents in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  for (const [reason, count] of overridesOf(replayed)) say(`Priority overridden ${count} times: ${reason}`);
  for (const { number, key, what, log, jira } of differences)
    say(`${number} (${key}) ${what}: the log has ${log}, Jira ${jira}`);
  say(`${matching}/${incidents.length} incidents match`);
  return matching === incidents.length ? 0 : 1;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EventLogError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function overridesOf(replayed: readonly ReplayedIncident[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reason of replayed.flatMap(({ overrides }) => overrides))
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

function sayTenths(): (done: number, of: number) => void {
  let said = 0;
  return (done, of) => {
    const tenths = Math.floor((done * 10) / of);
    if (tenths === said) return;
    said = tenths;
    say(`${tenths * 10} %`);
  };
}

main(process.argv[2])
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    const text =
      error instanceof EventLogError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(2);
  });
