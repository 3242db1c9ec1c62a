/** `fetch` to the world outside: only where `permissions.external.fetch.backend` says so, and only over HTTPS. */
import type { SeamAnswer } from './realm';

/** https://developer.atlassian.com/platform/forge/runtime-egress-permissions/ : `*`, `*.example.com`, `example.com`, `https://example.com`. */
export function allowsEgress(addresses: readonly string[], url: URL): boolean {
  return addresses.some((address) => {
    if (address === '*') return true;
    const { protocol, host } = split(address);
    if (url.protocol !== protocol) return false;
    return host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host;
  });
}

function split(address: string): { readonly protocol: string; readonly host: string } {
  const match = /^(?:([a-z]+:)\/\/)?([^/]+)/.exec(address);
  return { protocol: match?.[1] ?? 'https:', host: match?.[2] ?? address };
}

export const egressRefused = (url: URL): SeamAnswer => ({
  failure: {
    type: 'Error',
    message: `URL not included in the external fetch backend permissions: ${url.href}. Visit go.atlassian.com/forge-egress for more information.`,
    properties: { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 },
  },
});
