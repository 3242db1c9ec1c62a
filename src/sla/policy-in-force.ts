/** The policy that judges now. Where none was ever saved, the shipped one is made the first version. */
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import { defaultPolicy } from './default-policy';
import { Policy, reportingZoneOf } from './policy';
import { SHIPPED_BY, type PolicyHead } from './policy-store';
import type { SlaPorts } from './sla.ports';

export interface InForce {
  readonly head: PolicyHead;
  /** When each version began, epoch ms. */
  readonly begun: ReadonlyMap<number, number>;
}

type Needed = Pick<SlaPorts, 'policies' | 'clock' | 'siteZone'>;

export async function policyInForce(ports: Needed, site: SiteMap): Promise<InForce> {
  const head = (await ports.policies.head()) ?? (await install(ports, site, undefined));
  return { head, begun: new Map([...head.earlier, head].map(({ version, from }) => [version, from])) };
}

/** After set-up, or an upgrade from a version without service levels. What a person has saved stays. True when it is new. */
export async function installDefault(ports: Needed, site: SiteMap): Promise<boolean> {
  const head = await ports.policies.head();
  if (head !== undefined && head.by !== SHIPPED_BY) return false;
  const shipped = await shippedPolicy(ports, site, head);
  if (head !== undefined && JSON.stringify(head.policy) === JSON.stringify(shipped)) return false;
  await install(ports, site, head);
  return true;
}

/** The zone it was once installed with stays: moving the site must not move the business hours of running clocks. */
export async function shippedPolicy(
  { siteZone }: Pick<Needed, 'siteZone'>,
  site: SiteMap,
  head: PolicyHead | undefined,
): Promise<Policy> {
  // Read as what was stored is read, so that the two can be held against each other.
  return Policy.parse(defaultPolicy(site, head === undefined ? await siteZone() : reportingZoneOf(head.policy)));
}

async function install(ports: Needed, site: SiteMap, before: PolicyHead | undefined): Promise<PolicyHead> {
  const { policies, clock } = ports;
  try {
    return await policies.save(before, await shippedPolicy(ports, site, before), SHIPPED_BY, clock.now());
  } catch (cause) {
    // Somebody else was first.
    const head = cause instanceof AppError && cause.code === 'CONFLICT' ? await policies.head() : undefined;
    if (head === undefined) throw cause;
    return head;
  }
}
