/**
 * What a rich text field says, as plain text. Documents that read differently, or link elsewhere, give different texts: the
 * text is what approvals of a plan rest on. https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
import { z } from 'zod';

interface Node {
  readonly type: string;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | undefined }[];
  readonly content?: readonly Node[] | undefined;
}
const Attributes = z.record(z.string(), z.unknown()).optional();
const Node: z.ZodType<Node> = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: Attributes,
  marks: z.array(z.object({ type: z.string(), attrs: Attributes })).default([]),
  get content() {
    return z.array(Node).optional();
  },
});

/**
 * Of a document, or of what is text already; empty for everything else. A document of a shape that nobody foresaw is told as
 * it is: taken for empty it could be exchanged for another without anybody noticing.
 */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  const document = Node.safeParse(value);
  if (document.success) return textOf(document.data);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : '';
}

const INLINE: ReadonlySet<string> = new Set(['text', 'mention', 'emoji', 'date', 'status', 'inlineCard', 'hardBreak']);

function textOf(node: Node): string {
  if (node.text !== undefined) return struck(node.text, node) + linksOf(node);
  if (node.type === 'hardBreak') return '\n';
  const content = node.content ?? [];
  if (content.length === 0) return attributesOf(node);
  const parts = content.map(textOf);
  const said = content.every(({ type }) => INLINE.has(type)) ? parts.join('') : parts.join('\n');
  return [titleOf(node), said].filter((part) => part !== '').join('\n');
}

/** A step that is struck out is no longer said. */
const struck = (text: string, { marks = [] }: Node): string =>
  marks.some(({ type }) => type === 'strike') ? `~~${text}~~` : text;

/** Of what can be folded away. */
const titleOf = ({ attrs }: Node): string => (typeof attrs?.['title'] === 'string' ? attrs['title'] : '');

/** Where a link leads is part of what a plan says. */
function linksOf({ marks = [] }: Node): string {
  const targets = marks.flatMap(({ type, attrs }) => (type === 'link' ? [attrs?.['href']] : []));
  return targets.map((href) => ` (${String(href)})`).join('');
}

const TELLING = ['text', 'shortName', 'url', 'timestamp'];

/**
 * What has no text of its own says something by its attributes: a mention, a date, a card, a picture. Ids that the editor
 * gives say nothing.
 */
function attributesOf({ type, attrs }: Node): string {
  const { localId: _, ...told } = attrs ?? {};
  const named = TELLING.map((name) => told[name]).find((one) => typeof one === 'string');
  if (type === 'mention') return `${named ?? '@'} (${String(told['id'])})`;
  if (type !== 'media' && named !== undefined) return named;
  const rest = Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1));
  return rest.length === 0 ? '' : `[${type} ${JSON.stringify(rest)}]`;
}
