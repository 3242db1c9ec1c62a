import type { RelationEnds } from './model';

/** Names a relation wherever it is looked for. */
export const relationId = ({ from, type, to }: RelationEnds): string => `${from}#${type}#${to}`;

/** Where the history of a relation's source tells of it. */
export const relationPath = ({ type, to }: Pick<RelationEnds, 'type' | 'to'>): string => `relations.${type}.${to}`;
