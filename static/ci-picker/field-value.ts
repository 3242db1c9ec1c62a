import type { FullContext } from '@forge/bridge';

/** A Forge field stores a collection of up to 100 values (…/modules/jira-custom-field/#collection-types). */
export const MOST_VALUES = 100;

/** What the field has, as the platform tells it: a list of refs, or nothing. */
export function valueIn({ extension }: FullContext): string[] {
  const value: unknown = extension['fieldValue'];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Forms of Jira take the value with every change and save it with the rest; on an issue it is saved by a button. */
export const isPartOfForm = ({ extension }: FullContext): boolean =>
  extension['renderContext'] === 'issue-create' || extension['renderContext'] === 'issue-transition';
