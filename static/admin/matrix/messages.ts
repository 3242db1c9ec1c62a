import incidentDe from '../../shared/messages/incident.de.json';
import incidentEn from '../../shared/messages/incident.en.json';
import { textOf, type SurfaceMessages } from '../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

/** For the admin page to merge with its own. */
export const matrixMessages: SurfaceMessages = { en: { ...incidentEn, ...en }, de: { ...incidentDe, ...de } };

export const useMatrixText = textOf<typeof en>();
