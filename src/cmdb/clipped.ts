/** The beginning of a text that fits into so many bytes of UTF-8, with an ellipsis where something is left out. */
export function clipped(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let used = Buffer.byteLength(ELLIPSIS);
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

const ELLIPSIS = '…';
