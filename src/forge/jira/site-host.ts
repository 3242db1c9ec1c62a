/** The host people reach the site by: `acme.atlassian.net`. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { Jira } from './client';
import { oncePerInstallation } from './per-installation';

const ServerInfo = z.object({ baseUrl: z.url() });

export const jiraSiteHost = (jira: Jira, installation: () => string): (() => Promise<string>) =>
  oncePerInstallation(installation, async () => {
    const { baseUrl } = await jira.asApp().get(route`/rest/api/3/serverInfo`, ServerInfo);
    return new URL(baseUrl).host;
  });
