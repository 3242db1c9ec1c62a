import { textOf } from '../../shared/messages';
import type en from './messages/en.json';

/** The words of the proof sheet: they come with it, and the panel does without them until then. */
export const useProofText = textOf<typeof en>();
