import type { ReactNode } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { PeoplePicker, type Person } from '../roles/PeoplePicker';
import { useText } from '../text';
import type { Draft, Options, Role } from './draft';

export function PeopleStep({ options }: { readonly options: Options }): ReactNode {
  const text = useText();
  const { control } = useFormContext<Draft>();
  const { field } = useController({ control, name: 'people' });
  const put = (role: Role, people: readonly Person[]): void => field.onChange({ ...field.value, [role]: people });
  return (
    <section className="ad-section" aria-labelledby="people-title">
      <h2 id="people-title">{text('setup.people')}</h2>
      <p className="ad-hint">{text('setup.people.hint')}</p>
      <div className="ad-roles">
        {options.roles.map(({ key, name, description }) => {
          const people = field.value[key] ?? [];
          return (
            <div key={key} className="ad-role" role="group" aria-label={name}>
              <div>
                <strong>{name}</strong>
                <small>{description}</small>
              </div>
              <PeoplePicker
                role={name}
                people={people}
                onAdd={(person) => put(key, [...people, person])}
                onRemove={({ accountId }) =>
                  put(
                    key,
                    people.filter((one) => one.accountId !== accountId),
                  )
                }
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
