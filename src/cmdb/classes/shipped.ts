/**
 * The model that a site starts with: classes along the domains of the Common Service Data Model (services and offerings,
 * applications, infrastructure, foundation), so that data from other systems finds its place. Administrators extend it.
 */
import type { Catalogue } from '../model';
import { INFRASTRUCTURE_CLASSES } from './infrastructure';
import { SHIPPED_RELATION_TYPES } from './relation-types';
import { SERVICE_CLASSES } from './services';
import { SUPPORTING_CLASSES } from './supporting';

export const SHIPPED_CATALOGUE: Catalogue = {
  classes: [...SERVICE_CLASSES, ...INFRASTRUCTURE_CLASSES, ...SUPPORTING_CLASSES],
  relationTypes: [...SHIPPED_RELATION_TYPES],
};
