/**
 * The drawings of classes, each one SVG path for a box of 16 × 16 drawn as a line of 1.5. A class names its icon; one that
 * is not here is drawn as `generic`.
 */
export const ICON_PATHS = {
  generic: 'M3 3h10v10H3z',
  service: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  'business-service': 'M2 5h12v8.5H2zM5.5 5V2.5h5V5M2 9h12',
  offering: 'M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.2v.1',
  application: 'M2 3h12v10H2zM2 6h12M4 4.5h.1',
  'application-service': 'M2 3h12v10H2zM2 6h12M6 9.5h4M8 7.5v4',
  software: 'm5.5 5-3 3 3 3M10.5 5l3 3-3 3M9 3.5l-2 9',
  computer: 'M2 3h12v8H2zM5.5 13.5h5M8 11v2.5',
  server: 'M3 2.5h10V7H3zM3 9h10v4.5H3zM5.5 4.7v.1M5.5 11.2v.1',
  'virtual-machine': 'M2 3h12v8H2zM5.5 13.5h5M6.8 5.3v3.4L9.7 7z',
  container: 'm2 5 6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6',
  cluster:
    'M8 2.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM4 9.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM12 9.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM7 6l-2 4M9 6l2 4',
  endpoint: 'M3.5 3.5h9V10h-9zM1.5 12.5h13',
  network: 'M8 2v3.5M5.5 5.5h5v3h-5zM8 8.5V11M3 14v-3h10v3',
  'load-balancer': 'M2 8h4l4-4.5h4M6 8h8M6 8l4 4.5h4',
  storage: 'M2.5 9h11v4h-11zM2.5 9 4 3h8l1.5 6M11 11v.1',
  database: 'M8 2c3 0 5 .9 5 2s-2 2-5 2-5-.9-5-2 2-2 5-2ZM3 4v8c0 1.1 2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2 2 5 2s5-.9 5-2',
  cloud: 'M4.5 12.5a3 3 0 0 1-.3-6A4 4 0 0 1 12 7a2.8 2.8 0 0 1-.5 5.5z',
  infrastructure: 'M2 13.5h12M3.5 13.5V6L8 2.5 12.5 6v7.5M6.5 13.5v-4h3v4',
  certificate: 'M8 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM5.5 9.5 4.5 14 8 12.5l3.5 1.5-1-4.5',
  contract: 'M4 2h6l3 3v9H4zM10 2v3h3M6.5 8.5h4M6.5 11h4',
  location: 'M8 14.5S3 10 3 6.5a5 5 0 0 1 10 0C13 10 8 14.5 8 14.5ZM8 5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z',
  team: 'M6 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM1.5 13.5a4.5 4.5 0 0 1 9 0M10.5 3a2.5 2.5 0 0 1 0 4.5M12 9.5a4.5 4.5 0 0 1 2.5 4',
} as const;

const BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(ICON_PATHS));

export const iconPath = (icon: string): string => BY_NAME.get(icon) ?? ICON_PATHS.generic;
