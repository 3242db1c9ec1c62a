/** What the server put into the page. */
import { z } from 'zod';

const Json = z.record(z.string(), z.json());
const SiteUser = z.object({
  accountId: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  timeZone: z.string(),
  locale: z.string(),
});
const UiModule = z.object({
  type: z.string(),
  key: z.string(),
  title: z.string(),
  resource: z.string(),
  properties: Json,
});
const ClockState = z.object({ now: z.iso.datetime(), mode: z.enum(['running', 'manual']) });

const Bootstrap = z.object({
  siteName: z.string(),
  resourceOrigin: z.string(),
  themeAttribute: z.string(),
  user: SiteUser.nullable(),
  users: z.array(SiteUser),
  clock: ClockState,
  app: z
    .object({
      appId: z.string(),
      environmentId: z.string(),
      name: z.string(),
      version: z.string(),
      modules: z.array(UiModule),
    })
    .nullable(),
});

export type SiteUser = z.output<typeof SiteUser>;
export type UiModule = z.output<typeof UiModule>;
export type ClockState = z.output<typeof ClockState>;
export type InstalledApp = NonNullable<z.output<typeof Bootstrap>['app']>;

export const parseClock = (value: unknown): ClockState => ClockState.parse(value);

export const site = Bootstrap.parse(JSON.parse(document.getElementById('bootstrap')?.textContent ?? 'null'));

export const modulesOf = (type: string): readonly UiModule[] =>
  site.app?.modules.filter((module) => module.type === type) ?? [];

/** The page addresses of Jira: `/jira/apps/{appId}/{envId}` and `/jira/settings/apps/{appId}/{envId}`. */
export function pageAddress(type: string): string | undefined {
  if (site.app === null) return undefined;
  const { appId, environmentId } = site.app;
  if (type === 'jira:globalPage') return `/jira/apps/${appId}/${environmentId}`;
  return type === 'jira:adminPage' ? `/jira/settings/apps/${appId}/${environmentId}` : undefined;
}
