/**
 * The first script of every page of the app: it gives the page `window.__bridge`, which `@forge/bridge` calls, keeps
 * the host informed of the content's height, and applies the host's theme once the app asked for it.
 */
import { Endpoint, isMessage } from './wire';

interface Theme {
  readonly colorMode: string;
  readonly attribute: string;
}

const site = document.currentScript?.dataset['site'];
if (site === undefined) throw new Error('The bridge script lacks the origin of its site.');

const endpoint = new Endpoint((message) => window.parent.postMessage(message, site), onHostCall);

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source === window.parent && event.origin === site && isMessage(event.data)) endpoint.receive(event.data);
});

async function callBridge(command: string, data?: unknown): Promise<unknown> {
  const answer = await endpoint.call(command, data);
  if (command === 'enableTheming' && isTheme(answer)) {
    await addTokens();
    applyTheme(answer);
    return undefined;
  }
  return answer;
}

function onHostCall(command: string, data: unknown): void {
  if (command === 'theme' && isTheme(data)) applyTheme(data);
}

function isTheme(value: unknown): value is Theme {
  return typeof value === 'object' && value !== null && 'colorMode' in value && 'attribute' in value;
}

function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  dataset['colorMode'] = theme.colorMode;
  dataset['theme'] = theme.attribute;
}

let tokens: Promise<void> | undefined;

function addTokens(): Promise<void> {
  tokens ??= new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = '/tokens.css';
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error('The theme could not be loaded.')));
    document.head.prepend(link);
  });
  return tokens;
}

/** As tall as the body with its margins and what overflows it. */
function contentSize(): { height: number; width: number } {
  const { body } = document;
  const style = getComputedStyle(body);
  const margins = parseFloat(style.marginTop) + parseFloat(style.marginBottom);
  const height = unbound(body, () => Math.max(body.offsetHeight, body.scrollHeight));
  return { height: Math.ceil(height + margins), width: body.offsetWidth };
}

/** A body bound to the frame's height (`height: 100%`) never gets shorter than the frame: measured without that bond. */
function unbound<T>({ style }: HTMLElement, measure: () => T): T {
  const bonds = (['height', 'min-height'] as const).map(
    (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  style.setProperty('height', 'auto', 'important');
  style.setProperty('min-height', '0', 'important');
  const measured = measure();
  for (const [name, value, priority] of bonds) style.setProperty(name, value, priority);
  return measured;
}

function watchSize(): void {
  let scheduled = false;
  let last = '';
  const report = (): void => {
    scheduled = false;
    const size = contentSize();
    mutations.takeRecords();
    const text = `${size.width}x${size.height}`;
    if (text === last) return;
    last = text;
    void endpoint.call('resize', size);
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(report);
  };
  const mutations = new MutationObserver(schedule);
  new ResizeObserver(schedule).observe(document.body);
  mutations.observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  });
  schedule();
}

/** Keys pressed in a frame never reach the page around it; its dialog has to hear of this one. */
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) void endpoint.call('escape', undefined);
});

Object.defineProperty(window, '__bridge', { value: Object.freeze({ callBridge }), enumerable: true });
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watchSize);
else watchSize();
