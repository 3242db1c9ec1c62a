/** `npm run replay -- <csv>`: carries an event log over to a site in memory, and prints how it ended. */
import { readFileSync } from 'node:fs';
import type { Attainment } from './attainment';
import { attainmentTable } from './attainment-table';
import { carryOver } from './carry-over';
import type { ProvenClock } from './clocks';
import { EventLogError, readEventLog } from './event-log';
import type { ReplayedIncident } from './replay';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) throw new EventLogError('usage: npm run replay -- <csv>');
  const incidents = readEventLog(contentOf(file));
  const started = Date.now();
  const { replayed, differences, matching, clocks, attainment } = await carryOver(incidents, sayTenths());
  say(`Carried over ${incidents.length} incidents in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  for (const [reason, count] of overridesOf(replayed)) say(`Priority overridden ${count} times: ${reason}`);
  for (const { number, key, what, log, jira } of differences)
    say(`${number} (${key}) ${what}: the log has ${log}, Jira ${jira}`);
  say(`${matching}/${incidents.length} incidents match`);
  const agree = sayServiceLevels(clocks, attainment);
  return matching === incidents.length && agree ? 0 : 1;
}

/** True when every clock is accounted for and every number of the gadget is the proof sheets'. */
function sayServiceLevels(clocks: readonly ProvenClock[], { rows, shown, faults }: Attainment): boolean {
  say('');
  for (const line of attainmentTable(rows)) say(line);
  say('Issues, by the outcome of their clocks: one that was reopened may have both. Open ones may go either way.');
  const unproven = clocks.filter((clock) => clock.faults.length > 0);
  for (const clock of unproven)
    say(`${clock.issueKey} ${clock.definition.name}, cycle ${clock.cycle}: ${clock.faults.join('; ')}`);
  for (const fault of faults) say(fault);
  say(`${shown - faults.length}/${shown} numbers of the attainment gadget equal the proof sheets and their searches`);
  say(`${clocks.length - unproven.length}/${clocks.length} clocks agree`);
  return unproven.length === 0 && faults.length === 0 && clocks.length > 0;
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
