/** Incident management's configuration, as setting documents. */
import { z } from 'zod';
import { ClosurePolicy } from '../../incident/closure';
import type { Versioned } from '../../incident/incident.ports';
import { MatrixHistory } from '../../incident/matrix-history';
import type { SettingStore } from './settings';

const versioned = <S extends z.ZodType>(settings: SettingStore, name: string, schema: S): Versioned<z.output<S>> => ({
  read: () => settings.read(name, schema),
  write: async (expectedVersion, document, by, now) => {
    await settings.write(name, expectedVersion, z.json().parse(document), by, now);
  },
});

export const matrixSetting = (settings: SettingStore): Versioned<MatrixHistory> =>
  versioned(settings, 'incident.priority-matrix', MatrixHistory);

export const closureSetting = (settings: SettingStore): Versioned<ClosurePolicy> =>
  versioned(settings, 'incident.closure', ClosurePolicy);
