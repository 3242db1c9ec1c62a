import { openKvs } from '../../../support/kvs';
import { join } from 'node:path';
import { loadManifest } from '../../../../emulator/forge/manifest';
import { forgeTable } from '../../../../src/forge/entities/forge-table';
import { jobEntity, jobStore } from '../../../../src/forge/entities/jobs';
import { settingEntity, settingStore } from '../../../../src/forge/entities/settings';
import { memoryTable } from '../../../support/memory-table';
import { jobSuite, settingSuite } from '../../../support/store-suites';

const { entities } = loadManifest(join(__dirname, '../../../../manifest.yml'));

settingSuite('settings in memory', () => settingStore(memoryTable(settingEntity)));
settingSuite('settings on Forge', () => {
  openKvs(entities);
  return settingStore(forgeTable(settingEntity));
});
jobSuite('jobs in memory', () => jobStore(memoryTable(jobEntity)));
jobSuite('jobs on Forge', () => {
  openKvs(entities);
  return jobStore(forgeTable(jobEntity));
});
