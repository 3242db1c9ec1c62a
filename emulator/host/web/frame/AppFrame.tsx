/** A page of the app in a sandboxed frame from the resource origin, joined to this page by the bridge. */
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { useNavigate } from 'react-router';
import { Endpoint, isMessage } from '../../bridge/wire';
import { site, type UiModule } from '../app/bootstrap';
import { messageOf } from '../app/http';
import { onColorMode } from '../app/theme';
import { useDialogs } from '../ui/dialogs';
import { Notice, Skeleton } from '../ui/parts';
import { runCommand, themeMessage, type FrameHost, type FrameServices } from './commands';
import { ConfirmLeaving } from './ConfirmLeaving';
import { useFrameDialogs } from './frame-dialogs';
import { openFrame, type OpenedFrame, type Placement } from './session';

/** What Forge gives frames of Custom UI (the `sandbox` line of its content security policy). */
const SANDBOX =
  'allow-downloads allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts';

interface AppFrameProps {
  readonly module: UiModule;
  readonly placement: Placement;
  /** Another resource than the module's own, or one of its entries (`resource/entry`). */
  readonly resource?: string | undefined;
  readonly title: string;
  /** `content`: as tall as the content. `fill`: at least the place it is in. `both`: as wide and tall as the content. */
  readonly sizing?: 'content' | 'fill' | 'both';
  readonly services?: FrameServices;
}

/** `resource/entry` names an HTML file of the resource (manifest: `resources[].entry`). */
export function resourceAddress(resource: string): string {
  const [key = '', entry = 'index'] = resource.split('/');
  return `${site.resourceOrigin}/cdn/${encodeURIComponent(key)}/${encodeURIComponent(entry)}.html`;
}

const NO_SERVICES: FrameServices = {};

export function AppFrame({
  module,
  placement,
  resource,
  title,
  sizing = 'content',
  services = NO_SERVICES,
}: AppFrameProps) {
  const iframe = useRef<HTMLIFrameElement>(null);
  const latest = useRef(services);
  // A frame lives as long as its element: what it shows is decided when it opens, and another content is another key.
  const [shown] = useState({ module, placement, resource: resource ?? module.resource });
  const [size, setSize] = useState<FrameSize>();
  const [problem, setProblem] = useState<string>();
  const openDialog = useDialogs();
  const dialogs = useFrameDialogs();
  const navigate = useNavigate();
  const goTo = useRef(navigate);

  // Another function after each navigation, and the frame must outlive those.
  useEffect(() => {
    latest.current = services;
    goTo.current = navigate;
  }, [services, navigate]);

  useEffect(() => {
    const opening = openFrame(shown.module.key, shown.placement);
    opening.catch((error: unknown) => setProblem(messageOf(error)));
    let themed = false;
    const closing: (() => unknown)[] = [];
    const withFrame = (use: (opened: OpenedFrame) => void): void => void opening.then(use, () => undefined);
    const host: FrameHost = {
      module: shown.module,
      opened: () => opening,
      services: () => withClosing(latest.current, closing),
      resize: setSize,
      enableTheming: () => {
        themed = true;
      },
      navigate: (path) => void goTo.current(path),
      confirmLeaving: (url) =>
        new Promise((resolve) =>
          openDialog((close) => <ConfirmLeaving url={url} onAnswer={(yes) => (close(), resolve(yes))} />),
        ),
      openModal: (options) =>
        withFrame(({ frame }) => openDialog((close) => dialogs.modal({ ...shown, frame }, options, close))),
      openIssue: (issueKey, onClose) => openDialog((close) => dialogs.issue(issueKey, () => (close(), onClose()))),
      createIssue: (prefill, onClose) =>
        openDialog((close) => dialogs.createIssue(prefill, (created) => (close(), onClose(created)))),
      beforeClose: (callback) => closing.push(callback),
    };
    const endpoint = new Endpoint(
      (message) => iframe.current?.contentWindow?.postMessage(message, site.resourceOrigin),
      (command, data) => runCommand(command, data, host),
    );
    const onMessage = (event: MessageEvent<unknown>): void => {
      const fromFrame = event.source === iframe.current?.contentWindow && event.origin === site.resourceOrigin;
      if (fromFrame && isMessage(event.data)) endpoint.receive(event.data);
    };
    window.addEventListener('message', onMessage);
    const stopTheme = onColorMode(() => themed && void endpoint.call('theme', themeMessage()));
    return () => {
      window.removeEventListener('message', onMessage);
      stopTheme();
      endpoint.close();
    };
  }, [shown, openDialog, dialogs]);

  if (problem !== undefined) {
    return (
      <Notice tone="error" title={`${title} could not be opened`}>
        {problem}
      </Notice>
    );
  }
  return (
    <div className={`app-frame app-frame-${sizing}`}>
      {size === undefined && <Skeleton label={`Loading ${title}`} />}
      <iframe
        ref={iframe}
        title={title}
        src={resourceAddress(shown.resource)}
        sandbox={SANDBOX}
        style={styleOf(sizing, size, viewportOf(shown.module))}
        onLoad={() => setTimeout(() => setSize((known) => known ?? SILENT_SIZE), SILENT_AFTER_MS)}
      />
    </div>
  );
}

interface FrameSize {
  readonly height: number;
  readonly width: number;
}

/** Heights of `viewportSize`. Forge's documentation names the sizes only: these are what its Custom UI frames are given. */
const VIEWPORTS: Readonly<Record<string, number>> = { small: 112, medium: 262, large: 524, xlarge: 1048 };

/** A module of a fixed height scrolls instead of growing. */
function viewportOf({ properties }: UiModule): number | undefined {
  const { viewportSize } = properties;
  return typeof viewportSize === 'string' ? VIEWPORTS[viewportSize] : undefined;
}

/** A frame that loaded and then says nothing holds no page of the app: whatever it holds has to be seen. */
const SILENT_AFTER_MS = 1_500;
const SILENT_SIZE: FrameSize = { height: 160, width: 400 };

function styleOf(
  sizing: AppFrameProps['sizing'],
  size: FrameSize | undefined,
  viewport: number | undefined,
): CSSProperties {
  if (viewport !== undefined && sizing === 'content') return { height: viewport };
  if (size === undefined) return { height: 0 };
  if (sizing === 'both') return { height: size.height, width: Math.max(size.width, 400) };
  return sizing === 'fill' ? { minHeight: size.height, height: '100%' } : { height: size.height };
}

/** What the app registered with `view.onClose` runs before the dialog goes. */
function withClosing(services: FrameServices, closing: readonly (() => unknown)[]): FrameServices {
  const { close, escape } = services;
  const after = (work: () => void): void =>
    void Promise.allSettled(closing.map(async (callback) => callback())).then(work);
  return {
    ...services,
    close: close === undefined ? undefined : (payload) => after(() => close(payload)),
    escape: escape === undefined ? undefined : () => after(escape),
  };
}
