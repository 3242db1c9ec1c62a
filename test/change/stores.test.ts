import { join } from 'node:path';
import { loadManifest } from '../../emulator/forge/manifest';
import { changeDecisionEntity, changeDecisions } from '../../src/forge/entities/change-decisions';
import { changeOutcomes } from '../../src/forge/entities/change-outcomes';
import { changeRecords } from '../../src/forge/entities/change-records';
import { forgeRecords } from '../../src/forge/entities/forge-records';
import type { Records } from '../../src/forge/entities/records';
import { openKvs } from '../support/kvs';
import { memoryRecords } from '../support/memory-records';
import { changeRecordSuite, decisionSuite, outcomeSuite } from './stores';

const { entities } = loadManifest(join(__dirname, '../../manifest.yml'));

const onForge = (): Records => {
  openKvs(entities);
  return forgeRecords;
};

describe.each([
  ['in memory', memoryRecords],
  ['on Forge', onForge],
])('%s', (name, open: () => Records) => {
  changeRecordSuite(name, () => changeRecords(open()));
  decisionSuite(name, () => changeDecisions(open().table(changeDecisionEntity)));
  outcomeSuite(name, () => changeOutcomes(open()));
});
