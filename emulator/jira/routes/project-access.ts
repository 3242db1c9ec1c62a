/** The project an operation's path names, if the caller may do what the operation needs. */
import { forbidden, notFound, type Call } from '../http';
import { projectByIdOrKey, type ProjectRow } from '../model/beans';
import { can, isAdmin } from '../permissions';

function missing(idOrKey: string) {
  const how = /^\d+$/.test(idOrKey) ? 'id' : 'key';
  return notFound(`No project could be found with ${how} '${idOrKey}'.`);
}

/** A project one can neither browse nor administer does not exist, as far as one can tell. */
export function browsableProject(call: Call, idOrKey = call.params['projectIdOrKey'] ?? ''): ProjectRow {
  const { site, caller } = call;
  const project = projectByIdOrKey(site, idOrKey);
  if (project === undefined) throw missing(idOrKey);
  const target = { project: project.id };
  const seen =
    can(site, caller, 'BROWSE_PROJECTS', target) ||
    can(site, caller, 'ADMINISTER_PROJECTS', target) ||
    isAdmin(site, caller);
  if (!seen) throw missing(idOrKey);
  return project;
}

export function administeredProject(call: Call, idOrKey = call.params['projectIdOrKey'] ?? ''): ProjectRow {
  const { site, caller } = call;
  const project = browsableProject(call, idOrKey);
  if (!can(site, caller, 'ADMINISTER_PROJECTS', { project: project.id }) && !isAdmin(site, caller)) {
    throw forbidden(`You do not have permission to administer the project '${project.key}'.`);
  }
  return project;
}
