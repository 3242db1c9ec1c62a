/** What gadgets about changes say beside their own words. */
import { changeMessages } from '../change/terms';
import type { SurfaceMessages } from '../messages';
import gadgetDe from '../messages/gadget.de.json';
import gadgetEn from '../messages/gadget.en.json';

/** These, the words for changes, and a gadget's own. */
export const changeGadgetMessages = (own: SurfaceMessages): SurfaceMessages =>
  changeMessages({ en: { ...gadgetEn, ...own.en }, de: { ...gadgetDe, ...own.de } });
