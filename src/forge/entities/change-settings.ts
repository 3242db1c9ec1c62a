/** Change enablement's configuration, as setting documents. */
import { z } from 'zod';
import { ApprovalPolicies, Delegation } from '../../change/approval.shapes';
import type { ChangeSettings, SavedSetting } from '../../change/change.ports';
import { RiskRules } from '../../change/risk.shapes';
import { ChangeWindows } from '../../change/schedule.shapes';
import { ChangeTemplates } from '../../change/template.shapes';
import { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { instant } from '../../kernel/time';
import type { SettingStore } from './settings';

const Delegations = z.object({ delegations: z.array(Delegation) });

/** What holds while nothing was ever saved. */
export interface ChangeDefaults {
  readonly risk: RiskRules;
  readonly policies: ApprovalPolicies;
}

export function changeSettings(settings: SettingStore, defaults: ChangeDefaults): ChangeSettings {
  return {
    risk: saved(settings, 'change.risk', RiskRules, defaults.risk),
    policies: saved(settings, 'change.policies', ApprovalPolicies, defaults.policies),
    windows: saved(settings, 'change.windows', ChangeWindows, { windows: [] }),
    templates: saved(settings, 'change.templates', ChangeTemplates, { templates: [] }),
    delegations: saved(settings, 'change.delegations', Delegations, { delegations: [] }),
  };
}

/** A value of the storage has at most 240 KiB as JSON; the rest is room for what lies around the document. */
const MOST_BYTES = 230_000;

function saved<S extends z.ZodType>(
  settings: SettingStore,
  name: string,
  schema: S,
  fallback: z.output<S>,
): SavedSetting<z.output<S>> {
  return {
    async read() {
      const found = await settings.read(name, schema);
      if (found === undefined)
        return { document: fallback, version: undefined, updatedAt: undefined, updatedBy: undefined };
      const { document, version, updatedAt, updatedBy } = found;
      return { document, version, updatedAt: instant(updatedAt), updatedBy: AccountId.parse(updatedBy) };
    },
    async save(expected, document, by, now) {
      const json = z.json().parse(JSON.parse(JSON.stringify(document)));
      const bytes = Buffer.byteLength(JSON.stringify(json), 'utf8');
      if (bytes > MOST_BYTES)
        throw new AppError(
          'INVALID_INPUT',
          `That is too much to be kept: ${Math.ceil(bytes / 1_000)} kB of at most ${MOST_BYTES / 1_000}. Shorten texts, or remove what is no longer used.`,
        );
      const { version } = await settings.write(name, expected, json, by, now);
      return { document, version, updatedAt: now, updatedBy: by };
    },
  };
}
