/** `npm start`: opens the site, seeds it the first time, and serves it. */
import { z } from 'zod';
import { hasDatabase, removeDatabase } from './database';
import { ManifestError } from './forge/manifest-source';
import { pagesAreBuilt } from './host/server';
import { OptionError, readOptions, type StartOptions } from './options';
import { COMPANY_STARTS_DAYS_AGO, seedCompany } from './seed/company';
import { Site } from './site';

const DAY = 86_400_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function start(options: StartOptions): Promise<void> {
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

function closeOnSignal(site: Site): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void site.close().finally(() => process.exit(0));
    });
  }
}

start(readOptionsOrExit()).catch((error: unknown) => {
  const expected = error instanceof OptionError || error instanceof ManifestError || isAddressInUse(error);
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

const isAddressInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
