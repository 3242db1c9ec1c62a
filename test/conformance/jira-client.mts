/**
 * Drives a site with jira.js, a third-party client whose schemas were corrected against live sites, in its strict
 * audit mode: any field too many, too few or of another kind is a finding. Prints one JSON line for each call.
 *
 *   AUDIT_SCHEMAS=true tsx test/conformance/jira-client.mts http://localhost:8080 PROJECT
 */
import { createCloudClient } from 'jira.js';
import { Audit, type Tour } from './jira-client/audit.mjs';
import { dashboards, filters, panels } from './jira-client/dashboards.mjs';
import { issues } from './jira-client/issues.mjs';
import { people } from './jira-client/people.mjs';
import { projects } from './jira-client/projects.mjs';
import { screens } from './jira-client/screens.mjs';
import { appFields, fields, issueTypes } from './jira-client/types.mjs';
import { lists, statuses, workflows } from './jira-client/workflows.mjs';

const [host, projectKey] = process.argv.slice(2);
if (host === undefined || projectKey === undefined) throw new Error('usage: jira-client.mts <site> <project key>');
if (process.env['AUDIT_SCHEMAS'] !== 'true') throw new Error('AUDIT_SCHEMAS=true makes the schemas strict; set it');

const jira = createCloudClient({ host, auth: { type: 'basic', email: 'admin@acme.example', apiToken: 'admin' } });
const audit = new Audit();
const tour: Tour = { jira, audit, projectKey };
const parts = {
  people,
  projects,
  issueTypes,
  fields,
  appFields,
  screens,
  statuses,
  workflows,
  lists,
  dashboards,
  filters,
  panels,
  issues,
};
for (const [name, part] of Object.entries(parts)) await audit.part(name, () => part(tour));
console.log(JSON.stringify({ findings: audit.findings }));
