/** Brought by the section itself: the panel's first load stays small. */
import { changeMessages } from '../../shared/change/terms';
import { textOf } from '../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

export const panelChangeMessages = changeMessages({ en, de });
export const useChangeText = textOf<typeof en>();
