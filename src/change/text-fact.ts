/** What rules know of a text: how much it says, and which one it is. */
import type { TextFact } from './change-facts';
import { digestOf } from './material';

export const NO_TEXT: TextFact = { words: 0, digest: '' };

/**
 * Of a text as people read it. Spaces at the ends of lines, and how many of them or of empty lines follow each other, make
 * no difference: editors add and drop them.
 */
export function textFactOf(plain: string): TextFact {
  const lines = plain.split(/\r\n|\r|\n/).map((line) => line.trim().replace(/\s+/g, ' '));
  const said = lines.filter((line) => line !== '');
  if (said.length === 0) return NO_TEXT;
  return { words: said.join(' ').split(' ').length, digest: digestOf(said.join('\n')) };
}
