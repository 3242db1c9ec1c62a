import { useMemo, type ReactNode } from 'react';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { Button } from '../../../shared/components';
import { usePlatform } from '../../../shared/context';
import { classesBelow } from '../shared/class-tree';
import { ClassSelect } from '../shared/ClassSelect';
import { Menu } from '../shared/Menu';
import { useCmdbText } from '../shared/messages';
import { PersonPicker } from '../shared/PersonPicker';
import { usePeople } from '../shared/use-people';
import { ChoiceMenu } from './ChoiceMenu';
import { CRITICALITY_LEVELS, ENVIRONMENT_KEYS, filterWith, isFiltered, type FilterInput } from './list-query';
import { useBrowserText } from './messages';

export interface FilterBarProps {
  readonly catalogue: CatalogueState;
  readonly filter: FilterInput;
  readonly onChange: (filter: FilterInput) => void;
}

export function FilterBar({ catalogue, filter, onChange }: FilterBarProps): ReactNode {
  const text = useBrowserText();
  const cmdb = useCmdbText();
  return (
    <div className="cmdb-filters" role="group" aria-label={text('filter.group')}>
      <ClassSelect
        aria-label={cmdb('cmdb.field.classKey')}
        classes={catalogue.classes}
        value={filter.classKey ?? ''}
        all={text('filter.allClasses')}
        onChange={(classKey) => onChange(filterWith(filter, { classKey }))}
      />
      <ChoiceMenu
        label={cmdb('cmdb.field.state')}
        options={statesIn(catalogue, filter.classKey)}
        chosen={filter.states ?? []}
        onChange={(states) => onChange(filterWith(filter, { states }))}
      />
      <ChoiceMenu
        label={cmdb('cmdb.field.criticality')}
        options={CRITICALITY_LEVELS.map((value) => ({ value, label: cmdb(`cmdb.criticality.${value}`) }))}
        chosen={filter.criticalities ?? []}
        onChange={(criticalities) => onChange(filterWith(filter, { criticalities }))}
      />
      <ChoiceMenu
        label={cmdb('cmdb.field.environment')}
        options={ENVIRONMENT_KEYS.map((value) => ({ value, label: cmdb(`cmdb.environment.${value}`) }))}
        chosen={filter.environments ?? []}
        onChange={(environments) => onChange(filterWith(filter, { environments }))}
      />
      <OwnerMenu owner={filter.owner} onChange={(owner) => onChange(filterWith(filter, { owner }))} />
      {isFiltered(filter) ? (
        <Button appearance="subtle" onClick={() => onChange({})}>
          {text('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}

interface OwnerMenuProps {
  readonly owner: string | undefined;
  readonly onChange: (owner: string | undefined) => void;
}

function OwnerMenu({ owner, onChange }: OwnerMenuProps): ReactNode {
  const text = useBrowserText();
  const cmdb = useCmdbText();
  const { accountId } = usePlatform();
  const name = useOwnerName(owner);
  const label = cmdb('cmdb.field.owner');
  return (
    <Menu
      active={owner !== undefined}
      label={name === undefined ? label : text('filter.chosen', { label, first: name, more: 0 })}
    >
      {(close) => (
        <div className="cmdb-owner">
          <PersonPicker
            label={label}
            person={null}
            onChange={(person) => {
              onChange(person?.accountId);
              close();
            }}
          />
          <div className="cmdb-actions">
            {accountId === undefined || accountId === owner ? null : (
              <Button
                onClick={() => {
                  onChange(accountId);
                  close();
                }}
              >
                {text('filter.mine')}
              </Button>
            )}
            {owner === undefined ? null : (
              <Button
                appearance="subtle"
                onClick={() => {
                  onChange(undefined);
                  close();
                }}
              >
                {text('filter.anyOwner')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Menu>
  );
}

const NOBODY: readonly string[] = [];

function useOwnerName(owner: string | undefined): string | undefined {
  const cmdb = useCmdbText();
  const accounts = useMemo(() => (owner === undefined ? NOBODY : [owner]), [owner]);
  const names = usePeople(accounts);
  return owner === undefined ? undefined : (names.get(owner) ?? cmdb('cmdb.people.unknown', { account: owner }));
}

/** The states of the class and of those below it, each key once. */
function statesIn({ classes }: CatalogueState, classKey: string | undefined): { value: string; label: string }[] {
  const meant = classKey === undefined ? classes : classesBelow(classes, classKey);
  const names = new Map(meant.flatMap(({ states }) => states).map(({ key, name }) => [key, name]));
  return [...names].map(([value, label]) => ({ value, label }));
}
