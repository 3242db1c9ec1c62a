/** What gadgets about changes say beside their own words. */
import { changeNames } from '../change/names';
import type { SurfaceMessages } from '../messages';
import gadgetDe from '../messages/gadget.de.json';
import gadgetEn from '../messages/gadget.en.json';

/** These, the names around changes, and a gadget's own. */
export const changeGadgetMessages = (own: SurfaceMessages): SurfaceMessages => ({
  en: { ...gadgetEn, ...changeNames.en, ...own.en },
  de: { ...gadgetDe, ...changeNames.de, ...own.de },
});
