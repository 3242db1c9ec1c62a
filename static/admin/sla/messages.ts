import { textOf, type SurfaceMessages } from '../../shared/messages';
import termsDe from '../../shared/messages/sla.de.json';
import termsEn from '../../shared/messages/sla.en.json';
import de from './messages/de.json';
import en from './messages/en.json';

export const slaMessages: SurfaceMessages = { en: { ...termsEn, ...en }, de: { ...termsDe, ...de } };

export const useSlaText = textOf<typeof en>();
export type SlaText = ReturnType<typeof useSlaText>;
