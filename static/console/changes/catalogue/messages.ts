import { changeMessages } from '../../../shared/change/terms';
import { textOf, type SurfaceMessages } from '../../../shared/messages';
import { cmdbMessages } from '../../cmdb/shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

/** With the words of choosing CIs. */
export const catalogueMessages: SurfaceMessages = changeMessages({
  en: { ...cmdbMessages.en, ...en },
  de: { ...cmdbMessages.de, ...de },
});

export const useCatalogueText = textOf<typeof en>();
