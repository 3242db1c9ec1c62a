/** Shows a document in Atlassian Document Format; node types it does not know show their text. */
import type { ReactNode } from 'react';
import { labelOf, type AdfNode } from './adf';

export function RichText({ document }: { readonly document: AdfNode }) {
  return <div className="rich">{children(document)}</div>;
}

const children = (node: AdfNode): ReactNode =>
  (node.content ?? []).map((child, index) => <Node key={index} node={child} />);

function Node({ node }: { readonly node: AdfNode }): ReactNode {
  switch (node.type) {
    case 'text':
      return marked(node);
    case 'paragraph':
      return <p>{children(node)}</p>;
    case 'hardBreak':
      return <br />;
    case 'bulletList':
      return <ul>{children(node)}</ul>;
    case 'orderedList':
      return <ol>{children(node)}</ol>;
    case 'listItem':
      return <li>{children(node)}</li>;
    case 'heading':
      return (
        <p>
          <strong>{children(node)}</strong>
        </p>
      );
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>;
    case 'codeBlock':
      return (
        <pre tabIndex={0}>
          <code>{children(node)}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'mention':
    case 'emoji':
      return <span>{labelOf(node)}</span>;
    default:
      return <div>{children(node)}</div>;
  }
}

function marked(node: AdfNode): ReactNode {
  let shown: ReactNode = node.text ?? '';
  for (const { type, attrs } of node.marks ?? []) {
    const href = attrs?.['href'];
    if (type === 'strong') shown = <strong>{shown}</strong>;
    else if (type === 'em') shown = <em>{shown}</em>;
    else if (type === 'code') shown = <code>{shown}</code>;
    else if (type === 'strike') shown = <s>{shown}</s>;
    else if (type === 'underline') shown = <u>{shown}</u>;
    else if (type === 'link' && typeof href === 'string' && /^(https?:|mailto:|\/)/.test(href))
      shown = <a href={href}>{shown}</a>;
  }
  return shown;
}
