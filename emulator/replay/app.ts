/** The app's procedures, called as an administrator's browser calls them. */
import { z } from 'zod';
import type { Json } from '../json';
import type { Site } from '../site';
import { accountIdOf } from '../seed/people';

/** `moduleKey` is the module whose page calls. Throws what the app refuses. */
export type AskApp = <T extends z.ZodType>(
  moduleKey: string,
  procedure: string,
  payload: Json,
  schema: T,
) => Promise<z.output<T>>;

const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

export function askApp(site: Site): AskApp {
  return async (moduleKey, functionKey, payload, schema) => {
    const accountId = accountIdOf('admin');
    const answer = Answer.parse(
      await site.forge.invokeResolver({ accountId, moduleKey, functionKey, payload, context: {} }),
    );
    if (!answer.ok) throw new Error(`${functionKey} answered ${answer.error.code}: ${answer.error.message}`);
    return schema.parse(answer.value);
  };
}
