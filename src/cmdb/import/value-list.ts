/** Several values in one cell. A separator or a backslash that belongs to a value has a backslash before it. */

export const LIST_SEPARATOR = ';';

export const joinList = (values: readonly string[], separator = LIST_SEPARATOR): string =>
  values.map((value) => value.replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`)).join(separator);

/** Trimmed, without empty ones. A backslash before anything but a separator or a backslash stands for itself. */
export function splitList(cell: string, separator = LIST_SEPARATOR): string[] {
  const values: string[] = [];
  let value = '';
  for (let at = 0; at < cell.length;) {
    const escaped = cell[at] === '\\' ? cell.slice(at + 1) : '';
    if (escaped.startsWith(separator) || escaped.startsWith('\\')) {
      const length = escaped.startsWith(separator) ? separator.length : 1;
      value += escaped.slice(0, length);
      at += 1 + length;
    } else if (cell.startsWith(separator, at)) {
      values.push(value);
      value = '';
      at += separator.length;
    } else {
      value += cell[at] ?? '';
      at += 1;
    }
  }
  return [...values, value].map((part) => part.trim()).filter((part) => part !== '');
}
