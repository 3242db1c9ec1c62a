/** A surface over answers given by the test, in the place of the backend and the page around it. */
import type { ReactNode } from 'react';
import { render } from '@testing-library/react';
import type { FullContext } from '@forge/bridge';
import axe from 'axe-core';
import type { SurfaceMessages } from '../../static/shared/messages';
import { createQueryClient } from '../../static/shared/query';
import { Providers } from '../../static/shared/start';
import type { Answers, Call } from './admin/bridge';
import { Refusal } from './admin/bridge';

export interface BridgeCalls {
  readonly invoked: Call[];
  /** Everything else the frame asked of its page: `submit`, `close` … */
  readonly asked: { readonly command: string; readonly data: unknown }[];
}

const isCall = (data: unknown): data is Call => typeof data === 'object' && data !== null && 'functionKey' in data;

export function backend(answers: Answers): BridgeCalls {
  const calls: BridgeCalls = { invoked: [], asked: [] };
  const byName = new Map<string, unknown>(Object.entries(answers));
  globalThis.__bridgeHandler = (command, data) => {
    if (command !== 'invoke' || !isCall(data)) {
      calls.asked.push({ command, data });
      return command === 'on' ? { unsubscribe: () => undefined } : true;
    }
    calls.invoked.push(data);
    const answer = byName.get(data.functionKey);
    if (typeof answer !== 'function') throw new Error(`the test has no answer to ${data.functionKey}`);
    const value: unknown = Reflect.apply(answer, undefined, [data.payload]);
    return value instanceof Refusal ? { ok: false, error: value.error } : { ok: true, value };
  };
  return calls;
}

export interface Surface {
  readonly messages: SurfaceMessages;
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly locale?: FullContext['locale'];
}

export function show(app: ReactNode, { messages, extension = {}, locale = 'en-GB' }: Surface): HTMLElement {
  const context: FullContext = {
    accountId: 'agent',
    extension: { ...extension },
    environmentId: 'env',
    environmentType: 'DEVELOPMENT',
    localId: 'local',
    locale,
    moduleKey: 'module',
    siteUrl: 'https://acme.example',
    timezone: 'UTC',
  };
  return render(
    <Providers context={context} client={createQueryClient()} messages={messages}>
      {app}
    </Providers>,
  ).container;
}

/** Colours are looked at in a real browser. */
export async function violations(container: HTMLElement): Promise<string[]> {
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
