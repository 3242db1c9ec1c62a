/**
 * Many operations in one request, each succeeding or failing on its own.
 * developer.atlassian.com/platform/forge/storage-reference/kvs-batch
 */
import type { Json } from '../../json';
import { KvsError } from './errors';
import type { Outcome } from './operations';
import { checkOperations } from './transaction';

interface Operation {
  readonly key: string;
  readonly entityName?: string | undefined;
}

/** `run` answers with what the operation's entry in `successfulKeys` shows beside its key. */
export function batch<O extends Operation>(operations: readonly O[], run: (operation: O) => Outcome): Outcome {
  checkOperations(operations);
  const successfulKeys: Json[] = [];
  const failedKeys: Json[] = [];
  let readBytes = 0;
  let writtenBytes = 0;
  for (const operation of operations) {
    const name = {
      key: operation.key,
      ...(operation.entityName === undefined ? {} : { entityName: operation.entityName }),
    };
    try {
      const outcome = run(operation);
      readBytes += outcome.readBytes;
      writtenBytes += outcome.writtenBytes;
      successfulKeys.push({ ...(typeof outcome.body === 'object' ? outcome.body : {}), ...name });
    } catch (error) {
      if (!(error instanceof KvsError)) throw error;
      failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
    }
  }
  return { body: { successfulKeys, failedKeys }, readBytes, writtenBytes };
}
