/** Brought by the section itself: the panel's first load stays small. */
import { textOf, type SurfaceMessages } from '../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

export const ciMessages: SurfaceMessages = { en, de };
export const useCiText = textOf<typeof en>();
