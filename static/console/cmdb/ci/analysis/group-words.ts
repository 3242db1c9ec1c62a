import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import type { RedundancyRule } from '../../../../../src/cmdb/model';

/** The suppliers that a rule counts: “runs on” or “Server”. */
export function groupName({ classes, catalogue }: CatalogueState, { group }: RedundancyRule): string {
  return group.by === 'class'
    ? (classes.find(({ key }) => key === group.classKey)?.name ?? group.classKey)
    : (catalogue.relationTypes.find(({ key }) => key === group.relationType)?.name ?? group.relationType);
}

export const relationName = ({ catalogue }: CatalogueState, type: string): string =>
  catalogue.relationTypes.find(({ key }) => key === type)?.name ?? type;
