import { textOf, type SurfaceMessages } from '../../shared/messages';
import de from './messages/de.json';
import en from './messages/en.json';

export const closureMessages: SurfaceMessages = { en, de };

export const useClosureText = textOf<typeof en>();
