/** Admin pages over answers given by the test, in the place of the backend. */
import type { ReactNode } from 'react';
import { render } from '@testing-library/react';
import type { FullContext } from '@forge/bridge';
import { MemoryRouter } from 'react-router';
import { matrixMessages } from '../../../static/admin/matrix/messages';
import de from '../../../static/admin/messages/de.json';
import en from '../../../static/admin/messages/en.json';
import type { InputOf, OutputOf, ProcedureName } from '../../../static/shared/api';
import { createQueryClient } from '../../../static/shared/query';
import { Providers } from '../../../static/shared/start';
import type { AppFailure } from '../../../src/contract/rpc';

export type Answers = {
  readonly [N in ProcedureName]?: (input: InputOf<N>) => OutputOf<N> | Refusal;
};

export class Refusal {
  constructor(readonly error: AppFailure) {}
}

declare global {
  var __bridgeHandler: ((command: string, data: unknown) => unknown) | undefined;
}

export interface Call {
  readonly functionKey: string;
  readonly payload: unknown;
}

const isCall = (data: unknown): data is Call => typeof data === 'object' && data !== null && 'functionKey' in data;

/** Answers the front end's calls, and keeps them in order. */
export function backend(answers: Answers): Call[] {
  const calls: Call[] = [];
  const byName = new Map<string, unknown>(Object.entries(answers));
  globalThis.__bridgeHandler = (command, data) => {
    if (command !== 'invoke' || !isCall(data)) throw new Error(`unexpected bridge call ${command}`);
    calls.push(data);
    const answer = byName.get(data.functionKey);
    if (typeof answer !== 'function') throw new Error(`the test has no answer to ${data.functionKey}`);
    const value: unknown = Reflect.apply(answer, undefined, [data.payload]);
    return value instanceof Refusal ? { ok: false, error: value.error } : { ok: true, value };
  };
  return calls;
}

const context: FullContext = {
  accountId: 'admin',
  extension: {},
  environmentId: 'env',
  environmentType: 'DEVELOPMENT',
  localId: 'local',
  locale: 'en-US',
  moduleKey: 'plumbline-admin',
  siteUrl: 'https://acme.example',
  timezone: 'Europe/London',
};

export function show(page: ReactNode, path = '/', locale: FullContext['locale'] = 'en-US'): HTMLElement {
  const messages = { en: { ...matrixMessages.en, ...en }, de: { ...matrixMessages.de, ...de } };
  return render(
    <Providers context={{ ...context, locale }} client={createQueryClient()} messages={messages}>
      <MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>
    </Providers>,
  ).container;
}
