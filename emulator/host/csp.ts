import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';
import { z } from 'zod';
import type { JsonObject } from '../json';
import type { Origins } from './origins';

const Address = z.union([z.string(), z.object({ address: z.string() }).transform(({ address }) => address)]);
const Addresses = z.array(Address).exactOptional();
const FramePermissions = z.object({
  content: z
    .object({
      scripts: z.array(z.string()).exactOptional(),
      styles: z.array(z.literal('unsafe-inline')).exactOptional(),
    })
    .default({}),
  external: z
    .object({
      images: Addresses,
      media: Addresses,
      scripts: Addresses,
      styles: Addresses,
      fonts: Addresses,
      frames: Addresses,
      fetch: z.object({ client: Addresses }).exactOptional(),
    })
    .default({}),
});

/**
 * The content security policy Forge's CDN sends with a page of the app, made by Atlassian's own package. Two lines
 * differ: reports are not sent to Atlassian, and only this site may frame the page.
 */
export function contentSecurityPolicy(html: string, permissions: JsonObject, origins: Origins): string {
  const { content, external } = FramePermissions.parse(permissions);
  const processing = new CSPProcessingService({ info: () => undefined }, load);
  const existingCSPDetails = processing.getCspDetails(html, {
    scopes: [],
    content,
    external,
  });
  const lines = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails,
    microsEnv: 'prod',
    hostname: origins.site,
  });
  return lines
    .filter((line) => !line.startsWith('report-uri'))
    .map((line) => (line.startsWith('frame-ancestors') ? `frame-ancestors 'self' ${origins.site}` : line))
    .join('; ');
}
