/** The sites these tests are held on: served on a free port, with the front ends as `npm run build` left them. */
import { Site } from '../../emulator/site';
import { MONDAY } from '../support/site';

export interface ServedSite {
  readonly site: Site;
  readonly base: string;
}

/** As `npm start -- --fresh` opens it: the app just installed, the clock running. */
export async function aFreshSite(clock: 'running' | 'manual' = 'running'): Promise<ServedSite> {
  const site = await Site.open({ data: ':memory:', clock: { mode: clock, startAt: MONDAY } });
  await site.forge.drain();
  return { site, base: await site.listen(0) };
}
