/** What gadgets about service levels say beside their own words. */
import gadgetDe from '../messages/gadget.de.json';
import gadgetEn from '../messages/gadget.en.json';
import slaDe from '../messages/sla.de.json';
import slaEn from '../messages/sla.en.json';

export const slaGadgetMessages = { en: { ...gadgetEn, ...slaEn }, de: { ...gadgetDe, ...slaDe } };
