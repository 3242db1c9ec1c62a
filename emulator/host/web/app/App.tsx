import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { DashboardList } from '../dashboard/DashboardList';
import { DashboardPage } from '../dashboard/DashboardPage';
import { Drawer } from '../drawer/Drawer';
import { AppPage } from '../frame/AppPage';
import { IssuePage } from '../issue/IssuePage';
import { Navigator } from '../navigator/Navigator';
import { NoUserPage, NotFoundPage } from '../pages/messages';
import { PersonPage } from '../pages/PersonPage';
import { ProjectList } from '../pages/ProjectList';
import { ProjectSettings } from '../pages/ProjectSettings';
import { WorkflowsPage } from '../workflows/WorkflowsPage';
import { Dialogs } from '../ui/dialogs';
import { Flags } from '../ui/flags';
import { FrameDialogsContext } from '../frame/frame-dialogs';
import { site } from './bootstrap';
import { useClock } from './clock';
import { FRAME_DIALOGS } from './frame-dialogs';
import { TopBar } from './TopBar';

/** Moving the clock changes what the app did and what is due: everything shown is asked again. */
function useRefreshWithClock(): void {
  const clock = useClock();
  const [first] = useState(clock);
  const queries = useQueryClient();
  useEffect(() => {
    if (clock !== first) void queries.invalidateQueries();
  }, [clock, first, queries]);
}

/** A new page begins at its top, with its heading read out. */
function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const page = pathname.startsWith('/jira/apps/') || pathname.startsWith('/jira/settings/apps/') ? 'app' : pathname;
  const [first] = useState(page);
  useEffect(() => {
    if (page !== first) document.getElementById('main')?.focus({ preventScroll: true });
  }, [page, first]);
}

export function App() {
  const [drawer, setDrawer] = useState(false);
  useRefreshWithClock();
  useFocusOnNavigation();
  if (site.user === null) return <NoUserPage />;
  return (
    <FrameDialogsContext.Provider value={FRAME_DIALOGS}>
      <Dialogs>
        <a className="skip-link" href="#main">
          Skip to content
        </a>
        <TopBar drawerOpen={drawer} onToggleDrawer={() => setDrawer(!drawer)} />
        <main id="main" tabIndex={-1}>
          <Routes>
            <Route index element={<Navigate to="/jira/projects" replace />} />
            <Route path="/jira/projects" element={<ProjectList />} />
            <Route path="/jira/projects/:projectKey/settings/*" element={<ProjectSettings />} />
            <Route path="/jira/projects/:projectKey/settings/workflows" element={<WorkflowsPage />} />
            <Route path="/jira/people/:accountId" element={<PersonPage />} />
            <Route path="/issues/*" element={<Navigator />} />
            <Route path="/browse/:issueKey" element={<IssuePage />} />
            <Route path="/jira/dashboards" element={<DashboardList />} />
            <Route path="/jira/dashboards/:dashboardId" element={<DashboardPage />} />
            <Route path="/jira/apps/:appId/:environmentId/*" element={<AppPage type="jira:globalPage" />} />
            <Route path="/jira/settings/apps/:appId/:environmentId/*" element={<AppPage type="jira:adminPage" />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </main>
        {drawer && <Drawer onClose={() => setDrawer(false)} />}
        <Flags />
      </Dialogs>
    </FrameDialogsContext.Provider>
  );
}
