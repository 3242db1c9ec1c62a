/**
 * From bytes to text. A byte order mark decides; without one, text whose every other byte is zero is UTF-16, bytes that
 * are valid UTF-8 are UTF-8, and everything else is Windows-1252, the superset of Latin-1 that spreadsheets write. The
 * person who imports may say otherwise.
 */
import { z } from 'zod';

export const TextEncodingName = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type TextEncodingName = z.output<typeof TextEncodingName>;

export interface DetectedEncoding {
  readonly encoding: TextEncodingName;
  readonly because: 'byteOrderMark' | 'zeroBytes' | 'validUtf8' | 'notUtf8';
}

const MARKS: readonly (readonly [TextEncodingName, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  const marked = MARKS.find(([, mark]) => startsWith(bytes, mark));
  if (marked !== undefined) return { encoding: marked[0], because: 'byteOrderMark' };
  const wide = wideOrder(bytes);
  if (wide !== undefined) return { encoding: wide, because: 'zeroBytes' };
  return isUtf8(bytes) ? { encoding: 'utf-8', because: 'validUtf8' } : { encoding: 'windows-1252', because: 'notUtf8' };
}

const SAMPLE = 4_096;

/** Western text in UTF-16 has a zero in most of its pairs; no other encoding here has any zero at all. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.floor(Math.min(bytes.length, SAMPLE) / 2);
  let first = 0;
  let second = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (bytes[2 * pair] === 0) first += 1;
    if (bytes[2 * pair + 1] === 0) second += 1;
  }
  if (second > first && second * 3 >= pairs) return 'utf-16le';
  if (first > second && first * 3 >= pairs) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Without the byte order mark. Bytes that mean nothing in the encoding become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncodingName): string {
  switch (encoding) {
    case 'utf-8':
      return new TextDecoder('utf-8').decode(bytes);
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'utf-16be':
      return new TextDecoder('utf-16le').decode(swapped(bytes));
    case 'windows-1252':
      return westernText(bytes);
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const pairs = Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const high = pairs[at] ?? 0;
    pairs[at] = pairs[at + 1] ?? 0;
    pairs[at + 1] = high;
  }
  return pairs;
}

/**
 * What the bytes 0x80 to 0x9F mean (encoding.spec.whatwg.org/#windows-1252). Written out, because Node's own decoder takes
 * Windows-1252 for ISO 8859-1 in several versions.
 */
const WESTERN_CONTROLS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const westernText = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / SAMPLE) }, (_, block) =>
    String.fromCharCode(...bytes.subarray(block * SAMPLE, (block + 1) * SAMPLE)),
  )
    .join('')
    .replace(/[\u0080-\u009f]/g, (control) => WESTERN_CONTROLS[control.charCodeAt(0) - 0x80] ?? control);
