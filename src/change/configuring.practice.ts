/** A configuration that is edited as a whole: read with who saved it, linted as it is typed, saved by who saw the latest. */
import type { z } from 'zod';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import type { ChangePorts, Saved, SavedSetting } from './change.ports';
import type { Finding, Person } from './change.shapes';
import { personIn } from './approval-view';
import type { SavedPolicies } from './change.contract';

export interface Checked<T> {
  /** Undefined when the draft can't be read. */
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
}

export interface SavedView<T> extends Omit<z.output<typeof SavedPolicies>, 'document'> {
  document: T;
}

export interface Configuring<T> {
  read(): Promise<SavedView<T>>;
  lint(draft: unknown): Promise<Checked<T>>;
  /** INVALID_INPUT with the errors at `draft.<path>`, CONFLICT when somebody saved meanwhile: nothing is saved then. */
  save(by: AccountId, expected: number | null, draft: unknown): Promise<SavedView<T>>;
}

type Ports = Pick<ChangePorts, 'directory' | 'clock' | 'log'>;

/** @param name for the log */
export function configuring<T>(
  { directory, clock, log }: Ports,
  name: string,
  setting: SavedSetting<T>,
  lint: (draft: unknown) => Promise<Checked<T>>,
): Configuring<T> {
  async function shown({ document, version, updatedAt, updatedBy }: Saved<T>): Promise<SavedView<T>> {
    const by = updatedBy === undefined ? undefined : await directory.people([updatedBy]);
    const person: Person | null = updatedBy === undefined || by === undefined ? null : personIn(by, updatedBy);
    return { document, version: version ?? null, updatedAt: updatedAt ?? null, updatedBy: person };
  }

  async function checked(draft: unknown): Promise<T> {
    const { value, findings } = await lint(draft);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (value === undefined || errors.length > 0)
      throw new AppError('INVALID_INPUT', 'Some of this can’t work. Nothing was saved.', {
        issues: errors.map(({ path, message }) => ({ path: `draft.${path}`.replace(/\.$/, ''), message })),
      });
    return value;
  }

  return {
    read: async () => shown(await setting.read()),
    lint,
    async save(by, expected, draft) {
      const document = await checked(draft);
      const saved = await setting.save(expected ?? undefined, document, by, clock.now());
      log.info('change configuration saved', { what: name, account: by, version: saved.version });
      return shown(saved);
    },
  };
}
