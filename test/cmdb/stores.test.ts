import { openKvs } from '../support/kvs';
import { join } from 'node:path';
import { loadManifest } from '../../emulator/forge/manifest';
import { forgeRecords } from '../../src/forge/entities/forge-records';
import { memoryRecords } from '../support/memory-records';
import { recordsSuite } from '../support/records-suite';
import { TASK_MANIFEST } from '../support/table-suite';
import { cmdbStoreSuite } from './store-suite';

const { entities } = loadManifest(join(__dirname, '../../manifest.yml'));

recordsSuite('records in memory', memoryRecords);
recordsSuite('records on Forge', () => {
  openKvs([TASK_MANIFEST]);
  return forgeRecords;
});
cmdbStoreSuite('in memory', memoryRecords);
cmdbStoreSuite('on Forge', () => {
  openKvs(entities);
  return forgeRecords;
});
