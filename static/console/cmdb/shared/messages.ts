/** The words that every page of the CMDB shares; a page adds its own: `{ en: { ...cmdbMessages.en, ...en }, … }`. */
import { textOf, type SurfaceMessages } from '../../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

export const cmdbMessages: SurfaceMessages = { en, de };

export const useCmdbText = textOf<typeof en>();
export type CmdbText = ReturnType<typeof useCmdbText>;
