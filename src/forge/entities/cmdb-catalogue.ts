import { deflateRawSync, inflateRawSync } from 'node:zlib';
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

export const cataloguePlace = placeOf(settingEntity, CATALOGUE);

export const catalogueIn = (found: RecordsFound): Catalogue | undefined =>
  Catalogue.safeParse(found.of(settingEntity, CATALOGUE)?.value.document).data;

/** The outline is read on each look at an issue: packed, it has a quarter of its size. Once it was kept as it is. */
const Packed = z.object({ deflated: z.base64() });

const packed = (document: unknown): z.output<typeof Packed> => ({
  deflated: deflateRawSync(JSON.stringify(document)).toString('base64'),
});

/** Undefined when there is none, or none that this version of the app can read: then the whole catalogue is. */
export function outlineIn(found: RecordsFound): Catalogue | undefined {
  const document = found.of(settingEntity, OUTLINE)?.value.document;
  const { data } = Packed.safeParse(document);
  return Catalogue.safeParse(data === undefined ? document : unpacked(data.deflated)).data;
}

function unpacked(deflated: string): unknown {
  try {
    return JSON.parse(inflateRawSync(Buffer.from(deflated, 'base64')).toString());
  } catch {
    return undefined;
  }
}

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
          putting(settingEntity, OUTLINE, setting(packed(outlineOf(catalogue)))),
        ]);
      } catch (cause) {
        if (!(cause instanceof RecordConflict)) throw cause;
        throw new AppError('CONFLICT', 'The classes were changed by somebody else in the meantime.', { cause });
      }
    },
  };
}
