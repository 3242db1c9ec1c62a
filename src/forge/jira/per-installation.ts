/**
 * Asked once per runtime and installation: a warm runtime serves one site after another, and another site's ids are wrong
 * here. What was not found, or failed, is asked for again. developer.atlassian.com/platform/forge/runtime-reference
 */
export function perInstallation<T>(
  installation: () => string,
  ask: () => Promise<T | undefined>,
): () => Promise<T | undefined> {
  let known: { readonly installation: string; readonly value: T } | undefined;
  return async () => {
    const here = installation();
    if (known?.installation === here) return known.value;
    const value = await ask();
    if (value !== undefined) known = { installation: here, value };
    return value;
  };
}

/** As above, for what is always there: calls at the same time share one question, and one that failed is asked again. */
export function oncePerInstallation<T>(installation: () => string, ask: () => Promise<T>): () => Promise<T> {
  let latest: { readonly installation: string; readonly asked: Promise<T> } | undefined;
  return () => {
    const here = installation();
    if (latest?.installation === here) return latest.asked;
    const asked = ask().catch((cause: unknown) => {
      if (latest?.asked === asked) latest = undefined;
      throw cause;
    });
    latest = { installation: here, asked };
    return asked;
  };
}
