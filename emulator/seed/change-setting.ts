/** How Acme sets change enablement up: freezes and maintenance windows, and the catalogue of standard changes. */
import { z } from 'zod';
import type { Json } from '../json';
import type { Site } from '../site';
import { accountIdOf } from './people';

const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';
const Saved = z.object({ ok: z.literal(true), value: z.looseObject({ version: z.int().nullable() }) });

export interface SeedTemplate {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly reason: string;
  readonly implementationPlan: string;
  readonly backoutPlan: string;
  readonly testPlan: string;
  readonly communicationPlan: string;
  readonly classes: readonly string[];
  readonly minutes: number;
}

export const SEED_TEMPLATES = {
  'os-patches': {
    key: 'os-patches',
    name: 'Operating system patches of a virtual machine',
    description: 'The vendor’s monthly patches, from the tested channel.',
    reason: 'Known weaknesses are closed within thirty days.',
    implementationPlan:
      'Take a snapshot. Drain the machine from its load balancer. Install the patches of the tested channel by the play “patch”. Restart. Take it back.',
    backoutPlan: 'Go back to the snapshot; it takes about ten minutes.',
    testPlan: 'The play’s own checks are green, and monitoring shows the machine as healthy for ten minutes.',
    communicationPlan: 'None needed: nobody notices one machine.',
    classes: ['virtualMachine'],
    minutes: 120,
  },
  'restart-application': {
    key: 'restart-application',
    name: 'Rolling restart of an application',
    description: 'One node after the other, users stay signed in.',
    reason: 'Memory of the application’s nodes is nearly used up.',
    implementationPlan: 'Drain one node, restart it, wait for its health check, go on with the next.',
    backoutPlan: 'Stop after the node that does not come back; the others carry the load.',
    testPlan: 'Sign in and open the start page on each node.',
    communicationPlan: 'A note in the channel of the application’s key users.',
    classes: ['application'],
    minutes: 45,
  },
  'renew-certificate': {
    key: 'renew-certificate',
    name: 'Renewal of a certificate',
    description: 'Same names, same issuer, new validity.',
    reason: 'The certificate ends within thirty days.',
    implementationPlan: 'Request the certificate, install it on both load balancers, reload them one after the other.',
    backoutPlan: 'Install the former certificate; it is valid for some weeks more.',
    testPlan: 'The browser and the payment provider’s test call show the new end of validity.',
    communicationPlan: 'None needed.',
    classes: ['certificate'],
    minutes: 30,
  },
  'router-firmware': {
    key: 'router-firmware',
    name: 'Firmware of a store’s router',
    description: 'Outside opening hours, one store at a time.',
    reason: 'The manufacturer supports only the two latest versions.',
    implementationPlan:
      'Save the configuration. Load the firmware to the second bank. Restart from it before the store opens.',
    backoutPlan: 'Restart from the first bank; a technician is on call for the store.',
    testPlan: 'Both lines are up, a till takes a card payment, the handhelds are online.',
    communicationPlan: 'The store’s manager is told the evening before.',
    classes: ['networkDevice'],
    minutes: 60,
  },
  'till-image': {
    key: 'till-image',
    name: 'New software image on tills',
    description: 'The image that the pilot store has had for a week.',
    reason: 'Each quarter’s tax rules and receipts.',
    implementationPlan: 'Roll the image out to the store’s tills, two at a time, after closing.',
    backoutPlan: 'Start the tills from the former image, five minutes each.',
    testPlan: 'Ring up the ten test articles and print a receipt at each till.',
    communicationPlan: 'The store’s manager gets the list of what is new.',
    classes: ['endpoint'],
    minutes: 90,
  },
} as const satisfies Readonly<Record<string, SeedTemplate>>;
export type TemplateName = keyof typeof SEED_TEMPLATES;

/** Saved by the administrator on the app's own pages. Returns the catalogue's version. */
export async function setUpChanges(site: Site, today: number): Promise<number> {
  await save(site, 'change.saveWindows', { windows: windowsAround(today) });
  return save(site, 'change.saveTemplates', {
    templates: Object.values(SEED_TEMPLATES).map((template) => ({
      ...template,
      classes: [...template.classes],
      cis: [],
      answers: {},
      enabled: true,
      reapprovedAt: null,
      reapprovedBecause: null,
    })),
  });
}

async function save(site: Site, procedure: string, draft: Json): Promise<number> {
  const answer = await site.forge.invokeResolver({
    accountId: accountIdOf('admin'),
    moduleKey: 'plumbline-admin',
    functionKey: procedure,
    payload: { expectedVersion: null, draft },
    context: {},
  });
  const parsed = Saved.safeParse(answer);
  if (!parsed.success) throw new Error(`${procedure}: ${JSON.stringify(answer)}`);
  return parsed.data.value.version ?? 0;
}

/** Their first happening lies more than a year back: they have held all the time. */
function windowsAround(today: number): Json[] {
  const year = new Date(today).getUTCFullYear();
  const sunday = dayBefore(today - 372 * DAY, 0);
  const saturday = dayBefore(today - 372 * DAY, 6);
  return [
    {
      key: 'year-end',
      name: 'Year-end freeze',
      kind: 'freeze',
      scope: { on: 'site' },
      timeZone: ZONE,
      start: `${year - 2}-12-19T18:00`,
      end: `${year - 1}-01-04T06:00`,
      rrule: 'FREQ=YEARLY',
      except: ['emergency'],
      enabled: true,
      note: 'Closing of the books and the busiest weeks of the stores.',
    },
    {
      key: 'databases',
      name: 'Databases on Sunday',
      kind: 'maintenance',
      scope: { on: 'classes', keys: ['database'] },
      timeZone: ZONE,
      start: `${sunday}T04:00`,
      end: `${sunday}T14:00`,
      rrule: 'FREQ=WEEKLY;BYDAY=SU',
      except: ['emergency'],
      enabled: true,
      note: 'After the nightly loads, before the week’s first orders.',
    },
    {
      key: 'store-sales',
      name: 'Store sales while the stores are closed',
      kind: 'maintenance',
      scope: { on: 'services', refs: ['businessService:store-sales'] },
      timeZone: ZONE,
      start: `${saturday}T22:00`,
      end: `${dayAfter(saturday)}T14:00`,
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
      except: ['emergency'],
      enabled: true,
      note: 'From closing on Saturday until the tills are counted on Sunday.',
    },
  ];
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const dayAfter = (date: string): string => dateOf(Date.parse(`${date}T12:00:00Z`) + DAY);

/** @param weekday 0 is Sunday */
function dayBefore(at: number, weekday: number): string {
  const back = (new Date(at).getUTCDay() - weekday + 7) % 7;
  return dateOf(at - back * DAY);
}
