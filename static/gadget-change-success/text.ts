import { textOf } from '../shared/messages';
import type en from './messages/en.json';

export const useSuccessText = textOf<typeof en>();
