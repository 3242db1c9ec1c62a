import { textOf, type SurfaceMessages } from '../../shared/messages';
import { changeMessages as withTerms } from '../../shared/change/terms';
import de from './messages/de.json';
import en from './messages/en.json';

/** With the words that all surfaces share. */
export const changeMessages: SurfaceMessages = withTerms({ en, de });

export const useChangeText = textOf<typeof en>();
