/** Where the CMDB's pages are. A ref's characters stand in an address as they are. */
export const BROWSER = '/cmdb';

export const ciPath = (ref: string): string => `/cmdb/ci/${ref}`;

export const mapPath = (ref: string): string => `/cmdb/map?ci=${ref}`;

/** Jira's issue navigator with a query. */
export const navigatorPath = (jql: string): string => `/issues/?jql=${encodeURIComponent(jql)}`;
