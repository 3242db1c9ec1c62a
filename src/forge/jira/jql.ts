/** A user's text as a JQL string literal. JQL knows backslash escapes inside quotes, and no raw line breaks. */
export function jqlString(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t]/g, (character) => ESCAPES[character] ?? character);
  return `"${escaped}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `("a", "b")`, as `IN` takes it. */
export function jqlList(values: readonly string[]): string {
  if (values.length === 0) throw new Error('JQL has no empty list');
  return `(${values.map(jqlString).join(', ')})`;
}
