/** Which fields the app brought along for changes, by their ids on this site. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { ChangePublication } from '../../change/publication';
import { AppError } from '../../kernel/errors';
import { moduleAri } from '../app-context';
import type { ChangeFieldIds } from './change-beans';
import type { Jira } from './client';
import { CI_FIELD_MODULE } from './cmdb-jira';
import { oncePerInstallation } from './per-installation';

/** The Forge custom fields of the manifest in which a change's state is published. */
const MODULES: Readonly<Record<keyof ChangePublication, string>> = {
  risk: 'change-risk',
  score: 'change-risk-score',
  approval: 'change-approval',
  tokens: 'change-tokens',
};

const Fields = z.array(z.object({ id: z.string(), schema: z.object({ custom: z.string().optional() }).optional() }));

export type KnownFieldIds = Required<{ [K in keyof ChangeFieldIds]: NonNullable<ChangeFieldIds[K]> }>;

/** UNAVAILABLE until Jira shows all of them, shortly after the installation. */
export const changeFieldsOf = (jira: Jira, installation: () => string): (() => Promise<KnownFieldIds>) =>
  oncePerInstallation(installation, async () => {
    const fields = await jira.asApp().get(route`/rest/api/3/field`, Fields);
    const idOf = (module: string): string => {
      const custom = moduleAri(module);
      const found = fields.find(({ schema }) => schema?.custom === custom);
      if (found === undefined)
        throw new AppError(
          'UNAVAILABLE',
          'Jira does not show the fields of changes yet. They appear shortly after the app is installed.',
        );
      return found.id;
    };
    return {
      cis: idOf(CI_FIELD_MODULE),
      published: {
        risk: idOf(MODULES.risk),
        score: idOf(MODULES.score),
        approval: idOf(MODULES.approval),
        tokens: idOf(MODULES.tokens),
      },
    };
  });

export const jqlName = (fieldId: string): string => `cf[${fieldId.replace('customfield_', '')}]`;
