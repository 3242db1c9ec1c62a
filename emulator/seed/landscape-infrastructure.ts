/** What Acme's services stand on: two data centres, their clusters and storage, the network of the stores. */
import { numbered, type Landscape } from './landscape-kit';

const SERVERS = 'Server and Storage';
const NETWORK = 'Network Operations';

export interface Site {
  readonly name: string;
  readonly code: string;
  readonly location: string;
  readonly cluster: string;
  readonly storage: readonly string[];
  readonly core: readonly string[];
}

export interface Stores {
  readonly locations: readonly string[];
  readonly routers: readonly string[];
}

/** Six hosts carry what five can: the cluster outlives one of them. */
export function dataCentre(acme: Landscape, name: string, code: string, city: string): Site {
  const location = acme.add('location', name, { criticality: 1, attributes: { city } });
  const at = { location: name };
  const core = numbered(2, (n) =>
    acme.add('networkDevice', `${code}-core-${n}`, {
      ...at,
      criticality: 1,
      group: NETWORK,
      attributes: { vendor: 'Cisco' },
    }),
  );
  const storage = numbered(2, (n) =>
    acme.add('storage', `${code}-san-${n}`, {
      ...at,
      criticality: 1,
      group: SERVERS,
      attributes: { vendor: 'NetApp', capacity: 200 },
    }),
  );
  const cluster = acme.add('cluster', `${code}-vmware`, {
    ...at,
    criticality: 1,
    group: SERVERS,
    redundancy: { byType: 'memberOfCluster', need: 5 },
  });
  const racks = numbered(2, (n) =>
    acme.add('networkDevice', `${code}-rack-${n}`, {
      ...at,
      criticality: 2,
      group: NETWORK,
      redundancy: { byType: 'connectsTo', need: 1 },
    }),
  );
  for (const rack of racks) acme.relate(rack, 'connectsTo', ...core);
  numbered(6, (n) => {
    const host = acme.add('server', `${code}-esx-${n}`, {
      ...at,
      criticality: 2,
      group: SERVERS,
      cost: 420,
      attributes: {
        vendor: 'Dell',
        model: 'PowerEdge R760',
        serialNumber: `DL-${code.toUpperCase()}-${n}77`,
        cpus: 64,
        memory: 1024,
      },
      redundancy: { byType: 'connectsTo', need: 1 },
    });
    acme.relate(host, 'memberOfCluster', cluster);
    acme.relate(host, 'connectsTo', ...racks);
    acme.relate(host, 'locatedIn', location);
    return host;
  });
  acme.relate(cluster, 'uses', ...storage.slice(0, 1));
  for (const array of storage) acme.relate(array, 'locatedIn', location);
  return { name, code, location, cluster, storage, core };
}

/** Lines to two providers: a store is cut off when both are down. */
export function storeNetwork(acme: Landscape, sites: readonly Site[]): Stores {
  const towns = ['Gdańsk', 'Poznań', 'Rotterdam', 'Antwerp', 'Bremen', 'Lübeck', 'Malmö', 'Aarhus'];
  const carriers = ['Nordlink', 'Telvia'].map((carrier) =>
    acme.add('cloudResource', `${carrier} MPLS`, { criticality: 1, group: NETWORK, attributes: { provider: carrier } }),
  );
  const routers: string[] = [];
  const locations = towns.map((town) => {
    const store = acme.add('location', `Store ${town}`, { criticality: 3, attributes: { city: town } });
    const router = acme.add('networkDevice', `${town} router`, {
      location: `Store ${town}`,
      criticality: 2,
      group: NETWORK,
      redundancy: { byType: 'dependsOn', need: 1 },
    });
    acme.relate(router, 'dependsOn', ...carriers);
    acme.relate(router, 'locatedIn', store);
    routers.push(router);
    const access = acme.add('networkDevice', `${town} switch`, {
      location: `Store ${town}`,
      criticality: 3,
      group: NETWORK,
    });
    acme.relate(access, 'connectsTo', router);
    numbered(4, (n) => {
      const till = acme.add('endpoint', `Till ${town} ${n}`, {
        location: `Store ${town}`,
        criticality: 4,
        group: 'Service Desk',
      });
      acme.relate(till, 'connectsTo', access);
      return till;
    });
    return store;
  });
  const firewalls = sites.map((site) => {
    const firewall = acme.add('networkDevice', `${site.code}-firewall`, {
      location: site.name,
      criticality: 1,
      group: NETWORK,
      redundancy: { byType: 'connectsTo', need: 1 },
    });
    acme.relate(firewall, 'connectsTo', ...site.core);
    return firewall;
  });
  const vpn = acme.add('applicationService', 'VPN', {
    criticality: 2,
    group: NETWORK,
    redundancy: { byType: 'runsOn', need: 1 },
  });
  acme.relate(vpn, 'runsOn', ...firewalls);
  return { locations, routers };
}
