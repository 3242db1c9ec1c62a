/** The installed app as Jira sees it. */
import type { JsonObject } from '../json';
import type { InstalledApp } from '../seams';
import { z } from 'zod';
import type { AppManifest } from './app-manifest';
import type { Installation } from './installation';
import type { Outcome } from './runtime';

export interface InstalledAppParts {
  readonly manifest: AppManifest;
  readonly installation: Installation;
  readonly name: string;
  readonly runValidator: (moduleKey: string, functionKey: string, payload: JsonObject) => Promise<Outcome>;
  readonly postFunction: (moduleKey: string, payload: JsonObject) => void;
}

const Verdict = z.object({ result: z.boolean(), errorMessage: z.string().optional() });

export function installedApp({
  manifest,
  installation,
  name,
  runValidator,
  postFunction,
}: InstalledAppParts): InstalledApp {
  return {
    appId: manifest.appId,
    environmentId: installation.environmentId,
    installationId: installation.id,
    name,
    version: installation.version,
    accountId: installation.accountId,
    scopes: manifest.scopes,
    customFields: manifest.customFields,
    workflowRules: manifest.workflowRules,
    entityProperties: manifest.entityProperties,
    uiModules: manifest.uiModules,
    postFunction,
    async validate(moduleKey, payload) {
      const functionKey = manifest.ruleFunctions.get(moduleKey);
      if (functionKey === undefined) throw new Error(`${moduleKey} is not a function validator`);
      const outcome = await runValidator(moduleKey, functionKey, payload);
      const verdict = outcome.ok ? Verdict.safeParse(outcome.value) : undefined;
      if (verdict?.success !== true) return refusal(manifest, moduleKey);
      const { result, errorMessage } = verdict.data;
      return { result, ...(errorMessage === undefined ? {} : { errorMessage }) };
    },
  };
}

/** A validator that fails refuses: the transition must not slip through. */
function refusal(manifest: AppManifest, moduleKey: string): { readonly result: false; readonly errorMessage: string } {
  const rule = manifest.workflowRules.find(({ key }) => key === moduleKey);
  return {
    result: false,
    errorMessage: rule?.errorMessage ?? `The validator "${rule?.name ?? moduleKey}" could not be run.`,
  };
}
