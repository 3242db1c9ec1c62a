/** What administrators offer and forbid, for tests of what happens with it: a template, a freeze. */
import type { ChangeTemplate } from '../../src/change/template.shapes';
import { person } from './builders';
import type { Desk } from './practice';

/** Pre-approved for servers, an hour's work. */
export const certificate = (): ChangeTemplate => ({
  key: 'certificate',
  name: 'Renew a certificate',
  description: '',
  reason: 'Certificates run out.',
  implementationPlan: 'Install it on one node after the other.',
  backoutPlan: 'Put the old one back.',
  testPlan: 'Look at it in the browser.',
  communicationPlan: 'Tell the service desk.',
  classes: ['server'],
  cis: [],
  minutes: 60,
  answers: { 'done-before': 'often', users: 'few' },
  enabled: true,
});

/** Of the whole site, from the first of February 2026 on; times are UTC. */
export async function aFreezeUntil({ world }: Desk, end: string): Promise<void> {
  const window = {
    key: 'month-end',
    name: 'Month end',
    kind: 'freeze' as const,
    scope: { on: 'site' as const },
    timeZone: 'UTC',
    start: '2026-02-01T00:00',
    end,
    rrule: null,
    except: [],
    enabled: true,
    note: '',
  };
  await world.ports.settings.windows.save(undefined, { windows: [window] }, person('root'), world.now);
}
