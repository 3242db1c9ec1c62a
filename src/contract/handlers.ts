import type { z } from 'zod';
import type { AccountId, IssueKey } from './ids';
import type { Contract } from './rpc';

/** One authorised call, as the platform vouches for it: nothing here comes from the browser unchecked. */
export interface Invocation {
  readonly accountId: AccountId;
  /** The issue the access was checked against; `undefined` for procedures whose access needs none. */
  readonly issueKey: IssueKey | undefined;
}

/** The backend's half of a contract: does not compile while a procedure has no handler. */
export type Handlers<C extends Contract, Ctx = Invocation> = {
  readonly [K in keyof C & string]: (ctx: Ctx, input: z.output<C[K]['input']>) => Promise<z.input<C[K]['output']>>;
};
