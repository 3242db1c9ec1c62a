/** Which operation of the emulator a call means. */
import { operations } from '../../emulator/jira';
import type { Operation } from '../../emulator/jira/http';

const literals = (path: string): number => path.split('/').filter((part) => !part.startsWith('{')).length;

/** Literal segments win over parameters, as in the router. */
export function operationOf(method: string, path: string): Operation | undefined {
  const segments = path.split('/');
  return operations
    .filter((operation) => {
      const own = operation.path.split('/');
      return (
        operation.method === method &&
        own.length === segments.length &&
        own.every((part, index) => part.startsWith('{') || part === segments[index])
      );
    })
    .toSorted((a, b) => literals(b.path) - literals(a.path))[0];
}
