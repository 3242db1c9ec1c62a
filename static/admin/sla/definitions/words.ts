/** Definitions in words, and what the vocabulary of the site offers for their parts. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { ComboboxOption } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import type { Definition, Vocabulary } from '../policy';

export function useScopeWords(): (scope: Definition['scope']) => string {
  const text = useSlaText();
  const intl = useIntl();
  const { vocabulary } = usePolicy();
  return ({ projects, issueTypes, jql }) => {
    const types = issueTypes.map((key) => vocabulary.issueTypes.find((type) => type.key === key)?.name ?? key);
    const keys = projects.map((id) => vocabulary.projects.find((project) => project.id === id)?.key ?? id);
    return text('definition.scope.words', {
      types: types.length === 0 ? text('definition.scope.noTypes') : intl.formatList(types),
      projects: keys.length === 0 ? text('definition.scope.everyProject') : intl.formatList(keys),
      jql: jql.trim() === '' ? 'no' : 'yes',
    });
  };
}

const optionsOf = (named: readonly { readonly id: string; readonly name: string }[]): ComboboxOption[] =>
  named.map(({ id, name }) => ({ value: id, label: name }));

export interface FieldChoice {
  readonly id: string;
  readonly name: string;
  /** Null where the values can't be listed: then they are typed. */
  readonly options: readonly ComboboxOption[] | null;
}

export interface Choices {
  readonly statuses: readonly ComboboxOption[];
  readonly fields: readonly FieldChoice[];
  readonly field: (id: string) => FieldChoice | undefined;
}

/** Priority comes first: most goals go by it. */
export function useChoices(): Choices {
  const text = useSlaText();
  const { vocabulary } = usePolicy();
  return useMemo(() => {
    const fields = fieldsOf(vocabulary, text('field.priority'));
    return {
      statuses: optionsOf(vocabulary.statuses),
      fields,
      field: (id) => fields.find((field) => field.id === id),
    };
  }, [vocabulary, text]);
}

function fieldsOf({ fields, priorities }: Vocabulary, priorityName: string): FieldChoice[] {
  const others = fields.filter(({ id }) => id !== 'priority');
  return [
    { id: 'priority', name: priorityName, options: optionsOf(priorities) },
    ...others.map(({ id, name, options }) => ({ id, name, options: options === null ? null : optionsOf(options) })),
  ];
}

/** The choices, and the one that is set although the site no longer has it. */
export const fieldOptions = (fields: readonly FieldChoice[], chosen: string): { value: string; label: string }[] => [
  ...fields.map(({ id, name }) => ({ value: id, label: name })),
  ...(chosen === '' || fields.some(({ id }) => id === chosen) ? [] : [{ value: chosen, label: chosen }]),
];
