import { textOf } from '../messages';
import type en from '../messages/gadget.en.json';

/** Words that every gadget shares. */
export const useGadgetText = textOf<typeof en>();
