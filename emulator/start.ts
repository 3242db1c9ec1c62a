/** `npm start`: opens the site, seeds it the first time, and serves it. */
import { createServer } from 'node:net';
import { z } from 'zod';
import { DataError, hasDatabase, removeDatabase } from './database';
import { ManifestError } from './forge/manifest-source';
import { pagesAreBuilt } from './host/server';
import { OptionError, readOptions, type StartOptions } from './options';
import { COMPANY_STARTS_DAYS_AGO, seedCompany } from './seed/company';
import { Site } from './site';

const DAY = 86_400_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function start(options: StartOptions): Promise<void> {
  // Before anything is opened: the site on that port may be the one that has this data.
  await refuseBusyPort(options.port);
  if (options.fresh) refuseToOverwrite(options);
  const isNew = !hasDatabase(options.data);
  const seeding = isNew && !options.fresh;
  const site = await Site.open({
    data: options.data,
    ...(seeding ? { clock: { mode: 'manual', startAt: Date.now() - COMPANY_STARTS_DAYS_AGO * DAY } } : {}),
  });
  closeOnSignal(site);
  const address = await site.listen(options.port);
  if (seeding) await seedCompany(site, say);
  if (!seeding && !isNew && site.state.read('seeding', z.boolean()) === true) {
    throw new OptionError(`${options.data} holds a site whose seeding did not finish: remove it and start again`);
  }
  await site.forge.drain();
  site.markStart();
  if (!pagesAreBuilt()) say('The pages are not built, only the REST API answers: run "npm run build".');
  say(`Plumbline site ready: ${address}`);
}

/** `--fresh` starts over in its own place, but never throws away a site somebody named. */
function refuseToOverwrite({ data }: StartOptions): void {
  if (data === '.data/fresh') removeDatabase(data);
  else if (hasDatabase(data))
    throw new OptionError(`${data} already holds a site: leave out --fresh to go on with it, or remove it`);
}

function refuseBusyPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `can't be listened on (${error.message})`;
      reject(
        new OptionError(
          `Port ${port} ${why}: choose another, for instance PORT=${port < 65_535 ? port + 1 : 8081} npm start`,
        ),
      );
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

function closeOnSignal(site: Site): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void site.close().finally(() => process.exit(0));
    });
  }
}

start(readOptionsOrExit()).catch((error: unknown) => {
  const expected = error instanceof OptionError || error instanceof DataError || error instanceof ManifestError;
  process.stderr.write(
    `${error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  );
  process.exit(1);
});

function readOptionsOrExit(): StartOptions {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
