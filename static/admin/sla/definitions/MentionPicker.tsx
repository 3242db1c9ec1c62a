import type { ReactNode } from 'react';
import { Combobox, type ComboboxOption, type FieldControl } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import type { Mention } from '../policy';
import { nameOf, usePeople } from './people';

export interface MentionPickerProps extends FieldControl {
  readonly mentions: readonly Mention[];
  readonly onChange: (mentions: Mention[]) => void;
}

const keyOf = (mention: Mention): string => {
  if (mention.who === 'role') return `role ${mention.role}`;
  return mention.who === 'person' ? `person ${mention.accountId}` : mention.who;
};

/** Who is told: the people, holders of a role in its project, or somebody by name. */
export function MentionPicker({ mentions, onChange, ...control }: MentionPickerProps): ReactNode {
  const text = useSlaText();
  const { roles } = usePolicy().vocabulary;
  const { typed, setTyped, found, remember } = usePeople();
  const nameOfMention = (mention: Mention): string => {
    if (mention.who === 'person') return nameOf(mention.accountId);
    if (mention.who !== 'role') return text(`mention.${mention.who}`);
    return text('mention.role', { role: roles.find(({ key }) => key === mention.role)?.name ?? mention.role });
  };
  const standing: readonly Mention[] = [
    { who: 'assignee' },
    { who: 'reporter' },
    ...roles.map(({ key }): Mention => ({ who: 'role', role: key })),
  ];
  const chosen = new Set(mentions.map(keyOf));
  const sought = typed.trim().toLocaleLowerCase();
  const offered: readonly (readonly [mention: Mention, option: ComboboxOption])[] = [
    ...standing.map((mention) => [mention, { value: keyOf(mention), label: nameOfMention(mention) }] as const),
    ...found.map(({ value, label }) => {
      const mention: Mention = { who: 'person', accountId: value };
      return [mention, { value: keyOf(mention), label }] as const;
    }),
  ];
  const fitting = offered.filter(
    ([mention, { label }]) =>
      !chosen.has(keyOf(mention)) && (mention.who === 'person' || label.toLocaleLowerCase().includes(sought)),
  );
  const add = ({ value, label }: ComboboxOption): void => {
    const mention = offered.find(([, option]) => option.value === value)?.[0];
    if (mention === undefined) return;
    if (mention.who === 'person') remember({ value: mention.accountId, label });
    setTyped('');
    onChange([...mentions, mention]);
  };
  return (
    <div className="pl-picker">
      {mentions.length === 0 ? null : (
        <ul className="pl-tags" aria-label={text('action.comment.mention')}>
          {mentions.map((mention) => (
            <li key={keyOf(mention)} className="pl-tag">
              {nameOfMention(mention)}
              <button
                type="button"
                aria-label={text('policy.delete.named', { name: nameOfMention(mention) })}
                onClick={() => onChange(mentions.filter((other) => keyOf(other) !== keyOf(mention)))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {mentions.length >= 5 ? null : (
        <Combobox
          {...control}
          text={typed}
          onText={setTyped}
          options={fitting.map(([, option]) => option)}
          onChoose={add}
          placeholder={text('mention.search')}
          listLabel={text('action.comment.mention')}
          none={text('person.none')}
        />
      )}
    </div>
  );
}
