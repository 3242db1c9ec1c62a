import { textOf, type SurfaceMessages } from '../../../shared/messages';
import { cmdbMessages } from '../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

export const baselineMessages: SurfaceMessages = {
  en: { ...cmdbMessages.en, ...en },
  de: { ...cmdbMessages.de, ...de },
};

export const useBaselineText = textOf<typeof en>();
