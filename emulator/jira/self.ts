import type { JiraSite } from './site';

/** A `self` link: `selfUrl(site, 'priority/3')`. */
export const selfUrl = (site: JiraSite, path: string): string => `${site.baseUrl()}/rest/api/3/${path}`;
