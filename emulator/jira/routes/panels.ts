import { z } from 'zod';
import { moduleAri } from '../../seams';
import { badRequest, bodyOf, type Call, type Operation } from '../http';
import { projectByIdOrKey } from '../model/beans';
import { run } from '../model/rows';
import { startTask } from '../tasks';
import { adminOperation } from './support';

const PinRequest = z.strictObject({
  moduleId: z.string(),
  projectList: z.array(z.strictObject({ action: z.enum(['PIN', 'UNPIN']), projectIdOrKey: z.string() })).max(1000),
});

/** Shows or hides an app's issue panel on all work items of projects; the projects that don't exist are named at once. */
function pin(call: Call) {
  const { site } = call;
  const { moduleId, projectList } = bodyOf(call, PinRequest);
  const app = site.app();
  const panel = app?.uiModules.find(
    (module) => module.type === 'jira:issuePanel' && moduleAri(app, module.key) === moduleId,
  );
  if (panel === undefined) throw badRequest(`The issue panel '${moduleId}' is not installed.`);
  const actions = projectList.map(({ action, projectIdOrKey }) => {
    const project = projectByIdOrKey(site, projectIdOrKey);
    if (project === undefined) throw badRequest(`The project '${projectIdOrKey}' does not exist.`);
    return { action, project: project.id };
  });
  const task = startTask(call, `Pin the issue panel ${panel.key}`, () => {
    for (const { action, project } of actions) {
      if (action === 'PIN')
        run(site.db, 'INSERT OR IGNORE INTO panel_pin (project_id, module_ari) VALUES (?, ?)', project, moduleId);
      else run(site.db, 'DELETE FROM panel_pin WHERE project_id = ? AND module_ari = ?', project, moduleId);
    }
    return {};
  });
  return { status: 202, body: { taskId: task.id } };
}

export const panelOperations: readonly Operation[] = [
  adminOperation('POST /rest/api/3/forge/panel/action/bulk/async', ['manage:jira-project'], pin),
];
