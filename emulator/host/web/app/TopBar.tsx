import { NavLink } from 'react-router';
import { useDialogs } from '../ui/dialogs';
import { CreateDialog } from '../issue/CreateDialog';
import { ClockMenu } from './ClockMenu';
import { CogIcon, DownIcon, DrawerIcon, LogoIcon, MoonIcon, SunIcon } from '../ui/icons';
import { Menu, MenuItem } from '../ui/Menu';
import { Avatar, Button, IconButton } from '../ui/parts';
import { modulesOf, pageAddress, site, type SiteUser } from './bootstrap';
import { send } from './http';
import { setColorMode, useColorMode } from './theme';

export function TopBar({
  drawerOpen,
  onToggleDrawer,
}: {
  readonly drawerOpen: boolean;
  readonly onToggleDrawer: () => void;
}) {
  const openDialog = useDialogs();
  return (
    <header className="top-bar">
      <NavLink to="/" className="logo" aria-label={`${site.siteName}, home`}>
        <LogoIcon />
        <span>{site.siteName}</span>
      </NavLink>
      <nav aria-label="Main">
        <NavLink to="/jira/projects">Projects</NavLink>
        <NavLink to="/issues/">Issues</NavLink>
        <NavLink to="/jira/dashboards">Dashboards</NavLink>
        <AppsMenu />
      </nav>
      <Button appearance="primary" onClick={() => openDialog((close) => <CreateDialog onClose={close} />)}>
        Create
      </Button>
      <div className="top-bar-end">
        <ClockMenu />
        <ThemeSwitch />
        <IconButton
          label={drawerOpen ? 'Hide what the app did' : 'Show what the app did'}
          aria-pressed={drawerOpen}
          onClick={onToggleDrawer}
        >
          <DrawerIcon />
        </IconButton>
        <AdminMenu />
        {site.user !== null && <UserMenu user={site.user} />}
      </div>
    </header>
  );
}

function AppsMenu() {
  const address = pageAddress('jira:globalPage');
  const pages = modulesOf('jira:globalPage');
  return (
    <Menu
      className="nav-button"
      label={
        <>
          Apps <DownIcon />
        </>
      }
    >
      {pages.length === 0 || address === undefined ? (
        <p className="menu-note">No installed app has a page here.</p>
      ) : (
        pages.map((page) => (
          <NavLink key={page.key} to={address} className="menu-item">
            {page.title}
          </NavLink>
        ))
      )}
    </Menu>
  );
}

function AdminMenu() {
  const address = pageAddress('jira:adminPage');
  return (
    <Menu accessibleName="Settings" className="button button-subtle button-icon" label={<CogIcon />} align="end">
      <p className="menu-heading">Apps</p>
      {address === undefined || modulesOf('jira:adminPage').length === 0 ? (
        <p className="menu-note">No installed app has an administration page.</p>
      ) : (
        modulesOf('jira:adminPage').map((page) => (
          <NavLink key={page.key} to={address} className="menu-item">
            {page.title}
          </NavLink>
        ))
      )}
    </Menu>
  );
}

function ThemeSwitch() {
  const mode = useColorMode();
  const other = mode === 'light' ? 'dark' : 'light';
  return (
    <IconButton label={`Switch to the ${other} theme`} onClick={() => setColorMode(other)}>
      {mode === 'light' ? <MoonIcon /> : <SunIcon />}
    </IconButton>
  );
}

/** No passwords: choosing a user signs in as that user, and the page starts anew with what they may see. */
function UserMenu({ user }: { readonly user: SiteUser }) {
  const switchTo = async (accountId: string): Promise<void> => {
    await send('POST', '/__host/session', { accountId });
    window.location.reload();
  };
  return (
    <Menu
      accessibleName={`Signed in as ${user.displayName}. Switch user`}
      className="avatar-button"
      label={<Avatar name={user.displayName} />}
      align="end"
    >
      <p className="menu-heading">Signed in as {user.displayName}</p>
      <NavLink to={`/jira/people/${encodeURIComponent(user.accountId)}`} className="menu-item">
        Profile
      </NavLink>
      <p className="menu-heading">Switch to</p>
      <div className="menu-scroll">
        {site.users.map((other) => (
          <MenuItem
            key={other.accountId}
            current={other.accountId === user.accountId}
            onSelect={() => void switchTo(other.accountId)}
          >
            <Avatar name={other.displayName} />
            <span className="menu-two-lines">
              <span>{other.displayName}</span>
              <small>{other.email ?? ''}</small>
            </span>
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}
