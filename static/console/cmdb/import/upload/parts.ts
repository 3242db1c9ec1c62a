/** A file's bytes on their way across the bridge, which carries text only. */

/** The largest file that is taken: what the server takes. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** Characters that `String.fromCharCode` is given at once; engines bound the number of arguments. */
const BLOCK = 8_192;

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BLOCK) text += String.fromCharCode(...bytes.subarray(at, at + BLOCK));
  return btoa(text);
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Part `number`, from 1. */
export const partOf = (bytes: Uint8Array<ArrayBuffer>, number: number, partBytes: number): Uint8Array<ArrayBuffer> =>
  bytes.slice((number - 1) * partBytes, number * partBytes);
