import { textOf, type SurfaceMessages } from '../shared/messages';
import gadgetDe from '../shared/messages/gadget.de.json';
import gadgetEn from '../shared/messages/gadget.en.json';
import de from './messages/de.json';
import en from './messages/en.json';

export const healthGadgetMessages: SurfaceMessages = { en: { ...gadgetEn, ...en }, de: { ...gadgetDe, ...de } };

export const useHealthText = textOf<typeof en>();
