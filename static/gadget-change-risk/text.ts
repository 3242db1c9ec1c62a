import { textOf } from '../shared/messages';
import type en from './messages/en.json';

export const useRiskText = textOf<typeof en>();
