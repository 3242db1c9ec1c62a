/** The host's side of `callBridge`: every command of `@forge/bridge` that this site serves, by name. */
import { z } from 'zod';
import type { UiModule } from '../app/bootstrap';
import { site } from '../app/bootstrap';
import { colorMode, themeState } from '../app/theme';
import { closeFlag, showFlag } from '../ui/flags';
import { emit, subscribe, type Listener } from './events';
import { bridgeHistory, type PageHistory } from './history';
import { addressOf, localPath } from './navigation';
import { fetchProduct, invokeFunction, type OpenedFrame } from './session';

/** What the place a frame is in offers; what is absent is refused, as on the platform. */
export interface FrameServices {
  readonly submit?: ((payload: unknown) => Promise<void>) | undefined;
  readonly close?: ((payload: unknown) => void) | undefined;
  /** Escape was pressed in the frame. */
  readonly escape?: (() => void) | undefined;
  readonly refresh?: (() => void) | undefined;
  readonly history?: PageHistory | undefined;
  readonly setTitle?: ((title: string) => void) | undefined;
  /** Where a workflow rule is configured: takes what will give the configuration as JSON text. */
  readonly onConfigure?: ((callback: ConfigureRule) => void) | undefined;
}

/** `undefined` keeps the form open. */
export type ConfigureRule = () => Promise<unknown>;

export interface ModalOptions {
  readonly resource: string | null;
  readonly size: z.output<typeof ModalSize>;
  readonly context: unknown;
  readonly closeOnEscape: boolean;
  readonly closeOnOverlayClick: boolean;
  readonly title: string;
  readonly icon: string;
  readonly onClose: (payload: unknown) => void;
}

export interface FrameHost {
  readonly module: UiModule;
  readonly opened: () => Promise<OpenedFrame>;
  readonly services: () => FrameServices;
  readonly resize: (size: { readonly height: number; readonly width: number }) => void;
  readonly enableTheming: () => void;
  readonly navigate: (path: string) => void;
  readonly confirmLeaving: (url: string) => Promise<boolean>;
  readonly openModal: (options: ModalOptions) => void;
  readonly openIssue: (issueKey: string, onClose: () => void) => void;
  readonly createIssue: (
    prefill: Readonly<Record<string, unknown>>,
    onClose: (created: readonly { readonly issueId: string }[]) => void,
  ) => void;
  /** To run before the frame's dialog closes. */
  readonly beforeClose: (callback: () => unknown) => void;
}

type Command = (data: unknown, host: FrameHost) => unknown;
type Callback = (...args: readonly unknown[]) => unknown;

const Callback = z.custom<Callback>((value) => typeof value === 'function', 'must be a function');
const isCallback = (value: unknown): value is Callback => typeof value === 'function';
const ModalSize = z.union([
  z.enum(['small', 'medium', 'large', 'xlarge', 'max', 'fullscreen', 'resizable']),
  z.object({ width: z.string(), height: z.string().optional() }),
]);

const Invoke = z.object({
  functionKey: z.string(),
  payload: z.unknown(),
  metadata: z.unknown().optional(),
  invokeType: z.string().optional(),
});
const FetchProduct = z.object({
  product: z.string(),
  restPath: z.string(),
  fetchRequestInit: z.object({
    method: z.string().optional(),
    headers: z.array(z.tuple([z.string(), z.string()])).optional(),
    body: z.string().nullish(),
  }),
  isMultipartFormData: z.boolean().optional(),
});
const Modal = z.object({
  resource: z.string().nullish(),
  onClose: Callback.optional(),
  size: ModalSize.default('medium'),
  context: z.unknown().optional(),
  closeOnEscape: z.boolean().default(true),
  closeOnOverlayClick: z.boolean().default(true),
  title: z.string().default(''),
  icon: z.string().default(''),
});
const Tone = z.enum(['info', 'success', 'warning', 'error']);
const FlagOptions = z.object({
  id: z.union([z.string(), z.number()]).transform((id) => `app-${id}`),
  title: z.string().default(''),
  description: z.string().optional(),
  type: Tone.default('info'),
  appearance: Tone.optional(),
  actions: z.array(z.object({ text: z.string(), onClick: Callback })).optional(),
  isAutoDismiss: z.boolean().optional(),
});
const Subscribe = z.object({ event: z.string(), callback: Callback });
const Emit = z.object({ event: z.string(), payload: z.unknown() });
/** `@forge/jira-bridge` puts its options below `data`. */
const JiraModal = z.object({
  data: z.object({ context: z.record(z.string(), z.unknown()).default({}), onClose: Callback.optional() }),
});

const RuleConfiguration = z.object({ data: z.object({ onConfigure: Callback }) });

/** The product answers a frame up to this size (platform quotas: front-end invocation answers). */
const MAX_PAYLOAD_BYTES = 500 * 1024;

