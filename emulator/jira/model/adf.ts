/** Atlassian Document Format: what Jira accepts, its plain text (for search and the changelog) and its HTML. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { z } from 'zod';
import type { Json, JsonObject } from '../../json';

const AdfMark = z.looseObject({ type: z.string(), attrs: z.record(z.string(), z.json()).optional() });
interface AdfNode {
  type: string;
  text?: string | undefined;
  attrs?: Record<string, Json> | undefined;
  marks?: z.output<typeof AdfMark>[] | undefined;
  content?: AdfNode[] | undefined;
}
const AdfNode: z.ZodType<AdfNode> = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  attrs: z.record(z.string(), z.json()).optional(),
  marks: z.array(AdfMark).optional(),
  get content() {
    return z.array(AdfNode).optional();
  },
});

export type AdfDocument = JsonObject;

let validator: ValidateFunction | undefined;

/** Atlassian's own schema of stage "full"; compiled on first use because that takes a moment. */
function adfValidator(): ValidateFunction {
  if (validator === undefined) {
    const packageFile = createRequire(join(process.cwd(), 'package.json')).resolve('@atlaskit/adf-schema/package.json');
    const text = readFileSync(join(packageFile, '../dist/json-schema/v1/full.json'), 'utf8');
    const { $schema: _draft, ...schema } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    validator = new Ajv({ strict: false }).compile(schema);
  }
  return validator;
}

const JsonObjectSchema = z.record(z.string(), z.json());

/** The document, or `undefined` when Jira would refuse it. */
export function parseAdf(value: unknown): AdfDocument | undefined {
  if (typeof value !== 'object' || value === null || !adfValidator()(value)) return undefined;
  const parsed = JsonObjectSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

const BLOCKS: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'codeBlock',
  'blockquote',
  'panel',
  'bulletList',
  'orderedList',
  'listItem',
  'rule',
  'table',
  'tableRow',
  'expand',
  'nestedExpand',
  'mediaSingle',
  'mediaGroup',
  'taskList',
  'taskItem',
  'decisionList',
  'decisionItem',
  'layoutSection',
]);

function inlineText(node: AdfNode): string {
  const attribute = (name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '');
  switch (node.type) {
    case 'text':
      return node.text ?? '';
    case 'hardBreak':
      return '\n';
    case 'emoji':
      return attribute('text') || attribute('shortName');
    case 'mention':
    case 'status':
      return attribute('text');
    case 'inlineCard':
    case 'blockCard':
      return attribute('url');
    case 'date':
      return /^\d+$/.test(attribute('timestamp'))
        ? new Date(Number(attribute('timestamp'))).toISOString().slice(0, 10)
        : '';
    default:
      return '';
  }
}

function textOf(node: AdfNode): string {
  if (node.content === undefined) return inlineText(node);
  const children = node.content.map((child) => ({ block: BLOCKS.has(child.type), text: textOf(child) }));
  return children.reduce(
    (text, child, index) => (child.block && index > 0 ? `${text}\n${child.text}` : text + child.text),
    '',
  );
}

export function adfText(document: Json | null): string {
  const parsed = AdfNode.safeParse(document);
  return parsed.success ? textOf(parsed.data) : '';
}

/** The accounts mentioned in a document, each once. */
export function adfMentions(document: Json | null): string[] {
  const parsed = AdfNode.safeParse(document);
  const found = new Set<string>();
  const visit = (node: AdfNode): void => {
    if (node.type === 'mention' && typeof node.attrs?.['id'] === 'string') found.add(node.attrs['id']);
    node.content?.forEach(visit);
  };
  if (parsed.success) visit(parsed.data);
  return [...found];
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const MARK_TAGS: Readonly<Record<string, string>> = {
  strong: 'b',
  em: 'em',
  code: 'tt',
  strike: 'del',
  underline: 'ins',
};
const NODE_TAGS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  codeBlock: 'pre',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
  panel: 'div',
};

function markedHtml(node: AdfNode): string {
  let html = escapeHtml(node.text ?? '');
  for (const mark of node.marks ?? []) {
    const tag = MARK_TAGS[mark.type];
    const href = mark.attrs?.['href'];
    if (tag !== undefined) html = `<${tag}>${html}</${tag}>`;
    else if (mark.type === 'link' && typeof href === 'string' && /^(https?:|mailto:|\/)/i.test(href))
      html = `<a href="${escapeHtml(href)}">${html}</a>`;
  }
  return html;
}

function htmlOf(node: AdfNode): string {
  if (node.type === 'text') return markedHtml(node);
  if (node.type === 'hardBreak') return '<br/>';
  if (node.type === 'rule') return '<hr />';
  if (node.content === undefined) return escapeHtml(inlineText(node));
  const inner = node.content.map(htmlOf).join('');
  const level = node.attrs?.['level'];
  const tag = node.type === 'heading' ? `h${typeof level === 'number' ? level : 1}` : NODE_TAGS[node.type];
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
}

/** As in `renderedFields`. Approximates Jira's renderer: the same elements, not its class names. */
export function adfHtml(document: Json | null): string {
  const parsed = AdfNode.safeParse(document);
  return parsed.success ? htmlOf(parsed.data) : '';
}
