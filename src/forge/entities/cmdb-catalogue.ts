import { z } from 'zod';
import { outlineOf } from '../../cmdb/class-catalogue';
import type { VersionedDocument } from '../../cmdb/cmdb.ports';
import { Catalogue } from '../../cmdb/model';
import { AppError } from '../../kernel/errors';
import { creating, placeOf, putting, RecordConflict, updating, type Records, type RecordsFound } from './records';
import { settingEntity, settingStore } from './settings';

const CATALOGUE = 'cmdb.catalogue';
const OUTLINE = 'cmdb.catalogue.outline';

export const outlinePlace = placeOf(settingEntity, OUTLINE);

export const outlineIn = (found: RecordsFound): Catalogue | undefined =>
  Catalogue.safeParse(found.of(settingEntity, OUTLINE)?.value.document).data;

/** The catalogue, and its outline in a record of its own: written together, so that neither is ever older. */
export function catalogueDocument(records: Records): VersionedDocument<Catalogue> {
  const settings = settingStore(records.table(settingEntity));
  return {
    read: () => settings.read(CATALOGUE, Catalogue),
    async write(expectedVersion, catalogue, updatedBy, updatedAt) {
      const setting = (document: unknown) => ({ document: z.json().parse(document), updatedAt, updatedBy });
      const whole = setting(catalogue);
      try {
        await records.commit([
          expectedVersion === undefined
            ? creating(settingEntity, CATALOGUE, whole)
            : updating(settingEntity, CATALOGUE, expectedVersion, whole),
          putting(settingEntity, OUTLINE, setting(outlineOf(catalogue))),
        ]);
      } catch (cause) {
        if (!(cause instanceof RecordConflict)) throw cause;
        throw new AppError('CONFLICT', 'The classes were changed by somebody else in the meantime.', { cause });
      }
    },
  };
}
