/** Small parts of every page. */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Status } from '../app/jira-types';
import { messageOf } from '../app/http';

type Appearance = 'primary' | 'default' | 'subtle' | 'danger';

export function Button({
  appearance = 'default',
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly appearance?: Appearance }) {
  return <button type="button" {...rest} className={`button button-${appearance} ${className}`} />;
}

/** A button whose only content is a picture. */
export function IconButton({
  label,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly label: string; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-subtle button-icon ${rest.className ?? ''}`}
      aria-label={label}
      title={label}
    >
      {children}
    </button>
  );
}

const CATEGORY_CLASS: Readonly<Record<string, string>> = { new: 'todo', indeterminate: 'progress', done: 'done' };

export function StatusLozenge({ status }: { readonly status: Pick<Status, 'name' | 'statusCategory'> }) {
  return (
    <span className={`lozenge lozenge-${CATEGORY_CLASS[status.statusCategory.key] ?? 'todo'}`}>{status.name}</span>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** The initials are a picture of the name beside them, not text. */
export function Avatar({ name }: { readonly name: string }) {
  return <span className="avatar" aria-hidden="true" data-initials={initials(name)} />;
}

export function Person({ name, accountId }: { readonly name: string; readonly accountId?: string | undefined }) {
  return (
    <span className="person">
      <Avatar name={name} />{' '}
      {accountId === undefined ? <span>{name}</span> : <ProfileLink name={name} accountId={accountId} />}
    </span>
  );
}

export const ProfileLink = ({ name, accountId }: { readonly name: string; readonly accountId: string }) => (
  <Link className="quiet-link" to={`/jira/people/${encodeURIComponent(accountId)}`}>
    {name}
  </Link>
);

export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: 'error' | 'info' | 'warning';
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      {title !== undefined && <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}

export function Failure({ error, what }: { readonly error: unknown; readonly what: string }) {
  return (
    <Notice tone="error" title={`${what} could not be loaded`}>
      {messageOf(error)}
    </Notice>
  );
}

export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <div>{children}</div>
    </div>
  );
}

export function Skeleton({ lines = 4, label = 'Loading' }: { readonly lines?: number; readonly label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}

export function PageHeader({
  title,
  children,
  above,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly above?: ReactNode;
}) {
  return (
    <header className="page-header">
      {above}
      <div className="page-header-row">
        <h1>{title}</h1>
        <div className="actions">{children}</div>
      </div>
    </header>
  );
}
