import { textOf, type SurfaceMessages } from '../../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

/** Words of what the lists of windows and of templates share. */
export const partsMessages: SurfaceMessages = { en, de };

export const usePartsText = textOf<typeof en>();