const commands: Readonly<Record<string, Command>> = {
  getContext: async (_data, { opened }) => ({ ...(await opened()).context, theme: themeState() }),

  invoke: async (data, { opened }) => {
    const { functionKey, payload, metadata, invokeType } = Invoke.parse(data);
    if (invokeType !== undefined) throw new Error('invoke: this app declares no remotes.');
    if (JSON.stringify(payload ?? null).length > MAX_PAYLOAD_BYTES)
      throw new Error(`invoke: the payload is larger than ${MAX_PAYLOAD_BYTES / 1024} KB.`);
    const body = await invokeFunction((await opened()).frame, functionKey, payload);
    return metadata === undefined ? body : { body, metadata: {} };
  },

  fetchProduct: async (data, { opened }) => {
    const { product, restPath, fetchRequestInit: init, isMultipartFormData } = FetchProduct.parse(data);
    if (isMultipartFormData === true) throw new Error('fetchProduct: this site takes no attachments.');
    const { method = 'GET', headers = [], body = null } = init;
    return fetchProduct((await opened()).frame, { product, path: restPath, method, headers, body });
  },

  submit: async (payload, { services }) => {
    const { submit } = services();
    if (submit === undefined) return false;
    await submit(payload);
    return true;
  },
  close: (payload, { services }) => {
    const { close } = services();
    if (close === undefined) return false;
    close(payload);
    return true;
  },
  onClose: (callback, { services, beforeClose }) => {
    if (services().close === undefined || !isCallback(callback)) return false;
    beforeClose(callback);
    return true;
  },
  open: () => false,
  refresh: (_data, { services }) => {
    const { refresh } = services();
    refresh?.();
    return refresh !== undefined;
  },

  createHistory: (_data, { module, services }) => {
    const { history } = services();
    if (history === undefined) throw new Error(`createHistory is not available in ${module.type}.`);
    return bridgeHistory(history);
  },
  navigate: async (data, { navigate, confirmLeaving }) => {
    const address = addressOf(data);
    const path = localPath(address);
    const { type } = z.object({ type: z.enum(['same-tab', 'new-tab']).default('same-tab') }).parse(data);
    if (path === undefined && !(await confirmLeaving(address))) throw new Error('The user declined to leave the site.');
    if (path !== undefined && type === 'same-tab') navigate(path);
    else window.open(path ?? address, '_blank', 'noopener');
  },
  getUrl: (data) => new URL(addressOf(data), window.location.origin).toString(),
  reload: () => window.location.reload(),
  changeWindowTitle: (title, { module, services }) => {
    const { setTitle } = services();
    if (setTitle === undefined) throw new Error(`changeWindowTitle is not available in ${module.type}.`);
    setTitle(z.string().parse(title));
  },
  emitReadyEvent: () => undefined,

  enableTheming: (_data, { enableTheming }) => {
    enableTheming();
    return themeMessage();
  },
  escape: (_data, { services }) => services().escape?.(),
  resize: (data, { resize }) => resize(z.object({ height: z.number(), width: z.number() }).parse(data)),

  openModal: (data, { openModal }) => {
    const { onClose, resource, context, ...rest } = Modal.parse(data);
    openModal({
      ...rest,
      resource: resource ?? null,
      context: context ?? {},
      onClose: (payload) => void onClose?.(payload),
    });
    return true;
  },
  showFlag: (data) => {
    const { id, title, description, type, appearance, actions, isAutoDismiss } = FlagOptions.parse(data);
    showFlag({
      id,
      title,
      tone: appearance ?? type,
      autoDismiss: isAutoDismiss ?? false,
      ...(description === undefined ? {} : { description }),
      ...(actions === undefined
        ? {}
        : { actions: actions.map(({ text, onClick }) => ({ text, onClick: () => void onClick() })) }),
    });
    return true;
  },
  closeFlag: (data) => closeFlag(`app-${z.object({ id: z.union([z.string(), z.number()]) }).parse(data).id}`),

  on: (data) => listen(data, 'app'),
  emit: (data) => tell(data, 'app'),
  onPublic: (data) => listen(data, 'public'),
  emitPublic: (data) => tell(data, 'public'),

  openIssueViewModal: (data, { openIssue }) => {
    const { context, onClose } = JiraModal.parse(data).data;
    openIssue(z.object({ issueKey: z.string() }).parse(context).issueKey, () => void onClose?.());
    return true;
  },
  openIssueCreateModal: (data, { createIssue }) => {
    const { context, onClose } = JiraModal.parse(data).data;
    createIssue(context, (created) => void onClose?.({ payload: created }));
    return true;
  },
  setWorkflowRuleConfigurationCallback: (data, { services }) => {
    const { onConfigure } = services();
    if (onConfigure === undefined) return false;
    const { onConfigure: configuration } = RuleConfiguration.parse(data).data;
    onConfigure(async () => configuration());
    return true;
  },
};

function listen(data: unknown, audience: string): { readonly unsubscribe: () => void } {
  const { event, callback } = Subscribe.parse(data);
  const listener: Listener = (payload) => callback(payload);
  return subscribe(`${audience}:${event}`, listener);
}

function tell(data: unknown, audience: string): Promise<void> {
  const { event, payload } = Emit.parse(data);
  return emit(`${audience}:${event}`, payload);
}

/** Product events to the app's frames, such as `JIRA_ISSUE_CHANGED`. */
export const tellApp = (event: string, payload: unknown): Promise<void> => emit(`app:${event}`, payload);

export const themeMessage = (): { colorMode: string; attribute: string } => ({
  colorMode: colorMode(),
  attribute: site.themeAttribute,
});

export async function runCommand(name: string, data: unknown, host: FrameHost): Promise<unknown> {
  const command = commands[name];
  if (command === undefined) throw new Error(`The bridge command ${name} is not implemented by this site.`);
  return command(data, host);
}
