import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  /** A directory, or `:memory:`. */
  readonly data: string;
  /** A bare Jira site with the app just installed, instead of the seeded company. */
  readonly fresh: boolean;
}

export class OptionError extends Error {}

/** `--data DIR|:memory:`, `--fresh`, and `PORT` from the environment (0 picks a free port). */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): StartOptions {
  const { values } = parse(args);
  const port = Number(env['PORT'] ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new OptionError(`PORT is "${env['PORT'] ?? ''}"; it must be a whole number from 0 to 65535`);
  }
  if (values.data === '') throw new OptionError('--data needs a directory, or :memory:');
  const fresh = values.fresh ?? false;
  return { port, data: values.data ?? (fresh ? '.data/fresh' : '.data/company'), fresh };
}

function parse(args: readonly string[]): { values: { data?: string; fresh?: boolean } } {
  try {
    return parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, fresh: { type: 'boolean' } },
      strict: true,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionError(`${why}\nusage: npm start -- [--data DIR|:memory:] [--fresh]`, { cause });
  }
}
