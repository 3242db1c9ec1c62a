/**
 * The function behind a `jira:workflowValidator`: asks the practice that keeps the gate. Whatever goes wrong keeps the gate
 * shut, because a validator that fails open is none; the message then has a reference that finds the cause in the log.
 * developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator
 */
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import type { Log } from './log';

export interface ValidatorAnswer {
  readonly result: boolean;
  /** Shown by Jira when the result is false. */
  readonly errorMessage?: string;
}

export type Validator = (argument: unknown) => Promise<ValidatorAnswer>;

/** `modifiedFields` is the transition's own input, in the form in which Jira's REST API gives an issue's fields. */
export type KeepGate<G extends string> = (
  gate: G,
  issueKey: string,
  modifiedFields: Readonly<Record<string, unknown>>,
) => Promise<ValidatorAnswer>;

/** The issue of an initial transition has no key. `modifiedFields` is absent where nothing was entered. */
const Argument = z.looseObject({
  issue: z.looseObject({ key: z.string().nullish() }),
  configuration: z.unknown(),
  transition: z.looseObject({ modifiedFields: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

export interface GateOptions<G extends string> {
  readonly name: string;
  readonly gates: readonly G[];
  readonly keep: KeepGate<G>;
  readonly log: Log;
  readonly reference: () => string;
}

export function gateValidator<G extends string>({ name, gates, keep, log, reference }: GateOptions<G>): Validator {
  const Configuration = z.looseObject({ gate: z.enum(gates) });
  return async (argument) => {
    try {
      const { issue, configuration, transition } = Argument.parse(argument);
      const { gate } = Configuration.parse(configurationOf(configuration));
      if (issue.key == null) throw new Error('A gate does not guard the creation of issues.');
      return await keep(gate, issue.key, transition?.modifiedFields ?? {});
    } catch (cause) {
      const found = reference();
      log.error('gate failed', cause, { validator: name, reference: found });
      return { result: false, errorMessage: `${adviceFor(cause)} (Reference ${found})` };
    }
  };
}

/** Saved as JSON text; the documentation leaves open whether it arrives as the text or as what is in it. */
function configurationOf(configuration: unknown): unknown {
  return typeof configuration === 'string' ? JSON.parse(configuration) : configuration;
}

const adviceFor = (cause: unknown): string =>
  cause instanceof AppError && cause.code === 'UNAVAILABLE'
    ? 'Plumbline could not reach what it needs to judge this step. Try again in a moment.'
    : 'Plumbline could not judge this step and keeps it closed. Tell your Jira administrator.';
