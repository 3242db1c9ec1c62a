import { decodeText, detectEncoding, type TextEncodingName } from '../../../src/cmdb/import/encoding';

const wide = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return Uint8Array.from(little ? bytes : bytes.swap16());
};
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const TEXT = 'name;Größe\nweb-01;1 €\n';

it.each<[string, Uint8Array, TextEncodingName, string, string]>([
  ['UTF-8', utf8(TEXT), 'utf-8', 'validUtf8', TEXT],
  ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`), 'utf-8', 'byteOrderMark', TEXT],
  ['plain ASCII', utf8('name\nweb'), 'utf-8', 'validUtf8', 'name\nweb'],
  ['UTF-16 LE with a mark', wide(TEXT, true, true), 'utf-16le', 'byteOrderMark', TEXT],
  ['UTF-16 BE with a mark', wide(TEXT, false, true), 'utf-16be', 'byteOrderMark', TEXT],
  ['UTF-16 LE without a mark', wide(TEXT, true, false), 'utf-16le', 'zeroBytes', TEXT],
  ['UTF-16 BE without a mark', wide(TEXT, false, false), 'utf-16be', 'zeroBytes', TEXT],
  ['Latin-1', Buffer.from('Größe;Zürich', 'latin1'), 'windows-1252', 'notUtf8', 'Größe;Zürich'],
  ['the euro and dashes of Windows', bytesOf(0x31, 0x80, 0x96, 0x97, 0x92), 'windows-1252', 'notUtf8', '1€–—’'],
  ['a byte that means nothing in Windows-1252', bytesOf(0x41, 0x81), 'windows-1252', 'notUtf8', 'A\u0081'],
])('reads %s', (_what, bytes, encoding, because, text) => {
  expect(detectEncoding(bytes)).toEqual({ encoding, because });
  expect(decodeText(bytes, encoding)).toBe(text);
});

it('follows who knows better: UTF-8 read as Windows-1252 shows its bytes', () => {
  expect(decodeText(utf8('ü'), 'windows-1252')).toBe('Ã¼');
});

it('reads a long western text whole', () => {
  const text = 'é'.repeat(20_001);
  expect(decodeText(Buffer.from(text, 'latin1'), 'windows-1252')).toBe(text);
});

it('drops half a character at the end of a cut UTF-16 file', () => {
  expect(decodeText(bytesOf(0, 0x41, 0), 'utf-16be')).toBe('A');
});
