/** `new Modal({…}).open()`: a dialog with a resource of the app in it. Sizes as Forge documents them. */
import type { UiModule } from '../app/bootstrap';
import { Dialog } from '../ui/Dialog';
import { AppFrame, resourceAddress } from './AppFrame';
import type { ModalOptions } from './commands';

interface Size {
  readonly width: string;
  readonly height?: string;
  readonly minHeight?: string;
}

const SIZES: Readonly<Record<Extract<ModalOptions['size'], string>, Size>> = {
  small: { width: '400px', height: '20vh', minHeight: '320px' },
  medium: { width: '600px', height: '40vh', minHeight: '520px' },
  large: { width: '800px', height: '70vh', minHeight: '720px' },
  xlarge: { width: '968px', height: '90vh' },
  max: { width: '100%', height: '100%' },
  fullscreen: { width: '100vw', height: '100vh' },
  resizable: { width: 'auto' },
};

function sizeOf(size: ModalOptions['size']): Size {
  if (typeof size === 'string') return SIZES[size];
  return size.height === undefined ? { width: size.width } : { width: size.width, height: size.height };
}

interface ModalFrameProps {
  readonly module: UiModule;
  readonly parentFrame: string;
  /** Shown when the app names no resource. */
  readonly ownResource: string;
  readonly options: ModalOptions;
  readonly onClose: () => void;
}

export function ModalFrame({ module, parentFrame, ownResource, options, onClose }: ModalFrameProps) {
  const { size, title, icon, context, closeOnEscape, closeOnOverlayClick } = options;
  const resource = options.resource ?? ownResource;
  const close = (payload?: unknown): void => {
    onClose();
    options.onClose(payload);
  };
  const iconAddress = icon === '' ? undefined : new URL(icon, resourceAddress(resource)).toString();
  return (
    <Dialog
      {...sizeOf(size)}
      title={title === '' ? module.title : title}
      bare={title === '' && icon === ''}
      closeOnEscape={closeOnEscape}
      closeOnOverlayClick={closeOnOverlayClick}
      icon={iconAddress === undefined ? undefined : <img src={iconAddress} alt="" width={24} height={24} />}
      onClose={close}
    >
      <AppFrame
        module={module}
        resource={resource}
        placement={{ kind: 'modal', parentFrame, modal: context }}
        title={title === '' ? `${module.title} dialog` : title}
        sizing={size === 'resizable' ? 'both' : 'fill'}
        services={{ close, escape: closeOnEscape ? close : undefined }}
      />
    </Dialog>
  );
}
