/** Plain text as a document of Jira's: a paragraph for each line that says something; null when nothing is said. */
import type { Json } from '../../contract/rpc';

export function richText(plain: string): Json {
  const lines = plain.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  return {
    version: 1,
    type: 'doc',
    content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  };
}
