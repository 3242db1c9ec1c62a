import { textOf } from '../shared/messages';
import type en from './messages/en.json';

export const useUpcomingText = textOf<typeof en>();
