import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link, useNavigate } from 'react-router';
import { Badge, Button } from '../../../shared/components';
import { ClassIcon } from '../shared/ClassIcon';
import { keyFor, newClass, treeOf } from './draft';
import { useClassesText } from './messages';
import type { Draft } from './use-draft';

export interface SidebarProps {
  readonly draft: Draft;
  readonly shown: string | undefined;
  readonly relation: string | undefined;
}

/** The tree of classes, then the relation types; findings are counted where they are. */
export function Sidebar({ draft, shown, relation }: SidebarProps): ReactNode {
  const text = useClassesText();
  const { locale } = useIntl();
  const { classes, relationTypes } = draft.catalogue;
  const navigate = useNavigate();
  const addClass = (name: string): void => {
    const key = keyFor(
      name,
      classes.map((spec) => spec.key),
      'newClass',
    );
    draft.change({ ...draft.catalogue, classes: [...classes, newClass(key, name, shown ?? null)] });
    void navigate(`/cmdb/classes?class=${key}`);
  };
  const addRelation = (name: string): void => {
    const key = keyFor(
      name,
      relationTypes.map((type) => type.key),
      'newRelation',
    );
    const added = { key, name, inverse: name, impact: 'toSource' as const };
    draft.change({ ...draft.catalogue, relationTypes: [...relationTypes, added] });
    void navigate(`/cmdb/classes?relation=${key}`);
  };
  return (
    <nav className="classes-side" aria-label={text('classes.title')}>
      <h3>{text('side.classes')}</h3>
      <ul>
        {treeOf(classes, locale).map(({ spec, depth }) => (
          <li key={spec.key} style={{ paddingInlineStart: depth * 14 }}>
            <Link to={`/cmdb/classes?class=${spec.key}`} aria-current={spec.key === shown ? 'page' : undefined}>
              <ClassIcon icon={spec.icon} />
              <span data-abstract={spec.abstract}>{spec.name}</span>
              <Found draft={draft} path={`classes.${spec.key}`} />
            </Link>
          </li>
        ))}
      </ul>
      {draft.editable ? <Add label={text('side.newClass')} button={text('side.addClass')} onAdd={addClass} /> : null}
      <h3>{text('side.relations')}</h3>
      <ul>
        {relationTypes.map(({ key, name }) => (
          <li key={key}>
            <Link to={`/cmdb/classes?relation=${key}`} aria-current={key === relation ? 'page' : undefined}>
              <span>{name}</span>
              <Found draft={draft} path={`relationTypes.${key}`} />
            </Link>
          </li>
        ))}
      </ul>
      {draft.editable ? (
        <Add label={text('side.newRelation')} button={text('side.addRelation')} onAdd={addRelation} />
      ) : null}
    </nav>
  );
}

function Found({ draft, path }: { readonly draft: Draft; readonly path: string }): ReactNode {
  const text = useClassesText();
  const count = draft.findings.filter((one) => one.path === path || one.path.startsWith(`${path}.`)).length;
  if (count === 0) return null;
  return (
    <span className="classes-found" title={text('side.findings', { count })}>
      <Badge>{count}</Badge>
    </span>
  );
}

interface AddProps {
  readonly label: string;
  readonly button: string;
  readonly onAdd: (name: string) => void;
}

export function Add({ label, button, onAdd }: AddProps): ReactNode {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <form
      className="classes-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed === '') return;
        onAdd(trimmed);
        setName('');
      }}
    >
      <input
        className="pl-input"
        aria-label={label}
        placeholder={label}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={trimmed === ''}>
        {button}
      </Button>
    </form>
  );
}
