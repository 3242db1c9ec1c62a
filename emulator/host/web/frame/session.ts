/** A frame's identity on the server: its context, and what it asks for through it. */
import { z } from 'zod';
import { send } from '../app/http';

const Context = z.looseObject({ extension: z.record(z.string(), z.unknown()) });
const Opened = z.object({ frame: z.string(), context: Context });
const Invoked = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), name: z.string(), message: z.string() }),
]);

export type OpenedFrame = z.output<typeof Opened>;

/** As the server's `Placement` (bridge/context.ts) reads it. */
export type Placement =
  | { readonly kind: 'page' }
  | { readonly kind: 'issuePanel'; readonly issueKey: string; readonly isNewToIssue: boolean }
  | { readonly kind: 'gadget'; readonly dashboardId: string; readonly gadgetId: string; readonly edit: boolean }
  | {
      readonly kind: 'customField';
      readonly fieldId: string;
      readonly fieldType: string;
      readonly fieldValue: unknown;
      readonly edit: boolean;
      readonly renderContext: 'issue-view' | 'issue-create' | 'issue-transition';
      readonly issueKey?: string;
      readonly projectKey?: string;
      readonly transitionId?: string;
    }
  | {
      readonly kind: 'workflowRule';
      readonly entryPoint: 'create' | 'edit' | 'view';
      readonly config: string;
      readonly workflow: { readonly id: string; readonly name: string };
      readonly transition: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'modal'; readonly parentFrame: string; readonly modal: unknown };

export async function openFrame(moduleKey: string, placement: Placement): Promise<OpenedFrame> {
  return Opened.parse(await send('POST', '/__bridge/open', { moduleKey, location: window.location.href, placement }));
}

export async function invokeFunction(frame: string, functionKey: string, payload: unknown): Promise<unknown> {
  const outcome = Invoked.parse(await send('POST', '/__bridge/invoke', { frame, functionKey, payload: payload ?? {} }));
  if (outcome.ok) return outcome.value;
  throw Object.assign(new Error(outcome.message), { name: outcome.name });
}

export interface ProductRequest {
  readonly product: string;
  readonly path: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

export const fetchProduct = (frame: string, request: ProductRequest): Promise<unknown> =>
  send('POST', '/__bridge/fetchProduct', { frame, ...request });
