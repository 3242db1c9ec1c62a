import { changeMessages as termsWith } from '../../../shared/change/terms';
import { textOf, type SurfaceMessages } from '../../../shared/messages';
import { cmdbMessages } from '../../../console/cmdb/shared/messages';
import { changeMessages } from '../messages';
import { partsMessages } from '../parts/messages';
import de from './messages/de.json';
import en from './messages/en.json';

/** With the section's own words, and those of choosing CIs. */
export const windowMessages: SurfaceMessages = termsWith({
  en: { ...cmdbMessages.en, ...changeMessages.en, ...partsMessages.en, ...en },
  de: { ...cmdbMessages.de, ...changeMessages.de, ...partsMessages.de, ...de },
});

export const useWindowText = textOf<typeof en>();
export type WindowText = ReturnType<typeof useWindowText>;
