/** Plain text and Atlassian Document Format: a line is a paragraph. */
import { z } from 'zod';

export interface AdfNode {
  readonly type: string;
  readonly text?: string | undefined;
  readonly content?: readonly AdfNode[] | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly marks?:
    readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | undefined }[] | undefined;
}

const Attributes = z.record(z.string(), z.unknown()).optional();
const AdfNode: z.ZodType<AdfNode> = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: Attributes,
  marks: z.array(z.object({ type: z.string(), attrs: Attributes })).optional(),
  get content() {
    return z.array(AdfNode).optional();
  },
});

export function asDocument(value: unknown): AdfNode | undefined {
  const parsed = AdfNode.safeParse(value);
  return parsed.success && parsed.data.type === 'doc' ? parsed.data : undefined;
}

const BLOCKS: readonly string[] = ['paragraph', 'heading', 'codeBlock', 'listItem', 'tableRow'];

export function adfToText(node: AdfNode): string {
  const lines: string[] = [];
  const walk = (current: AdfNode, out: string[]): void => {
    if (current.type === 'text') out.push(current.text ?? '');
    else if (current.type === 'hardBreak') out.push('\n');
    else if (current.type === 'mention' || current.type === 'emoji') out.push(labelOf(current));
    for (const child of current.content ?? []) {
      if (BLOCKS.includes(child.type) && !child.content?.some(({ type }) => BLOCKS.includes(type))) {
        const line: string[] = [];
        walk(child, line);
        lines.push(line.join(''));
      } else walk(child, out);
    }
  };
  const rest: string[] = [];
  walk(node, rest);
  return [...lines, ...rest].join('\n');
}

export function labelOf(node: AdfNode): string {
  const text = node.attrs?.['text'] ?? node.attrs?.['shortName'];
  return typeof text === 'string' ? text : '';
}

/** `null` for blank text: Jira's empty value. */
export function textToAdf(text: string): object | null {
  if (text.trim() === '') return null;
  const paragraphs = text.replace(/\s+$/, '').split('\n');
  return {
    type: 'doc',
    version: 1,
    content: paragraphs.map((line) =>
      line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] },
    ),
  };
}

/** Whether editing as plain text would lose something. */
export function isPlain(node: AdfNode): boolean {
  return (node.content ?? []).every(
    (block) =>
      block.type === 'paragraph' &&
      (block.content ?? []).every(
        ({ type, marks }) => (type === 'text' && (marks ?? []).length === 0) || type === 'hardBreak',
      ),
  );
}
